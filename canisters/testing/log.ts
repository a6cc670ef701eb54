// The block log of a registry, read as ICRC-3 has it.
import { type Bytes, cbor, type LicenceRecord, leb128, licenceLabel, sha256, statusBlocks } from "./encoding.ts";
import type { CandidValue, RegistryActor } from "./idl.ts";
import { empty, leaf, level, radixTree, type Tree } from "./tree.ts";

/** A block and its index. */
export type Block = { id: bigint; block: CandidValue };

/** One run of blocks: the first hundred unless told otherwise. */
export async function blocksOf(registry: RegistryActor, start = 0n, length = 100n): Promise<Block[]> {
  return (await registry.icrc3_get_blocks([{ start, length }])).blocks;
}

/** The witness of the last block, in hexadecimal: another one after every act that is done. */
export async function tipOf(registry: RegistryActor): Promise<string> {
  const [tip] = await registry.icrc3_get_tip_certificate();
  if (tip === undefined) throw new Error("no certificate");
  return Buffer.from(tip.hash_tree).toString("hex");
}

/** What a map has under a name. */
export function field(block: CandidValue, name: string): CandidValue | undefined {
  const value = "Map" in block ? block.Map.find(([key]) => key === name)?.[1] : undefined;
  return value && "Blob" in value ? { Blob: new Uint8Array(value.Blob) } : value;
}

/** Representation-independent hash (ICRC-3), written from the standard. */
export function hashOf(value: CandidValue): Bytes {
  if ("Nat" in value) return sha256(leb128(value.Nat));
  if ("Text" in value) return sha256(value.Text);
  if ("Blob" in value) return sha256(new Uint8Array(value.Blob));
  if ("Array" in value) return sha256(...value.Array.map(hashOf));
  if ("Map" in value) {
    const pairs = value.Map.map(([key, item]) => Buffer.concat([sha256(key), hashOf(item)]));
    return sha256(...pairs.sort(Buffer.compare));
  }
  throw new Error("no integers in these blocks");
}

/** What stands at the top of a registry's tree beside the last block. */
export type Certified = {
  audit_disowned?: Tree;
  audit_heads?: Tree;
  batches: Tree;
  digests?: Tree;
  figures: Tree;
  governance: Tree;
  http_expr: Tree;
  licences: Tree;
  status: Tree;
};

/** The whole tree of a registry. */
export function registryTree(last: Block, certified: Certified): Tree {
  const tip = { last_block_hash: leaf(hashOf(last.block)), last_block_index: leaf(leb128(last.id)) };
  return level(
    Object.entries({ digests: empty, ...certified, ...tip }).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** What stands below `status`, of licences in the order of issue. */
export function statusTree(licences: Pick<LicenceRecord, "number" | "status">[]): Tree {
  return level([
    ["index", radixTree(licences.map(({ number }, place) => [licenceLabel(number), cbor(BigInt(place))]))],
    ["revocation", radixTree(statusBlocks(licences.map(({ status }) => status === "revoked")))],
    ["suspension", radixTree(statusBlocks(licences.map(({ status }) => status === "suspended")))],
  ]);
}

export function textOf(block: CandidValue, name: string): string {
  const value = field(block, name);
  return value && "Text" in value ? value.Text : "";
}

export function natOf(block: CandidValue, name: string): bigint {
  const value = field(block, name);
  return value && "Nat" in value ? value.Nat : 0n;
}

export function bytesOf(block: CandidValue, name: string): Bytes {
  const value = field(block, name);
  return value && "Blob" in value ? value.Blob : new Uint8Array();
}

/** The first blocks of a log, each with its parent's hash, and something in it that no other has. */
export function chainOf(count: number): CandidValue[] {
  const blocks: CandidValue[] = [];
  for (let n = 0; n < count; n += 1) {
    const parent = blocks.at(-1);
    const body: [string, CandidValue][] = [
      ["btype", { Text: "sanad_audit" }],
      ["ts", { Nat: BigInt(n) }],
      ["tx", { Map: [["sequence", { Nat: BigInt(n) }]] }],
    ];
    blocks.push({ Map: parent ? [["phash", { Blob: hashOf(parent) }], ...body] : body });
  }
  return blocks;
}
