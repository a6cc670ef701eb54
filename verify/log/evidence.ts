/** Whether a file of evidence proves its alarm, to whoever trusts the root key alone. */
import { equalBytes } from "../bytes.ts";
import { reading, VerifyError } from "../errors.ts";
import { canaryDiffers } from "./canary.ts";
import { provesContradiction, savedAlarm } from "./chain.ts";
import { follows } from "./mirror.ts";
import { auditLate, glassBroken, headDisowned } from "./monitor.ts";
import { Rebuilt } from "./rebuild.ts";
import { difference, figuresDifference, treesOf } from "./state.ts";
import { type Signatures, savedProof, type Tip } from "./tip.ts";
import { hashOf, type Value, valueFromJson } from "./value.ts";

/** Whether evidence proves its alarm under this network. Throws `encoding` for what is none, and what a proof's check throws. */
export function provesAlarm(file: unknown, signatures: Signatures): { code: string; isProven: boolean } {
  const { code, evidence } = savedAlarm(file);
  if (code === "log-shortened" || code === "log-rewritten")
    return { code, isProven: provesContradiction(code, evidence, signatures) };
  const tip = signatures.tip(savedProof(evidence.tip));
  const log = logFrom(evidence.blocks, tip);
  if (log === null) return { code, isProven: false };
  const { rebuilt, blocks } = log;
  if (code === "rule-broken") return { code, isProven: rebuilt.breaches.length > 0 };
  if (code === "glass-broken") return { code, isProven: glassBroken(rebuilt, tip) !== null };
  if (code === "head-disowned") return { code, isProven: headDisowned(rebuilt, tip) !== null };
  if (code === "audit-late") return { code, isProven: auditLate(rebuilt, tip) !== null };
  if (code === "canary-differs") {
    const canary = savedProof(evidence.canary);
    const isReached = signatures.tree(canary).time <= tip.time && rebuilt.unknown.length === 0;
    return { code, isProven: isReached && canaryDiffers(String(evidence.number), canary, blocks, signatures) };
  }
  if (code !== "state-differs") throw new VerifyError("encoding", `nothing proves ${code}`);
  const [licences, audit] = [savedProof(evidence.licences), savedProof(evidence.audit)];
  const proofs = { licences, audit, governance: savedProof(evidence.governance), status: savedProof(evidence.status) };
  const isOneState = Object.values(proofs).every((proof) => equalBytes(signatures.tree(proof).root, tip.root));
  const isOther = isOneState && difference(rebuilt, treesOf(proofs, signatures)) !== null;
  return { code, isProven: isOther || countsOtherwise(evidence.figures, rebuilt, tip, signatures) };
}

/** Whether figures of the tip's own state are not what the log adds up to. */
function countsOtherwise(saved: unknown, rebuilt: Rebuilt, tip: Tip, signatures: Signatures): boolean {
  if (saved === undefined) return false;
  const figures = savedProof(saved);
  const isOneState = equalBytes(signatures.tree(figures).root, tip.root);
  return isOneState && figuresDifference(rebuilt, figures, signatures) !== null;
}

/** Blocks that lead to the tip, and the state behind them; null for others. Throws `encoding`. */
function logFrom(saved: unknown, tip: Tip): { blocks: Value[]; rebuilt: Rebuilt } | null {
  if (!Array.isArray(saved)) throw new VerifyError("encoding", "evidence: no blocks");
  const rebuilt = new Rebuilt();
  const blocks: Value[] = [];
  let last: Uint8Array | undefined;
  for (const [id, json] of saved.entries()) {
    const block = reading("encoding", () => valueFromJson(json));
    if (!follows(block, last)) return null;
    last = hashOf(block);
    blocks.push(block);
    rebuilt.apply(id, block);
  }
  return last && tip.hash && saved.length === tip.length && equalBytes(last, tip.hash) ? { blocks, rebuilt } : null;
}
