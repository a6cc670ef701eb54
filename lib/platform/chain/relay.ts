import type { Chain } from "./agent.ts";
import type { ChainAnswers } from "./answers.ts";
import { batchStanding } from "./batchStanding.ts";
import type { Verified } from "./certificate.ts";
import { ChainError } from "./errors.ts";
import { registryQueries } from "./idl.ts";
import { type Outcome, outcomeOf, proofOf } from "./outcome.ts";
import { personalUpdates } from "./personal.ts";
import { provenBy } from "./proof.ts";
import type { ChainWritePayloads } from "./writes.ts";

type Signed =
  | { kind: "approveBatch"; payload: ChainWritePayloads["approveBatch"] }
  | { kind: "governanceCall"; payload: ChainWritePayloads["governanceCall"] };

/** The refusal of a signed call that ran out before it came to the network: nothing has happened, and it is signed anew. */
export const expired = "expired";

/**
 * Hands a signed call on as it is, until it runs out. What it did is believed by a certificate alone: that of its reply or, since
 * only its signer may ask for that again once it was lost, that of the state which it leads to. Run out without a trace, it is
 * refused as `expired`. Throws `ChainError` when nothing is known yet: ask again.
 */
export async function relaySigned(chain: Chain, write: Signed): Promise<Outcome> {
  const registry = chain.network.canisters.licence_registry;
  const { answer, certificate } = await traceOf(chain, write);
  if (answer) return { ok: true, answer, ...proofOf(certificate) };
  const { envelope, expiresAt } = write.payload;
  if (certificate.at > new Date(expiresAt))
    return { ok: false, refusal: { code: expired, detail: null }, ...proofOf(certificate) };
  if (new Date() > new Date(expiresAt))
    throw new ChainError("unreachable", "run out here, and not yet by the network's clock");
  const method = write.kind === "approveBatch" ? write.kind : write.payload.call.method;
  const reply = await chain.relay(registry, method, personalUpdates[method], Buffer.from(envelope, "base64"));
  return outcomeOf(write.kind, reply.reply, reply.certificate);
}

/**
 * What the registry has certified of the call already, and a certificate of that. A governor's act leaves its trace with the motions;
 * signed again it is answered as the first time.
 */
async function traceOf(
  chain: Chain,
  write: Signed,
): Promise<{ answer?: ChainAnswers["approveBatch"]; certificate: Verified }> {
  if (write.kind === "approveBatch") return approvalOf(chain, write.payload);
  const name = "icrc3_get_tip_certificate";
  const query = { name, method: registryQueries[name], args: [] };
  return { certificate: (await provenBy(chain, chain.network.canisters.licence_registry, query)).certificate };
}

async function approvalOf(chain: Chain, payload: ChainWritePayloads["approveBatch"]) {
  const { standing, certificate } = await batchStanding(chain, payload.batchId);
  const isSame = standing?.manifestHash === payload.manifestHash && standing.planHash === payload.planHash;
  const given = isSame ? standing.approvals.find(({ approver }) => approver === payload.principal) : undefined;
  return { certificate, ...(given && { answer: { block: given.block.toString(), at: given.at.toString() } }) };
}
