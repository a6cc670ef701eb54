import { withdrawApplication } from "../../lib/applications/commands.ts";
import { acceptPlaces, declinePlaces, offerPlaces } from "../../lib/batches/commands.ts";
import { deskWaitlists, findWaitingPlace, waitlists } from "../../lib/batches/queries.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { db } from "../../lib/platform/db/client.ts";
import type { Sector } from "../../lib/platform/db/generated/enums.ts";
import type { Wish } from "./apply.mts";
import { firstWith } from "./facts.mts";
import { must } from "./must.mts";
import type { Member } from "./onboard.mts";
import { withStory } from "./stories.mts";

/** Those who ask for one seat more when no place is left, and have not yet. */
export async function lateWishes(members: readonly Member[]): Promise<Wish[]> {
  const inHand = ["SUBMITTED", "IN_REVIEW", "REVIEWED", "PROPOSED", "WAITLISTED"] as const;
  const known = await db().application.findMany({
    where: { state: { in: [...inHand] } },
    select: { institutionId: true },
  });
  return withStory(members, "asksLate")
    .filter(({ institutionId }) => !known.some((one) => one.institutionId === institutionId))
    .map((member) => ({ member, seats: 1 }));
}

/** Members whose first application waits for places that others leave. */
export async function stillWaiting(members: readonly Member[]): Promise<Member[]> {
  const firsts = await firstWith(members, "waits", "letsPass");
  return firsts.flatMap(({ state, member }) => (state === "WAITLISTED" ? [member] : []));
}

/**
 * Offers the free places of a sector to whoever is next, until nobody of the story waits there. One accepts, and is decided on;
 * another lets the places pass, and leaves.
 */
export async function offerPlacesOf(sector: Sector, members: readonly Member[], administrators: readonly Person[]) {
  const [administrator] = administrators;
  if (!administrator) throw new Error("there is no administrator");
  const waiting = new Map(members.filter((one) => one.sector === sector).map((one) => [one.institutionId, one]));
  for (;;) {
    const rows = await db().application.findMany({
      where: { state: "WAITLISTED", institutionId: { in: [...waiting.keys()] } },
      include: { offers: true },
    });
    const asked = rows.find(({ offers }) => offers.length > 0);
    if (!asked) {
      const next = (await deskWaitlists(administrator)).find((list) => list.sector === sector)?.next;
      if (!next || next.seats === 0 || !rows.some(({ id }) => id === next.applicationId)) return;
      must(await offerPlaces(administrator, { applicationId: next.applicationId }), `places for ${next.receipt}`);
      continue;
    }
    const member = waiting.get(asked.institutionId);
    if (member) await answer(member, asked);
  }
}

type Asked = { id: string; version: number; offers: { id: string; version: number; state: string }[] };

async function answer({ person, name, story }: Member, { id, version, offers }: Asked): Promise<void> {
  const offer = offers.find(({ state }) => state === "OPEN");
  if (!offer) {
    must(await withdrawApplication(person, { applicationId: id, version }), `${name} leaves the waitlist`);
    if (await findWaitingPlace(person, id)) throw new Error(`${name} has left the waitlist and stands on it`);
    return;
  }
  const said = { offerId: offer.id, version: offer.version };
  if (story === "waits") must(await acceptPlaces(person, said), `yes of ${name} to places`);
  else must(await declinePlaces(person, said), `no of ${name} to places`);
}

/** The published waitlist against what it is made of: by offers passed, phase, score, submission and receipt, without a name. */
export async function wrongWaitlist(): Promise<string[]> {
  const entries = await db().waitlistEntry.findMany({
    where: { application: { state: "WAITLISTED" } },
    include: { application: { include: { institution: true, phase: true, offers: true } } },
  });
  const passed = ({ application }: (typeof entries)[number]) =>
    application.offers.filter(({ state }) => state === "DECLINED" || state === "LAPSED").length;
  const { lists } = await waitlists(null);
  const wrong: string[] = [];
  for (const { sector, rows } of lists) {
    const expected = entries
      .filter(({ application }) => application.institution.sector === sector)
      .sort(
        (one, other) =>
          passed(one) - passed(other) ||
          one.application.phase.opensAt.getTime() - other.application.phase.opensAt.getTime() ||
          (other.score ?? -1) - (one.score ?? -1) ||
          Number(one.application.submittedAt) - Number(other.application.submittedAt) ||
          ((one.application.receipt ?? "") < (other.application.receipt ?? "") ? -1 : 1),
      )
      .map(({ application }, i) => `${i + 1} ${application.receipt}`);
    const said = rows.map(({ position, receipt }) => `${position} ${receipt}`);
    if (said.join() !== expected.join())
      wrong.push(`the waitlist of ${sector} is ${said.join()}, not ${expected.join()}`);
  }
  const told = lists.reduce((sum, { rows }) => sum + rows.length, 0);
  if (told !== entries.length) wrong.push(`${told} stand on the waitlist, ${entries.length} wait`);
  const published = JSON.stringify(lists);
  if (entries.some(({ application }) => published.includes(JSON.stringify(application.institution.name))))
    wrong.push("the waitlist names an institution");
  return wrong;
}
