import { setTimeout as wait } from "node:timers/promises";
import { approveRenewal, askRenewal, declineRenewal, proposeRenewal } from "../../lib/licences/commands.ts";
import { findRenewal } from "../../lib/licences/renewals/deskRenewal.ts";
import { renewalDays } from "../../lib/licences/rules.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { db } from "../../lib/platform/db/client.ts";
import { must } from "./must.mts";
import type { Member } from "./onboard.mts";
import { signatureUnderAct } from "./signing.mts";

/**
 * For how long the licences that are released from now on hold. The programme's days are the operator's to set, and no screen has
 * them: a short term brings licences that can be renewed at once, since no clock can be moved here.
 */
export async function setTerm(days: number): Promise<void> {
  await db().programme.updateMany({ data: { validDays: days } });
}

/** The programme's own term, and the short one, in days. */
export const wholeTerm = 365;
export const shortTerm = 30;

const ending = () => ({
  state: "ACTIVE" as const,
  validUntil: { gt: new Date(), lte: new Date(Date.now() + renewalDays * 86_400_000) },
});

/** Members whose licences end soon, and whose wish to go on was not declined. */
export async function endingSoon(members: readonly Member[]): Promise<Member[]> {
  const licences = await db().licence.findMany({ where: ending(), select: { institutionId: true } });
  const declined = await db().renewal.findMany({ where: { state: "DECLINED" }, select: { institutionId: true } });
  return members.filter(
    ({ institutionId }) =>
      licences.some((licence) => licence.institutionId === institutionId) &&
      !declined.some((renewal) => renewal.institutionId === institutionId),
  );
}

/** The institution asks that they go on; two approvers decide, and the very first wish of all is declined. */
export async function renew({ person, institutionId, name }: Member, approvers: readonly Person[]): Promise<void> {
  const [proposer, approver] = approvers;
  if (!proposer || !approver) throw new Error("an approver is missing");
  const open = () => db().renewal.findFirst({ where: { institutionId, state: { in: ["ASKED", "PROPOSED"] } } });
  const isAsked = await db().renewalItem.count({ where: { live: true, renewal: { institutionId } } });
  if (isAsked === 0) must(await askRenewal(person, { institutionId }), `wish of ${name} to go on`);
  const asked = await open();
  if (!asked) return;
  if ((await db().renewal.count({ where: { state: { in: ["APPROVED", "DECLINED"] } } })) === 0) {
    const no = { renewalId: asked.id, version: asked.version, reason: "notUsed" };
    must(await declineRenewal(proposer, no), `no to ${name}`);
    return;
  }
  if (asked.state === "ASKED")
    must(await proposeRenewal(proposer, await signed(proposer, asked)), `renewal of ${name}`);
  const proposed = await open();
  if (!proposed) throw new Error(`no renewal of ${name} is proposed`);
  must(await approveRenewal(approver, await signed(approver, proposed)), `second word on the renewal of ${name}`);
}

/** What an approver of the demonstration decides of a renewal, with their own signature. */
async function signed(approver: Person, { id: renewalId, version }: { id: string; version: number }) {
  const renewal = await findRenewal(approver, renewalId);
  if (!renewal) throw new Error(`there is no renewal ${renewalId}`);
  return { renewalId, version, ...(await signatureUnderAct(approver, renewal)) };
}

/** Waits until the worker has nothing left to write to the chain. Throws what the registry refused. */
export async function written(): Promise<void> {
  while ((await db().chainWrite.count({ where: { state: { in: ["QUEUED", "SENT"] } } })) > 0) await wait(250);
  const refusal = await db().chainWrite.findFirst({ where: { state: "REFUSED" } });
  if (refusal) throw new Error(`the registry refused ${refusal.key}: ${refusal.lastError}`);
}
