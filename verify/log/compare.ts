/** Whether two who followed the log were shown the same one; and whether a file of evidence proves what it says. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { equalBytes, toHex } from "../bytes.ts";
import { reading, VerifyError } from "../errors.ts";
import { Alarm } from "./alarm.ts";
import { canaryDiffers } from "./canary.ts";
import {
  contradiction,
  leadsElsewhere,
  linkOf,
  provesContradiction,
  refuseContradiction,
  savedAlarm,
} from "./chain.ts";
import type { Follower, Outcome } from "./commands.ts";
import { follows, type Mirror, onlyMissing, openMirror } from "./mirror.ts";
import { auditLate, glassBroken } from "./monitor.ts";
import { Rebuilt } from "./rebuild.ts";
import { difference, figuresDifference, treesOf } from "./state.ts";
import { type Signatures, savedProof, type Tip } from "./tip.ts";
import { hashOf, type Value, valueFromJson } from "./value.ts";

const MAX_TIP = 64 * 1024;

/**
 * Compares a mirror with another's tip: a folder, a file such as its `tip.json`, or the address of one. Throws
 * `log-shortened`, `log-rewritten`, `tip-ahead`, and what a proof's check throws.
 */
export async function compareTips(from: Follower, other: string): Promise<Outcome> {
  const { folder, signatures, network } = from;
  const own = await openMirror(folder, signatures);
  if (!own.tip) throw new VerifyError("certificate-missing", `${folder} has no certified tip yet`);
  const isFolder = (await stat(other).catch(onlyMissing))?.isDirectory() ?? false;
  const saved = await readTip(isFolder ? path.join(other, "tip.json") : other);
  const theirs = signatures.tip(savedProof(saved));
  refuseContradiction(own.tip, theirs, network);
  if (theirs.length <= own.tip.length) await refuseAnother(theirs, own.tip, folder, from);
  else if (isFolder) await refuseAnother(own.tip, theirs, other, from);
  else throw new Alarm("tip-ahead", `the other tip has ${theirs.length} blocks, and here are ${own.tip.length}`);
  const length = Math.min(theirs.length, own.tip.length);
  return {
    lines: [`one log: the same ${length} blocks`, `  here      ${tipText(own.tip)}`, `  there     ${tipText(theirs)}`],
    json: { same: length, here: own.tip.length, there: theirs.length },
  };
}

function tipText({ length, hash }: Tip): string {
  return hash ? `${length - 1}:${toHex(hash)}` : "no block";
}

async function readTip(address: string): Promise<unknown> {
  let text: string;
  if (/^https?:/.test(address)) {
    const response = await fetch(address, { signal: AbortSignal.timeout(15_000), redirect: "error" });
    if (!response.ok) throw new VerifyError("host-unreachable", `HTTP ${response.status}`);
    text = await response.text();
  } else text = await readFile(address, "utf8");
  if (text.length > MAX_TIP) throw new VerifyError("reply-too-large", "no tip is that long");
  try {
    return JSON.parse(text);
  } catch {
    throw new VerifyError("reply-malformed", "the other tip is no JSON");
  }
}

/** Throws `log-rewritten` where the mirror in `folder`, which ends at `longer`, does not go through `shorter`. */
async function refuseAnother(
  shorter: Tip,
  longer: Tip,
  folder: string,
  { signatures, network }: Follower,
): Promise<void> {
  const blocks: Value[] = [];
  const mirror: Mirror = await openMirror(folder, signatures, (id, block) => {
    if (id >= shorter.length) blocks.push(block);
  });
  const hash = shorter.length === 0 ? undefined : mirror.hashes[shorter.length - 1];
  if (!shorter.hash || (hash && equalBytes(hash, shorter.hash))) return;
  const chain = blocks.map(linkOf);
  if (!longer.hash || !leadsElsewhere(shorter.hash, longer.hash, chain))
    throw new Alarm("mirror-damaged", `${folder} does not lead to its own tip`);
  const detail = `block ${shorter.length - 1} was certified with two hashes: the two were shown different histories`;
  throw contradiction("log-rewritten", detail, [shorter, longer], network, chain);
}

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
