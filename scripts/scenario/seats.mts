import { setTimeout as wait } from "node:timers/promises";
import {
  askRebind,
  claimSeat,
  confirmRebind,
  confirmUse,
  releaseSeat,
  remindOffers,
  withdrawOffer,
} from "../../lib/licences/commands.ts";
import { licencesOf, mySeats } from "../../lib/licences/queries.ts";
import { mailbox } from "../../lib/notifications/queries.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { db } from "../../lib/platform/db/client.ts";
import { must } from "./must.mts";
import type { Member } from "./onboard.mts";
import { byIdentity } from "./people.mts";

/** Somebody with a seat: under which address it was offered, and the identity that they come with. */
export type Holder = { email: string; identity: string; seatId: string; licenceId: string; number: string };

/** Claims every seat that the institution has offered, each with an Internet Identity of its own. */
export async function claim(member: Member, onClaimed: () => void): Promise<void> {
  for (const { seat } of await licences(member)) {
    if (seat?.state !== "OFFERED") continue;
    const token = await linkOf(seat.email);
    must(await claimSeat(await byIdentity(seat.email), { token }), `claim of ${seat.email}`);
    onClaimed();
  }
}

/** The secret of the newest letter with a link to the seat. */
async function linkOf(email: string): Promise<string | undefined> {
  const letters = await mailbox(true, email);
  return letters.map((letter) => /\/claim\/([A-Za-z0-9_-]{43})/.exec(letter.text)?.[1]).find((found) => found);
}

/** Reminds the first person who has not taken the institution's offer, unless somebody was before. */
export async function remind(member: Member): Promise<void> {
  const { person, institutionId } = member;
  if ((await db().seat.count({ where: { reminders: { gt: 0 }, licence: { institutionId } } })) > 0) return;
  const idle = (await licences(member)).find(({ seat }) => seat?.state === "OFFERED")?.seat;
  if (!idle) return;
  const before = (await mailbox(true, idle.email)).length;
  must(await remindOffers(person, { institutionId, seatIds: [idle.id] }), `reminder of ${idle.email}`);
  if ((await mailbox(true, idle.email)).length !== before + 1) throw new Error(`${idle.email} got no reminder`);
}

/** Takes an offer back before anybody took it, once. */
export async function withdrawOne(member: Member): Promise<void> {
  const { person, institutionId } = member;
  const gone = { state: "RELEASED", claimedAt: null, licence: { institutionId } } as const;
  if ((await db().seat.count({ where: gone })) > 0) return;
  const idle = (await licences(member)).find(({ seat }) => seat?.state === "OFFERED")?.seat;
  if (!idle) return;
  must(await withdrawOffer(person, { seatId: idle.id, version: idle.version }), `offer to ${idle.email} withdrawn`);
}

/** Takes a seat back from somebody who left, once. It is free when the registry has recorded it. */
export async function takeBack(member: Member): Promise<void> {
  const { person, institutionId } = member;
  const gone = { state: "RELEASED", boundAt: { not: null }, licence: { institutionId } } as const;
  if ((await db().seat.count({ where: gone })) > 0) return;
  const held = (await licences(member)).find(({ seat }) => seat?.state === "BOUND")?.seat;
  if (!held) return;
  const asked = await db().chainWrite.count({ where: { key: { startsWith: `unbind:${held.id}:` } } });
  const act = { seatId: held.id, version: held.version, reason: "holderLeft" };
  if (asked === 0) must(await releaseSeat(person, act), `release of ${held.email}`);
}

/** A holder who has lost the device of their identity comes with another; the institution's owner confirms that it is they. */
export async function loseDevice(member: Member): Promise<void> {
  const { person, institutionId } = member;
  if ((await db().seatRebind.count({ where: { state: "DONE", seat: { licence: { institutionId } } } })) > 0) return;
  const open = () =>
    db().seatRebind.findFirst({
      where: { state: { in: ["ASKED", "CONFIRMED"] }, seat: { licence: { institutionId } } },
    });
  if (!(await open())) {
    const held = (await licences(member)).find(({ seat }) => seat?.state === "BOUND")?.seat;
    if (!held) return;
    const token = await linkOf(held.email);
    must(await askRebind(await byIdentity(newIdentity(held.email)), { token }), `another identity for ${held.email}`);
  }
  const wish = await open();
  if (wish?.state === "ASKED")
    must(await confirmRebind(person, { rebindId: wish.id, version: wish.version }), `word of ${member.name}`);
}

const newIdentity = (email: string) => `${email}, new device`;

/** Waits until every claimed seat of the institution is bound on the chain. */
export async function bound(member: Member, onBound: (count: number) => void): Promise<Holder[]> {
  for (;;) {
    const all = await licences(member);
    const held = all.filter((licence) => licence.seat?.state === "BOUND");
    if (held.length === all.filter((licence) => licence.seat).length) {
      onBound(held.length);
      return Promise.all(held.map((licence) => holderOf(member, licence)));
    }
    await wait(200);
  }
}

async function holderOf(member: Member, { id, number, seat }: Awaited<ReturnType<typeof licences>>[number]) {
  if (number === null || !seat) throw new Error(`${member.name} has a bound seat without a number`);
  const moved = await db().seatRebind.count({ where: { seatId: seat.id, state: "DONE" } });
  const { email } = seat;
  const identity = moved > 0 ? newIdentity(email) : email;
  return { email, identity, seatId: seat.id, licenceId: id, number } satisfies Holder;
}

/** The holder says that they have begun to use the seat, unless they have, or their licence is out of force. */
export async function beginUse(holder: Holder): Promise<void> {
  const seat = await db().seat.findUniqueOrThrow({ where: { id: holder.seatId }, include: { licence: true } });
  if (seat.activatedAt !== null || seat.licence.state !== "ACTIVE") return;
  const input = { seatId: seat.id, version: seat.version };
  must(await confirmUse(await seated(holder), input), `use by ${holder.email}`);
}

/** The holder, as somebody who is signed in. Throws when they do not see their own seat. */
export async function seated({ email, identity, licenceId }: Holder): Promise<Person> {
  const person = await byIdentity(identity);
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
