import type { Ed25519KeyIdentity } from "@dfinity/identity";
import type { Person } from "../../platform/auth/actor.ts";
import type { Db } from "../../platform/db/client.ts";
import { approveChange, approveRenewal, proposeChange, proposeRenewal, suspendLicence } from "../commands.ts";
import { findRenewal } from "../renewals/deskRenewal.ts";
import { changeToSign, type JointChange } from "../rules.ts";
import { success } from "./fixtures.ts";
import { signatureUnderAct } from "./signing.ts";

/** An approver of a test, with the key that they sign with where the registry asks for it. */
type Approver = { person: Person; identity?: Ed25519KeyIdentity };

type Change = { licenceId: string; change: JointChange; reason: string };

/** Proposes a reinstatement or a revocation as the licence stands. Gives its id. */
export async function propose(db: Db, { person, identity }: Approver, { licenceId, change, reason }: Change) {
  const { number, version } = await db.licence.findUniqueOrThrow({ where: { id: licenceId } });
  const { operation, act } = changeToSign(change, { id: licenceId, version, number, reason });
  const signature = identity && (await signatureUnderAct(identity, operation, act));
  const input = { licenceId, version, change, reason, ...(signature && { signature }) };
  return success(await proposeChange(person, input)).licenceChangeId;
}

/** Suspends a licence as it stands: one approver alone, with their own signature. */
export async function suspend(db: Db, { person, identity }: Approver, licenceId: string, reason: string) {
  const { number, version } = await db.licence.findUniqueOrThrow({ where: { id: licenceId } });
  const { operation, act } = changeToSign("suspend", { id: licenceId, version, number, reason });
  const signature = identity && (await signatureUnderAct(identity, operation, act));
  success(await suspendLicence(person, { licenceId, version, reason, ...(signature && { signature }) }));
}

/** A reinstatement or a revocation decided by two. Gives whether it went to the registry at once. */
export async function changeTogether(db: Db, [one, other]: readonly [Approver, Approver], change: Change) {
  const licenceChangeId = await propose(db, one, change);
  const { operation, kind, reason, licence } = await db.licenceChange.findUniqueOrThrow({
    where: { id: licenceChangeId },
    include: { licence: true },
  });
  const act = { kind, number: licence.number, reason, decision: operation };
  const signature = other.identity && (await signatureUnderAct(other.identity, operation, act));
  return success(await approveChange(other.person, { licenceChangeId, ...(signature && { signature }) })).sent;
}

/** Proposes a renewal as it stands, or approves it as it was proposed. */
export async function decideRenewal(act: "propose" | "approve", { person, identity }: Approver, renewalId: string) {
  const renewal = await findRenewal(person, renewalId);
  if (!renewal) throw new Error(`there is no renewal ${renewalId}`);
  const signature = identity && (await signatureUnderAct(identity, renewal.operation, renewal.act));
  const input = { renewalId, version: renewal.version, ...(signature && { signature }) };
  if (act === "propose") success(await proposeRenewal(person, input));
  else success(await approveRenewal(person, input));
}
