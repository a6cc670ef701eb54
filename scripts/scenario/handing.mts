import { seatCounts } from "../../lib/licences/queries.ts";
import { db } from "../../lib/platform/db/client.ts";
import type { Verifier } from "../../verify/index.ts";
import { decide, opened, request, withoutAccount } from "./accounts.mts";
import { bar } from "./bar.mts";
import { handOut } from "./handOut.mts";
import type { Offices } from "./officials.mts";
import type { Member } from "./onboard.mts";
import { beginUse, bound, claim, type Holder, loseDevice, remind, takeBack, withdrawOne } from "./seats.mts";
import { counting, growing, stage } from "./stage.mts";
import { revoke, suspendAndReinstate, suspendForAWhile } from "./standing.mts";
import { withStory } from "./stories.mts";
import { endingSoon, renew, written } from "./terms.mts";

/** Every seat handed to a person by a list, taken, and bound; what becomes of some of them; and their messenger accounts. */
export async function handSeats(members: readonly Member[], offices: Offices, verifier: Verifier): Promise<Holder[]> {
  const { administrators, approvers } = offices;
  const [approver] = approvers;
  const [, ...others] = approvers;
  if (!approver) throw new Error("there is no approver");
  await offered("Seats are offered by list", members);
  await stage("Reminded of an offer", withStory(members, "reminded"), remind);
  const withdrawn = withStory(members, "offerWithdrawn");
  await stage("Offers withdrawn", withdrawn, withdrawOne);
  await offered("Offered to somebody else", withdrawn);
  await claimed("Holders claim", members);
  await holdersOf("Holders bound on the chain", members);

  const taken = withStory(members, "reassigned");
  await stage("Seats taken back", taken, takeBack);
  await written();
  await offered("Given to somebody else", taken);
  await claimed("The next holders claim", taken);
  await openAccounts(await holdersOf("All seats with their holders", members), offices);

  const lost = withStory(members, "lostPhone");
  await stage("Devices lost, identities changed", lost, loseDevice);
  await stage("Licences suspended, reinstated", [withStory(members, "licenceSuspended")], (some) =>
    suspendAndReinstate(some, [approver, ...others], verifier),
  );
  await stage("Licences revoked", withStory(members, "licenceRevoked"), (member) =>
    revoke(member, [approver, ...others]),
  );
  await stage("Institutions suspended for a while", withStory(members, "institutionSuspended"), (member) =>
    suspendForAWhile(member, administrators),
  );
  await written();
  await stage("Renewals decided", await endingSoon(members), (member) => renew(member, [approver, ...others]), 1);
  await written();
  const holders = await holdersOf("Seats and holders at the end", members);
  await openAccounts(holders, offices);
  await stage("Seats in use", await beginners(holders), beginUse);
  await written();
  return holders;
}

/** Two of three holders, who begin to use their seat. */
async function beginners(holders: readonly Holder[]): Promise<Holder[]> {
  const begun = await db().seat.findMany({ where: { activatedAt: { not: null } }, select: { id: true } });
  const ids = new Set(begun.map(({ id }) => id));
  return [...holders]
    .sort((one, other) => (one.number < other.number ? -1 : 1))
    .filter(({ seatId }, i) => i % 3 > 0 && !ids.has(seatId));
}

async function offered(title: string, members: readonly Member[]): Promise<void> {
  const free = await Promise.all(members.map(async (one) => (await seatCounts(one.person, one.institutionId)).free));
  const total = free.reduce((sum, count) => sum + count, 0);
  await counting(title, total, members, async (member, index, done) => done(await handOut(member, index)));
}

async function claimed(title: string, members: readonly Member[]): Promise<void> {
  const ids = members.map(({ institutionId }) => institutionId);
  const total = await db().seat.count({ where: { state: "OFFERED", licence: { institutionId: { in: ids } } } });
  await counting(title, total, members, (member, _index, done) => claim(member, done));
}

async function holdersOf(title: string, members: readonly Member[]): Promise<Holder[]> {
  const total = await db().seat.count({ where: { state: { in: ["CLAIMED", "BOUND"] } } });
  const holders: Holder[] = [];
  await counting(
    title,
    total,
    members,
    async (member, _index, done) => {
      holders.push(...(await bound(member, done)));
    },
    2,
  );
  return holders;
}

async function openAccounts(holders: readonly Holder[], { administrators }: Offices): Promise<void> {
  const [proposer, approver] = administrators;
  if (!proposer || !approver) throw new Error("an administrator is missing");
  await stage("Messenger accounts asked for", await withoutAccount(holders), request);
  const asked = await db().messengerAccount.count({ where: { state: { in: ["REQUESTED", "PROPOSED"] } } });
  if (asked > 0) {
    const approvals = bar("Administrators approve accounts", asked);
    await decide(proposer, approver, (count) => approvals.advance(count));
    approvals.done();
  }
  const coming = await db().messengerAccount.count({ where: { state: "PENDING" } });
  const total = await db().messengerAccount.count({ where: { batchId: { not: null } } });
  if (coming > 0) await growing("Accounts opened on the chain", total, (to) => opened(proposer, to));
}
