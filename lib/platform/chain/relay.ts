import { Principal } from "@dfinity/principal";
import type { Chain } from "./agent.ts";
import type { ChainAnswers } from "./answers.ts";
import { batchStanding } from "./batchStanding.ts";
import { blocksSince } from "./blocks.ts";
import type { Verified } from "./certificate.ts";
import { ChainError } from "./errors.ts";
import type { GovernanceCall } from "./governance.ts";
import { type Outcome, outcomeOf, proofOf } from "./outcome.ts";
import { personalUpdates } from "./personal.ts";
import type { ChainWritePayloads } from "./writes.ts";

type Signed =
  | { kind: "approveBatch"; payload: ChainWritePayloads["approveBatch"] }
  | { kind: "governanceCall"; payload: ChainWritePayloads["governanceCall"] };

type Trace = ChainAnswers["approveBatch"] | ChainAnswers["governanceCall"];

/** The refusal of a signed call that ran out before it came to the network: nothing has happened, and it is signed anew. */
export const expired = "expired";

/**
 * Hands a signed call on as it is, until it runs out. What it did is believed by a certificate alone: that of its reply or, since
 * only its signer may ask for that again once it was lost, that of the state, or of the log, which it leads to. Run out without a trace, it is
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

/** What the registry has certified of the call already, and a certificate of that. */
function traceOf(chain: Chain, write: Signed): Promise<{ answer?: Trace; certificate: Verified }> {
  return write.kind === "approveBatch" ? approvalOf(chain, write.payload) : governanceActOf(chain, write.payload);
}

/** A call expires within five minutes of its signature; clocks may differ by as much. In ns. */
const longestLife = 600_000_000_000n;

/** What a governor does is in the log, whatever became of the motion since: looked for from before it was signed. */
async function governanceActOf(chain: Chain, { call, principal, expiresAt }: ChainWritePayloads["governanceCall"]) {
  const { blocks, certificate } = await blocksSince(chain, BigInt(Date.parse(expiresAt)) * 1_000_000n - longestLife);
  const caller = Principal.fromText(principal).toUint8Array();
  const { kind, name, value } = tracedBy(call);
  const done = blocks.find((block) => {
    const [by, of] = [block.fields.get("caller"), block.fields.get(name)];
    if (block.kind !== kind || !by || !("Blob" in by) || Buffer.compare(Uint8Array.from(by.Blob), caller)) return false;
    if (!of) return false;
    return "Text" in of ? of.Text === value : "Nat" in of && of.Nat.toString() === value;
  });
  if (!done) return { certificate };
  const receipt = { block: done.id.toString(), at: done.at.toString() };
  return { certificate, answer: call.method === "move" ? { ...receipt, motion: receipt.block } : receipt };
}

/** The kind of the block that a governor's call leaves, and by which of its fields it is that call's. */
function tracedBy(call: GovernanceCall): { kind: string; name: string; value: string } {
  if (call.method === "move") return { kind: "sanad_move", name: "operation", value: call.argument.operation };
  if (call.method === "disownHead") return { kind: "sanad_disown", name: "head", value: call.argument.block };
  return { kind: `sanad_${call.method}`, name: "motion", value: call.argument.motion };
}

async function approvalOf(chain: Chain, payload: ChainWritePayloads["approveBatch"]) {
  const { standing, certificate } = await batchStanding(chain, payload.batchId);
  const isSame = standing?.manifestHash === payload.manifestHash && standing.planHash === payload.planHash;
  const given = isSame ? standing.approvals.find(({ approver }) => approver === payload.principal) : undefined;
  return { certificate, ...(given && { answer: { block: given.block.toString(), at: given.at.toString() } }) };
}
