/** Whether two who followed the log were shown the same one. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { equalBytes, toHex } from "../bytes.ts";
import { VerifyError } from "../errors.ts";
import { Alarm } from "./alarm.ts";
import { contradiction, leadsElsewhere, linkOf, refuseContradiction } from "./chain.ts";
import { type Follower, instant, type Outcome } from "./commands.ts";
import { follow } from "./follow.ts";
import { type Mirror, onlyMissing, openMirror } from "./mirror.ts";
import { savedProof, type Tip } from "./tip.ts";
import type { Value } from "./value.ts";

const MAX_TIP = 64 * 1024;

/**
 * Compares a mirror with another's tip: a folder, a file such as its `tip.json`, or the address of one. Throws
 * `log-shortened`, `log-rewritten`, `tip-ahead`, and what a proof's check throws.
 */
export async function compareTips(from: Follower, other: string): Promise<Outcome> {
  const isFolder = (await stat(other).catch(onlyMissing))?.isDirectory() ?? false;
  const saved = await readTip(isFolder ? path.join(other, "tip.json") : other);
  const theirs = from.signatures.tip(savedProof(saved));
  const own = await holdAgainst(from, theirs, isFolder ? other : null);
  const length = Math.min(theirs.length, own.length);
  return {
    lines: [`one log: the same ${length} blocks`, `  here      ${tipText(own)}`, `  there     ${tipText(theirs)}`],
    json: { same: length, here: own.length, there: theirs.length },
  };
}

/**
 * Fetches another follower's tip and compares it with the log, which is followed anew first: so the tip here is the later one, and
 * a log that is shorter than another's is caught, too. Throws `other-unanswered`, and what `compareTips` throws.
 */
export async function compareWith(from: Follower, address: string): Promise<Record<string, unknown>> {
  const { folder, signatures, asking } = from;
  let theirs: Tip;
  try {
    theirs = signatures.tip(savedProof(await readTip(address)));
  } catch (error) {
    throw new Alarm("other-unanswered", `${address}: ${error instanceof Error ? error.message : "no tip"}`);
  }
  await follow(await openMirror(folder, signatures), signatures, asking);
  await holdAgainst(from, theirs, null);
  return { address, blocks: theirs.length, certificateTime: instant(theirs.time) };
}

/** Throws where the mirror and another's tip are not of one log; gives the mirror's tip. `elsewhere` is the other's mirror, if it is at hand. */
async function holdAgainst(from: Follower, theirs: Tip, elsewhere: string | null): Promise<Tip> {
  const { folder, signatures, network } = from;
  const { tip } = await openMirror(folder, signatures);
  if (!tip) throw new VerifyError("certificate-missing", `${folder} has no certified tip yet`);
  refuseContradiction(tip, theirs, network);
  if (theirs.length <= tip.length) await refuseAnother(theirs, tip, folder, from);
  else if (elsewhere !== null) await refuseAnother(tip, theirs, elsewhere, from);
  else throw new Alarm("tip-ahead", `the other tip has ${theirs.length} blocks, and here are ${tip.length}`);
  return tip;
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
