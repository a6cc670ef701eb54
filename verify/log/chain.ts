/** Proofs that two signed tips are not of one log that only grows: short enough to hand on, and checked by anybody. */
import { sha256 } from "@noble/hashes/sha2";
import { equalBytes, fromHex, toHex, utf8Bytes } from "../bytes.ts";
import { reading, VerifyError } from "../errors.ts";
import type { Network } from "../network.ts";
import { Alarm, type AlarmCode } from "./alarm.ts";
import { describe } from "./mirror.ts";
import { isObject, type Signatures, savedProof, saveProof, type Tip } from "./tip.ts";
import { fieldsOf, hashOfPairs, type PairHash, pairHashes, type Value } from "./value.ts";

/** A block without its content: the hashes of its fields, by which its own hash and its parent are known. */
export type Link = readonly PairHash[];

const PARENT = toHex(sha256(utf8Bytes("phash")));

/** A block's link in a chain. Throws `encoding` for what is no block. */
export function linkOf(block: Value): Link {
  return pairHashes([...fieldsOf(block)]);
}

/** Where links lead, back from a last block: the hash of each link's block, and SHA-256 of that of the block before the first. */
export interface Walk {
  readonly hashes: readonly Uint8Array[];
  readonly before: Uint8Array;
}

/** Goes back along these links from the block with this hash; null where one is not of the block that the next one names. */
export function walkBack(last: Uint8Array, chain: readonly Link[]): Walk | null {
  const hashes: Uint8Array[] = [];
  let before: Uint8Array = sha256(last);
  for (const link of chain.toReversed()) {
    const hash = hashOfPairs(link);
    const parent = link.find(([key]) => toHex(key) === PARENT);
    if (!parent || !equalBytes(sha256(hash), before)) return null;
    hashes.push(hash);
    before = parent[1];
  }
  return { hashes: hashes.reverse(), before };
}

/** Whether these links lead back from the longer log's last block, and not to the shorter log's. */
export function leadsElsewhere(shorter: Uint8Array, longer: Uint8Array, chain: readonly Link[]): boolean {
  const walk = walkBack(longer, chain);
  return walk !== null && chain.length > 0 && !equalBytes(walk.before, sha256(shorter));
}

/** The alarm about two tips that contradict each other, with its evidence. */
export function contradiction(
  code: AlarmCode,
  detail: string,
  tips: [Tip, Tip],
  network: Network,
  chain: Link[] = [],
): Alarm {
  const [first, second] = tips;
  return new Alarm(code, detail, {
    network: describe(network),
    first: saveProof(first.proof),
    second: saveProof(second.proof),
    chain: saveLinks(chain),
  });
}

/** Throws `log-shortened` or `log-rewritten` where two tips by themselves cannot be of one log that only grows. */
export function refuseContradiction(one: Tip, other: Tip, network: Network): void {
  const [earlier, later] = one.time <= other.time ? [one, other] : [other, one];
  if (later.length < earlier.length) {
    const detail = `${earlier.length} blocks were certified, and ${later.length} after that`;
    throw contradiction("log-shortened", detail, [earlier, later], network);
  }
  if (later.length === earlier.length && !isSameHash(earlier.hash, later.hash)) {
    const detail = `block ${later.length - 1} was certified with two hashes`;
    throw contradiction("log-rewritten", detail, [earlier, later], network);
  }
}

function isSameHash(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one === null || other === null ? one === other : equalBytes(one, other);
}

/** What evidence of `log-shortened` or `log-rewritten` proves, once more, under a network that the reader trusts. */
export function provesContradiction(code: string, evidence: Record<string, unknown>, signatures: Signatures): boolean {
  const [first, second] = [signatures.tip(savedProof(evidence.first)), signatures.tip(savedProof(evidence.second))];
  if (code === "log-shortened") return first.time <= second.time && second.length < first.length;
  if (first.length === second.length) return !isSameHash(first.hash, second.hash);
  const chain = reading("encoding", () => savedLinks(evidence.chain));
  const isWhole = chain.length === second.length - first.length;
  return isWhole && first.hash !== null && second.hash !== null && leadsElsewhere(first.hash, second.hash, chain);
}

/** Links for `JSON.stringify`: hashes in hexadecimal. */
export function saveLinks(chain: readonly Link[]): string[][][] {
  return chain.map((link) => link.map((pair) => pair.map(toHex)));
}

/** The links that `saveLinks` wrote. Throws `encoding`. */
export function savedLinks(saved: unknown): Link[] {
  return listOf(saved).map((link) =>
    listOf(link).map((pair): PairHash => {
      const [key, value] = listOf(pair).map((text) => fromHex(String(text)));
      if (!key || !value) throw new VerifyError("encoding", "evidence: no pair of hashes");
      return [key, value];
    }),
  );
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new VerifyError("encoding", "evidence: no list");
  return value;
}

/** The alarm in a file of evidence. Throws `encoding`. */
export function savedAlarm(file: unknown): { code: string; evidence: Record<string, unknown> } {
  if (!isObject(file) || file.format !== "sanad-alarm" || file.version !== 1 || typeof file.code !== "string")
    throw new VerifyError("encoding", "no evidence of an alarm, or of another version");
  if (!isObject(file.evidence)) throw new VerifyError("encoding", "the alarm came without evidence");
  return { code: file.code, evidence: file.evidence };
}
