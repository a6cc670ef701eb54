import { lebEncode } from "@dfinity/candid";
import { sha256 } from "@noble/hashes/sha2";
import type { Chain } from "./agent.ts";
import type { Value } from "./bindings/licence_registry.ts";
import { unsignedLeb128, type Verified } from "./certificate.ts";
import { ChainError } from "./errors.ts";
import { registryQueries } from "./idl.ts";
import { proven, provenBy } from "./proof.ts";

/** A block of the registry's log: what was done, when (ns since 1970 UTC), and with what. */
export type Block = { id: bigint; kind: string; at: bigint; fields: ReadonlyMap<string, Value> };

/** Asked for at once, and looked back over at most. */
const atOnce = 16n;
const most = 2_000;

/**
 * The registry's last blocks, the newest first, as far back as `since` (ns) and at most 2,000: the hash of the last is certified, and
 * each has its parent's. With the certificate. Throws `ChainError`.
 */
export async function blocksSince(chain: Chain, since: bigint): Promise<{ blocks: Block[]; certificate: Verified }> {
  const registry = chain.network.canisters.licence_registry;
  const name = "icrc3_get_tip_certificate";
  const proof = await provenBy(chain, registry, { name, method: registryQueries[name], args: [] });
  const [hash, index] = [proven(proof, "last_block_hash"), proven(proof, "last_block_index")];
  const blocks: Block[] = [];
  let expected = hash;
  for (let id = index && unsignedLeb128(index); id !== null && id >= 0n && expected !== null; ) {
    for (const value of await blocksUpTo(chain, id)) {
      if (expected === null || Buffer.compare(hashOf(value), expected) !== 0)
        throw new ChainError("untrusted", `block ${id} is not the one that leads to the certified last one`);
      const block = blockOf(id, value);
      if (block.at < since || blocks.length >= most) return { blocks, certificate: proof.certificate };
      blocks.push(block);
      expected = blobIn(value, "phash");
      id -= 1n;
    }
  }
  return { blocks, certificate: proof.certificate };
}

/** Some blocks, of which the first is the one with this id, each followed by its parent. */
async function blocksUpTo(chain: Chain, last: bigint): Promise<Value[]> {
  for (const length of [last + 1n < atOnce ? last + 1n : atOnce, 1n]) {
    const { licence_registry: registry } = chain.network.canisters;
    const ranges = [{ start: last + 1n - length, length }];
    const answer = await chain.query(registry, "icrc3_get_blocks", registryQueries.icrc3_get_blocks, [ranges]);
    const { blocks } = answer as { blocks: { id: bigint; block: Value }[] };
    const found = new Map(blocks.map(({ id, block }) => [id, block]));
    const run: Value[] = [];
    for (let id = last; found.has(id); id -= 1n) run.push(found.get(id) as Value);
    // Where blocks are large, an answer ends before the last of them.
    if (run.length > 0) return run;
  }
  throw new ChainError("untrusted", `a log that does not give block ${last}`);
}

function blockOf(id: bigint, value: Value): Block {
  const [kind, at, fields] = ["btype", "ts", "tx"].map((name) => valueIn(value, name));
  if (!kind || !("Text" in kind) || !at || !("Nat" in at) || !fields || !("Map" in fields))
    throw new ChainError("untrusted", `block ${id} is of another form`);
  return { id, kind: kind.Text, at: at.Nat, fields: new Map(fields.Map) };
}

function valueIn(value: Value, name: string): Value | undefined {
  return "Map" in value ? value.Map.find(([key]) => key === name)?.[1] : undefined;
}

function blobIn(value: Value, name: string): Uint8Array | null {
  const found = valueIn(value, name);
  return found && "Blob" in found ? Uint8Array.from(found.Blob) : null;
}

/** The representation-independent hash of ICRC-3. */
function hashOf(value: Value): Uint8Array {
  if ("Nat" in value) return sha256(new Uint8Array(lebEncode(value.Nat)));
  if ("Text" in value) return sha256(value.Text);
  if ("Blob" in value) return sha256(Uint8Array.from(value.Blob));
  if ("Array" in value) return sha256(Buffer.concat(value.Array.map(hashOf)));
  if (!("Map" in value)) throw new ChainError("untrusted", "a block with a value that no block has");
  const pairs = value.Map.map(([key, of]) => Buffer.concat([sha256(key), hashOf(of)]));
  return sha256(Buffer.concat(pairs.sort(Buffer.compare)));
}
