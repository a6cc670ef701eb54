import { setTimeout as wait } from "node:timers/promises";
import { claimSeat, offerSeats } from "../../lib/licences/commands.ts";
import { licencesOf, mySeats, seatCounts } from "../../lib/licences/queries.ts";
import { offersAtOnce } from "../../lib/licences/rules.ts";
import { mailbox } from "../../lib/notifications/queries.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { must } from "./must.mts";
import type { Member } from "./onboard.mts";
import { byIdentity } from "./people.mts";

/** Somebody with a seat: which one of all, and under which address it was offered. */
export type Holder = { email: string; licenceId: string; number: string };

/** Offers every free licence of the institution to a made-up person each. Returns how many were offered now. */
export async function offer(member: Member): Promise<number> {
  const { person, institutionId } = member;
  const { free } = await seatCounts(person, institutionId);
  const taken = new Set((await licences(member)).flatMap((licence) => licence.seat?.email ?? []));
  const addresses: string[] = [];
  for (let i = 1; addresses.length < free; i++) {
    const email = `holder-${i}.${member.email.slice(member.email.lastIndexOf("@") + 1)}@holders.example`;
    if (!taken.has(email)) addresses.push(email);
  }
  for (let at = 0; at < addresses.length; at += offersAtOnce) {
    const people = addresses.slice(at, at + offersAtOnce).map((email) => ({ name: "Demo holder", email }));
    must(await offerSeats(person, { institutionId, people }), `seats of ${member.name}`);
  }
  return free;
}

/** Claims every seat that the institution has offered, each with an Internet Identity of its own. */
export async function claim(member: Member, onClaimed: () => void): Promise<void> {
  for (const { seat } of await licences(member)) {
    if (seat?.state !== "OFFERED") continue;
    const letters = await mailbox(true, seat.email);
    const token = letters.map((letter) => /\/claim\/([A-Za-z0-9_-]{43})/.exec(letter.text)?.[1]).find((found) => found);
    must(await claimSeat(await byIdentity(seat.email), { token }), `claim of ${seat.email}`);
    onClaimed();
  }
}

/** Waits until every claimed seat of the institution is bound on the chain. */
export async function bound(member: Member, onBound: (count: number) => void): Promise<Holder[]> {
  for (;;) {
    const all = await licences(member);
    const held = all.filter((licence) => licence.seat?.state === "BOUND");
    if (held.length === all.filter((licence) => licence.seat).length) {
      onBound(held.length);
      return held.map(({ id, number, seat }) => {
        if (number === null || !seat) throw new Error(`${member.name} has a bound seat without a number`);
        return { email: seat.email, licenceId: id, number };
      });
    }
    await wait(200);
  }
}

/** The holder, as somebody who is signed in. Throws when they do not see their own seat. */
export async function seated({ email, licenceId }: Holder): Promise<Person> {
  const person = await byIdentity(email);
  if (!(await mySeats(person)).some((seat) => seat.licence.id === licenceId))
    throw new Error(`${email} does not see their seat`);
  return person;
}

async function licences({ person, institutionId }: Member) {
  const all = [];
  for (let page = 1; ; page++) {
    const { rows, total } = await licencesOf(person, institutionId, {
      text: "",
      state: undefined,
      sector: undefined,
      page,
    });
    all.push(...rows);
    if (rows.length === 0 || all.length >= total) return all;
  }
}
