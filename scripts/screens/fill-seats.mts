import { setTimeout as wait } from "node:timers/promises";
import {
  askRebind,
  askRenewal,
  claimSeat,
  confirmSeatImport,
  confirmUse,
  openSeatImport,
  proposeRenewal,
} from "../../lib/licences/commands.ts";
import { licencesOf } from "../../lib/licences/queries.ts";
import { findRenewal } from "../../lib/licences/renewals/deskRenewal.ts";
import { changeToSign } from "../../lib/licences/rules.ts";
import { approveAccounts, proposeAccounts, rejectAccounts, requestAccount } from "../../lib/messenger/commands.ts";
import { accountQueue, findAccountBatch } from "../../lib/messenger/queries.ts";
import { consentVersion } from "../../lib/messenger/rules.ts";
import { mailbox } from "../../lib/notifications/queries.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { actHash } from "../../lib/platform/chain/encoding.ts";
import { db } from "../../lib/platform/db/client.ts";
import { opened } from "../scenario/accounts.mts";
import { changeTogether, proposeChangeOf, suspend } from "../scenario/changing.mts";
import { must } from "../scenario/must.mts";
import { byIdentity } from "../scenario/people.mts";
import { signatureUnderAct } from "../scenario/signing.mts";
import type { Officers, Player } from "./players.mts";

/** Those who get a seat; the last one has not claimed it yet. */
const people = [
  { name: "Sana Example", email: "sana@holders.example", handle: "sana_example" },
  { name: "زینب مثالی", email: "zainab@holders.example", handle: "zainab_bano" },
  { name: "حمزہ مثالی", email: "hamza@holders.example", handle: "hamza_khan" },
  { name: "Bilal Example", email: "bilal@holders.example", handle: "" },
] as const;

/** Seats in each state, licences in force and out of it, and messenger accounts on their way. */
export async function handOutSeats({ administrators, approvers }: Officers, player: Player): Promise<void> {
  const { person, institutionId } = player;
  const list = (of: readonly { name: string; email: string }[]) =>
    ["Name,E-mail", ...of.map(({ name, email }) => `${name},${email}`)].join("\n");
  const { importId } = must(
    await openSeatImport(person, { institutionId, text: list(people) }),
    `a list of ${player.name}`,
  );
  must(await confirmSeatImport(person, { importId, version: 0, offers: people.length }), `seats of ${player.name}`);
  const [one] = people;
  const wrong = [
    { name: "Sana Example", email: "" },
    { name: "حمزہ", email: "hamza.example" },
    { name: "Maryam Example", email: "maryam@holders.example" },
    { name: "Maryam", email: "maryam@holders.example" },
  ];
  must(await openSeatImport(person, { institutionId, text: list([one, ...wrong]) }), `a list of ${player.name}`);
  for (const { email, handle } of people) {
    if (handle === "") continue;
    const letters = await mailbox(true, email);
    const token = letters.map(({ text }) => /\/claim\/([A-Za-z0-9_-]{43})/.exec(text)?.[1]).find(Boolean);
    must(await claimSeat(await byIdentity(email), { token }), `claim of ${email}`);
  }
  const states = async () => (await licences(player)).map(({ seat }) => seat?.state);
  await until(async () => (await states()).filter((state) => state === "BOUND").length === 3);

  const [holder, inUse] = people;
  const used = (await licences(player)).find(({ seat }) => seat?.email === inUse.email)?.seat;
  must(
    await confirmUse(await byIdentity(inUse.email), { seatId: used?.id, version: used?.version }),
    "a seat that is in use",
  );
  const letters = await mailbox(true, holder.email);
  const lost = letters.map(({ text }) => /\/claim\/([A-Za-z0-9_-]{43})/.exec(text)?.[1]).find(Boolean);
  must(await askRebind(await byIdentity("sana-again@holders.example"), { token: lost }), "a wish to move a seat");

  await letTimePass();

  const [proposer, decider] = administrators;
  for (const { email, handle } of people) {
    const mine = (await licences(player)).find(({ seat }) => seat?.email === email && seat.state === "BOUND");
    if (!mine || handle === "") continue;
    const wish = { licenceId: mine.id, handle, consent: consentVersion };
    must(await requestAccount(await byIdentity(email), wish), `account of ${email}`);
    if (handle === "hamza_khan") continue;
    const { rows } = await accountQueue(proposer);
    const accountIds = rows.filter((row) => row.handle === handle).map(({ id }) => id);
    const { batchId } = must(await proposeAccounts(proposer, { accountIds }), "accounts");
    const { planHash, version } = (await findAccountBatch(decider, batchId)) ?? {};
    if (handle === "sana_example") {
      must(await approveAccounts(decider, { batchId, planHash, version }), "an approval of accounts");
      await opened(proposer, () => {});
    } else {
      const reason = "The handle is too near to that of an office. (Demonstration)";
      must(await rejectAccounts(decider, { batchId, version, reason }), "a rejection of accounts");
      must(await proposeAccounts(proposer, { accountIds }), "accounts, again");
    }
  }

  const [approver] = approvers;
  const free = (await licences(player)).filter(({ seat }) => seat === null);
  const [suspended, revoked, ...ending] = free;
  const [proposed, unsigned] = (await licences(player))
    .filter(({ seat }) => seat?.state === "BOUND")
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  await suspend(approver, suspended?.id ?? "", "underInvestigation");
  await suspendUnsigned(approver, unsigned?.id ?? "", "securityIncident");
  await changeTogether(approvers, { licenceId: revoked?.id ?? "", change: "revoke", reason: "institutionRequest" });
  // One whose revocation waits for a second approver.
  await proposeChangeOf(approvers, { licenceId: proposed?.id ?? "", change: "revoke", reason: "termsBreach" });
  await until(async () => {
    const now = (await licences(player)).map(({ state }) => state as string);
    return now.includes("SUSPENDED") && now.includes("REVOKED");
  });
  // Two that end soon: the renewal of one is proposed, that of the other is asked for.
  const validUntil = new Date(Date.now() + 20 * 86_400_000);
  const asked = [];
  for (const { id } of ending.slice(0, 2)) {
    await db().licence.update({ where: { id }, data: { validUntil } });
    asked.push(must(await askRenewal(person, { institutionId }), "a wish that a licence goes on"));
  }
  const [first] = asked;
  const renewal = first && (await findRenewal(approver, first.renewalId));
  if (!renewal) throw new Error("nothing is asked for");
  const { id: renewalId, version } = renewal;
  const signature = await signatureUnderAct(approver, renewal);
  must(await proposeRenewal(approver, { renewalId, version, ...signature }), "a renewal");
}

/** One seat is to be told of, one has time to answer, and one offer may be taken back. */
async function letTimePass(): Promise<void> {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
  const [told, , untold, offered] = people;
  const age = (email: string, data: Parameters<ReturnType<typeof db>["seat"]["updateMany"]>[0]["data"]) =>
    db().seat.updateMany({ where: { email }, data });
  await age(told.email, { claimedAt: ago(40), warnedAt: ago(2) });
  await age(untold.email, { claimedAt: ago(35) });
  await age(offered.email, { offeredAt: ago(22), expiresAt: ago(-8), remindedAt: ago(8), reminders: 2 });
}

/** A suspension whose signature the registry never got: its officer signs anew. */
async function suspendUnsigned({ userId }: Person, licenceId: string, reason: string): Promise<void> {
  const licence = await db().licence.findUniqueOrThrow({ where: { id: licenceId } });
  const { operation, act } = changeToSign("suspend", { ...licence, reason });
  const asked = { proposedById: userId, proposedAt: new Date() };
  await db().licence.update({ where: { id: licenceId }, data: { version: { increment: 1 } } });
  await db().licenceChange.create({
    data: { licenceId, kind: "suspend", reason, operation, contentHash: actHash(act), ...asked },
  });
}

async function licences({ person, institutionId }: Player) {
  const all = { text: "", state: undefined, sector: undefined, page: 1 };
  return (await licencesOf(person, institutionId, all)).rows;
}

/** Waits for what the worker does; three minutes are more than it ever takes. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 720; tries++) {
    if (await isSo()) return;
    await wait(250);
  }
  throw new Error("what the worker has to do took more than three minutes");
}
