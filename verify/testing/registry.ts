/** For tests: a licence registry of a handful of records, with the proofs that the canister would give. */
import { utf8Bytes } from "../bytes.ts";
import { type Encodable, encodeCbor } from "../cbor.ts";
import { type HashTree, reconstruct } from "../hashTree.ts";
import { licenceLabel } from "../labels.ts";
import { numberFromRandom } from "../number.ts";
import { principalText } from "../principal.ts";
import { CANISTER_ID, canisterId, type Making, makeCertificate, ROOT, SUBNET_ID } from "./subnet.ts";
import { leaf, level, treeBytes, trie, witness } from "./trees.ts";

/** 1 July 2026, noon UTC. */
export const NOW_MS = Date.UTC(2026, 6, 1, 12);
export const NOW = BigInt(NOW_MS) * 1_000_000n;
export const SECOND = 1_000_000_000n;
export const DAY = 86_400n * SECOND;

export const NUMBERS = Array.from({ length: 12 }, (_, i) => number(i));
export const ABSENT_NUMBER = number(20);
export const [NUMBER = ""] = NUMBERS;

function number(seed: number): string {
  return numberFromRandom(Uint8Array.from({ length: 10 }, (_, i) => (seed * 7 + i * 3 + 1) & 31));
}

export function recordFields(of: string, changes: { [key: string]: Encodable } = {}): { [key: string]: Encodable } {
  return {
    v: 1n,
    batch: "batch-1",
    chunk: 0n,
    phase: "phase-1",
    holder: null,
    issued: NOW - 10n * DAY,
    number: of,
    reason: null,
    sector: "education",
    status: "active",
    decision: "decision-1",
    programme: "sovereign-cloud",
    validFrom: NOW - 10n * DAY,
    validUntil: NOW + 300n * DAY,
    statusSince: NOW - 10n * DAY,
    institutionId: "institution-1",
    institutionName: "University of the Punjab",
    ...changes,
  };
}

export type Records = ReadonlyMap<string, Uint8Array>;

/** All records, one of them with changes. */
export function records(changes: { [key: string]: Encodable } = {}, changed: string = NUMBER): Records {
  return new Map(NUMBERS.map((of) => [of, encodeCbor(recordFields(of, of === changed ? changes : {}))]));
}

/** The registry's certified tree. */
export function registryTree(all: Records = records()): HashTree {
  const licences = trie([...all].map(([of, bytes]) => [licenceLabel(of), leaf(bytes)]));
  return level([
    [utf8Bytes("last_block_hash"), leaf(new Uint8Array(32).fill(0xb1))],
    [utf8Bytes("last_block_index"), leaf(Uint8Array.of(11))],
    [utf8Bytes("licences"), licences],
  ]);
}

/** The honest witness for a number. */
export function registryWitness(of: string, tree: HashTree = registryTree()): HashTree {
  return witness(tree, [utf8Bytes("licences"), licenceLabel(of)]);
}

/** An honest proof for a number, but for what a test changes. */
export function proofOf(
  of: string,
  { tree = registryTree(), shown, making = {} }: { tree?: HashTree; shown?: HashTree; making?: Partial<Making> } = {},
): { certificate: Uint8Array; witness: Uint8Array } {
  const certificate = makeCertificate({ certifiedData: reconstruct(tree), time: NOW - 2n * SECOND, ...making });
  return { certificate, witness: treeBytes(shown ?? registryWitness(of, tree)) };
}

export const MESSENGER_ID = canisterId(8);

/** What `GET /api/v1/network` would say of this subnet. */
export const NETWORK = {
  host: "http://127.0.0.1:4943",
  rootKey: Buffer.from(ROOT.der).toString("hex"),
  subnetId: principalText(SUBNET_ID),
  canisters: { licence_registry: principalText(CANISTER_ID), messenger: principalText(MESSENGER_ID) },
  demonstration: true,
  operator: "Test operator",
  network: "local",
};
