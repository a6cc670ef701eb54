import { approveChange, proposeChange, suspendLicence } from "../../lib/licences/commands.ts";
import { changeToSign, type JointChange } from "../../lib/licences/rules.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { db } from "../../lib/platform/db/client.ts";
import { must } from "./must.mts";
import { signatureUnderAct } from "./signing.mts";

type Change = { licenceId: string; change: JointChange; reason: string };

/** A suspension by one approver of the demonstration alone, with their own signature. */
export async function suspend(approver: Person, licenceId: string, reason: string) {
  const { number, version } = await db().licence.findUniqueOrThrow({ where: { id: licenceId } });
  const signature = await signatureUnderAct(
    approver,
    changeToSign("suspend", { id: licenceId, version, number, reason }),
  );
  must(await suspendLicence(approver, { licenceId, version, reason, ...signature }), `suspension of ${number}`);
}

/** A reinstatement or a revocation that an approver of the demonstration proposes, with their own signature. */
export async function proposeChangeOf([proposer]: readonly Person[], { licenceId, change, reason }: Change) {
  if (!proposer) throw new Error("an approver is missing");
  const { number, version } = await db().licence.findUniqueOrThrow({ where: { id: licenceId } });
  const toSign = changeToSign(change, { id: licenceId, version, number, reason });
  const signature = await signatureUnderAct(proposer, toSign);
  must(await proposeChange(proposer, { licenceId, version, change, reason, ...signature }), `${change} of ${number}`);
}

/** The same decided by two, each with their own signature. */
export async function changeTogether(approvers: readonly Person[], { licenceId, change, reason }: Change) {
  const where = { licenceId, kind: change, state: "PROPOSED" as const };
  if ((await db().licenceChange.count({ where })) === 0)
    await proposeChangeOf(approvers, { licenceId, change, reason });
  const { id, operation, licence } = await db().licenceChange.findFirstOrThrow({ where, include: { licence: true } });
  const [, approver] = approvers;
  if (!approver) throw new Error("an approver is missing");
  const act = { kind: change, number: licence.number, reason, decision: operation };
  const signature = await signatureUnderAct(approver, { operation, act });
  must(
    await approveChange(approver, { licenceChangeId: id, ...signature }),
    `second word on the ${change} of ${licence.number}`,
  );
}
