import { Ed25519KeyIdentity } from "@dfinity/identity";
import type { Person } from "../../platform/auth/actor.ts";
import { actHash, type LicenceAct } from "../../platform/chain/encoding.ts";
import { approvalArgument, signedCall } from "../../platform/chain/signedCall.ts";
import { config } from "../../platform/config.ts";
import type { Db } from "../../platform/db/client.ts";

/** Somebody with a key of their own, which their account is linked to. */
export type Signer = { person: Person; identity: Ed25519KeyIdentity };

/** Gives a person a key, and links their account to it. */
export async function withKey(db: Db, person: Person): Promise<Signer> {
  return withPrincipal(db, person, Ed25519KeyIdentity.generate());
}

/** Links a person's account to this key: one identity has one account. */
export async function withPrincipal(db: Db, person: Person, identity: Ed25519KeyIdentity): Promise<Signer> {
  const principal = identity.getPrincipal().toText();
  await db.user.updateMany({ where: { principal }, data: { principal: null } });
  await db.user.update({ where: { id: person.userId }, data: { principal } });
  return { identity, person: { ...person, principal } };
}

/** The signature under a batch as a browser makes it, base64. `change` says what else it is made over. */
export async function signatureUnder(
  db: Db,
  identity: Ed25519KeyIdentity,
  batchId: string,
  change: {
    batchId?: string;
    manifestHash?: string;
    planHash?: string;
    canister?: string;
    expiresInSeconds?: number;
  } = {},
): Promise<string> {
  const { code, manifestHash, planHash } = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
  const hex = (bytes: Uint8Array | null) => Buffer.from(bytes ?? []).toString("hex");
  const { canister = config().network.canisters.licence_registry, expiresInSeconds = 240, ...other } = change;
  const approval = { batchId: code, manifestHash: hex(manifestHash), planHash: hex(planHash), ...other };
  const call = { canister, method: "approveBatch", arg: approvalArgument(approval), expiresInSeconds };
  return Buffer.from(await signedCall(identity, call)).toString("base64");
}

/** The signature under an act on licences as a browser makes it, base64. `change` says what else it is made over. */
export async function signatureUnderAct(
  identity: Ed25519KeyIdentity,
  operation: string,
  act: LicenceAct,
  change: { operation?: string; act?: Partial<LicenceAct>; expiresInSeconds?: number } = {},
): Promise<string> {
  const hash = Buffer.from(actHash({ ...act, ...change.act } as LicenceAct)).toString("hex");
  const approval = { batchId: change.operation ?? operation, manifestHash: hash, planHash: hash };
  const canister = config().network.canisters.licence_registry;
  const { expiresInSeconds = 240 } = change;
  const call = { canister, method: "approveBatch", arg: approvalArgument(approval), expiresInSeconds };
  return Buffer.from(await signedCall(identity, call)).toString("base64");
}

/** What the portal knows of a registry that asks for so many signatures. */
export async function foundedRegistry(db: Db, approvals = 2): Promise<void> {
  const registry = config().network.canisters.licence_registry;
  const caps = { total: 0, government: 0, education: 0, startups: 0, private: 0 };
  const rule = { approvals, caps, readAt: new Date() };
  await db.registryPolicy.upsert({ where: { registry }, create: { registry, ...rule }, update: rule });
}
