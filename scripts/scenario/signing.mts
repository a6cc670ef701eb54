import type { DelegationIdentity } from "@dfinity/identity";
import { findBatch } from "../../lib/batches/queries.ts";
import { signaturesAsked } from "../../lib/batches/signing/steps.ts";
import { identityNameOf } from "../../lib/people/rules.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { openChain } from "../../lib/platform/chain/agent.ts";
import { actHash, type LicenceAct } from "../../lib/platform/chain/encoding.ts";
import type { GovernanceCall } from "../../lib/platform/chain/governance.ts";
import { candidOf, personalUpdates } from "../../lib/platform/chain/personal.ts";
import type { BatchApproval } from "../../lib/platform/chain/signedCall.ts";
import { config } from "../../lib/platform/config.ts";
import { db } from "../../lib/platform/db/client.ts";
import { identityOf, signedApproval } from "../parts/sign.mts";

type Reply = { ok?: { motion?: bigint }; err?: Record<string, unknown> };

/**
 * The signature of a demonstration's approver for a batch as it stands, as a form carries it; nothing where the registry asks for none,
 * as for a batch that awards nothing.
 */
export async function signatureFor(approver: Person, batchId: string): Promise<{ signature?: string }> {
  const batch = await findBatch(approver, batchId);
  if (!batch?.planHash || batch.manifestHash === null || batch.signing.needed === 0) return {};
  const { code, manifestHash, planHash } = batch;
  const identity = await identityNamed(identityNameOf(approver.name));
  const approval = { batchId: code, manifestHash, planHash };
  return { signature: await signedApproval(identity, config().network.canisters.licence_registry, approval) };
}

/** The same for an act on licences under its operation's id. */
export async function signatureUnderAct(
  approver: Person,
  { operation, act }: { operation: string; act: LicenceAct },
): Promise<{ signature?: string }> {
  if ((await signaturesAsked(db())) === 0) return {};
  const identity = await identityNamed(identityNameOf(approver.name));
  const hash = Buffer.from(actHash(act)).toString("hex");
  const approval = { batchId: operation, manifestHash: hash, planHash: hash };
  return { signature: await signedApproval(identity, config().network.canisters.licence_registry, approval) };
}

/** Two approvers of the demonstration say yes to a batch at the registry itself, past the portal. */
export async function approvedAtRegistry({ batchId, manifestHash, planHash }: BatchApproval): Promise<void> {
  const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
  const argument = { batchId, manifestHash: bytes(manifestHash), planHash: bytes(planHash) };
  for (const name of ["approver-1", "approver-2"]) await called(name, "approveBatch", argument);
}

/** What two governors of the demonstration move and agree to at the registry itself, past the portal. */
export async function movedAtRegistry(
  argument: Extract<GovernanceCall, { method: "move" }>["argument"],
): Promise<void> {
  const { motion } = await called("administrator-1", "move", candidOf({ method: "move", argument }));
  await called("administrator-2", "agree", { motion });
}

async function called(name: string, method: keyof typeof personalUpdates, argument: unknown) {
  const { network } = config();
  const { update } = openChain(network, await identityNamed(name));
  const { reply } = await update(network.canisters.licence_registry, method, personalUpdates[method], [argument]);
  const { ok, err } = reply as Reply;
  if (!ok) throw new Error(`the registry refused ${method} of ${name}: ${Object.keys(err ?? {}).join()}`);
  return ok;
}

function identityNamed(name: string): Promise<DelegationIdentity> {
  const { stateDir: stateFolder, derivationOrigin, origin } = config();
  return identityOf(name, { stateFolder, origin: derivationOrigin ?? origin });
}
