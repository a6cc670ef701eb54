/**
 * That the log at one size is the beginning of the log at a later one: shown by hashes alone, to whoever has neither the log nor
 * a mirror of it, and trusts the root key. As long as the blocks between them: a chain has no shortcuts.
 */
import { sha256 } from "@noble/hashes/sha2";
import { equalBytes, fromHex, toHex } from "../bytes.ts";
import { reading, VerifyError } from "../errors.ts";
import { linkOf, savedLinks, saveLinks, walkBack } from "./chain.ts";
import { type Follower, instant, type Outcome } from "./commands.ts";
import { openMirror, replace } from "./mirror.ts";
import { isObject, type Signatures, savedProof, saveProof } from "./tip.ts";
import type { Value } from "./value.ts";

/** How many blocks there are, and what the last of them hashes to. */
interface Size {
  readonly blocks: number;
  readonly hash: Uint8Array;
}

/** Two sizes of one log, and when the subnet signed the tip that both lead to (ns since 1970 UTC). */
export interface Consistent {
  readonly earlier: Size;
  readonly later: Size;
  readonly time: bigint;
}

/**
 * Writes the proof for two sizes, 1 ≤ `earlier` < `later`, from a mirror that has both, into `file`. Throws `mirror-damaged`, and
 * `certificate-missing` where the mirror's tip does not reach that far.
 */
export async function proveConsistency(
  { folder, signatures }: Follower,
  [earlier, later]: readonly [number, number],
  file: string,
): Promise<Outcome> {
  const blocks: Value[] = [];
  const { tip, hashes } = await openMirror(folder, signatures, (id, block) => {
    if (id >= earlier) blocks.push(block);
  });
  const [first, second] = [hashes[earlier - 1], hashes[later - 1]];
  if (!tip || tip.length < later || !first || !second)
    throw new VerifyError("certificate-missing", `${folder} has ${tip?.length ?? 0} certified blocks, not ${later}`);
  const saved = {
    format: "sanad-consistency",
    version: 1,
    earlier: { blocks: earlier, hash: toHex(first) },
    later: { blocks: later, hash: toHex(second) },
    tip: saveProof(tip.proof),
    chain: saveLinks(blocks.map(linkOf)),
  };
  await replace(file, `${JSON.stringify(saved)}\n`);
  const { lines, json } = told(checkConsistency(saved, signatures));
  return { lines: [...lines, `  proof     ${file}`], json: { ...json, proof: file } };
}

/**
 * What a file shows under the network that the reader trusts. Throws `encoding` where it is no such proof or does not lead from the
 * signed tip through both sizes, and what a certificate's check throws.
 */
export function checkConsistency(saved: unknown, signatures: Signatures): Consistent {
  if (!isObject(saved) || saved.format !== "sanad-consistency" || saved.version !== 1)
    throw new VerifyError("encoding", "no proof of consistency, or of another version");
  const [earlier, later] = [sizeOf(saved.earlier), sizeOf(saved.later)];
  const chain = reading("encoding", () => savedLinks(saved.chain));
  const tip = signatures.tip(savedProof(saved.tip));
  const walk = tip.hash && walkBack(tip.hash, chain);
  const isWhole = earlier.blocks < later.blocks && tip.length - chain.length === earlier.blocks;
  const passed = walk?.hashes[later.blocks - earlier.blocks - 1];
  if (!isWhole || !passed || !equalBytes(passed, later.hash) || !equalBytes(walk.before, sha256(earlier.hash)))
    throw new VerifyError("encoding", "the proof does not lead from the signed tip through both sizes");
  return { earlier, later, time: tip.time };
}

/** What such a proof shows, in words. */
export function told({ earlier, later, time }: Consistent): Outcome {
  const shown = ({ blocks, hash }: Size) => ({ blocks, hash: toHex(hash) });
  const line = (name: string, { blocks, hash }: Size) =>
    `  ${name.padEnd(9)} ${blocks} blocks, the last ${toHex(hash)}`;
  return {
    lines: [
      `one log: it only grew, by the tip that was certified at ${instant(time)}`,
      line("earlier", earlier),
      line("later", later),
    ],
    json: { earlier: shown(earlier), later: shown(later), certificateTime: instant(time) },
  };
}

function sizeOf(saved: unknown): Size {
  const { blocks, hash } = isObject(saved) ? saved : {};
  if (typeof blocks !== "number" || !Number.isSafeInteger(blocks) || blocks < 1 || typeof hash !== "string")
    throw new VerifyError("encoding", "no size of a log");
  return { blocks, hash: reading("encoding", () => fromHex(hash)) };
}
