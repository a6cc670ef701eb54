/** Brings a mirror up to the tip that the subnet certifies now, and holds that against what it certified before. */
import { equalBytes } from "../bytes.ts";
import { Alarm } from "./alarm.ts";
import { type Asking, askBlocks, askTip } from "./asking.ts";
import { contradiction, leadsElsewhere, linkOf, refuseContradiction } from "./chain.ts";
import { follows, type Mirror } from "./mirror.ts";
import type { Signatures, Tip } from "./tip.ts";
import { hashOf, type Value } from "./value.ts";

export interface Followed {
  readonly tip: Tip;
  /** Blocks that were not certified here before. */
  readonly added: number;
}

/**
 * Follows the log to its certified tip. Throws what a query or a certificate's check throws, and the alarms `log-forged`,
 * `log-shortened` and `log-rewritten`; after each of them the mirror is what it was.
 */
export async function follow(mirror: Mirror, signatures: Signatures, asking: Asking): Promise<Followed> {
  const tip = signatures.tip(await askTip(asking), BigInt(Math.trunc(asking.now())) * 1_000_000n);
  const before = mirror.tip;
  const certified = before?.length ?? 0;
  if (before) {
    refuseContradiction(before, tip, asking.network);
    // Another node may be a little behind: there is nothing new to learn from it.
    if (tip.time < before.time && tip.length <= before.length) return { tip: before, added: 0 };
  }
  const isResumed = mirror.length > certified;
  let arrived = await fetchTo(mirror, tip, asking);
  if (!arrived) await mirror.cut(certified);
  // What a run that was killed had left may be wrong without the log being so.
  if (!arrived && isResumed) arrived = await fetchTo(mirror, tip, asking);
  if (!arrived) {
    await mirror.cut(certified);
    if (before) await refuseRewritten(before, tip, asking);
    throw new Alarm(
      "log-forged",
      `the blocks that were handed over do not lead to the certified tip at ${tip.length - 1}`,
    );
  }
  await mirror.note(tip);
  return { tip, added: tip.length - certified };
}

/** Appends what is missing up to the tip; false where it does not lead there. */
async function fetchTo(mirror: Mirror, tip: Tip, asking: Asking): Promise<boolean> {
  await mirror.cut(Math.max(tip.length, mirror.tip?.length ?? 0));
  while (mirror.length < tip.length) {
    const page = await askBlocks(asking, mirror.length, tip.length - mirror.length);
    let parent = mirror.hashes.at(-1);
    for (const block of page) {
      if (!follows(block, parent)) return false;
      parent = hashOf(block);
    }
    await mirror.append(page);
  }
  const last = mirror.hashes.at(-1);
  return last === undefined ? tip.hash === null : tip.hash !== null && equalBytes(last, tip.hash);
}

/** Throws `log-rewritten` where the blocks that the registry gives lead to the new tip, and past the one before. */
async function refuseRewritten(before: Tip, tip: Tip, asking: Asking): Promise<void> {
  const blocks: Value[] = [];
  for (let at = before.length; at < tip.length; at = before.length + blocks.length)
    blocks.push(...(await askBlocks(asking, at, tip.length - at)));
  const chain = blocks.map(linkOf);
  if (!before.hash || !tip.hash || !leadsElsewhere(before.hash, tip.hash, chain)) return;
  const detail = `block ${before.length - 1} was certified with another hash before`;
  throw contradiction("log-rewritten", detail, [before, tip], asking.network, chain);
}
