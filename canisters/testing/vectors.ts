// The test vectors of docs/verification.md: `node canisters/testing/vectors.ts` writes canisters/vectors.json.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { Principal } from "@dfinity/principal";
import {
  type Account,
  type AccountEntry,
  accountBytes,
  accountEntryBytes,
  type Bytes,
  batchLabel,
  cbor,
  chunkHash,
  commitment,
  countBytes,
  type Entry,
  entryBytes,
  figureLeaves,
  handleLabel,
  hex,
  type LicenceRecord,
  leb128,
  licenceLabel,
  manifestHash,
  numberOf,
  principalLabel,
  recordBytes,
  sha256,
  statusBlocks,
} from "./encoding.ts";
import { type GovernanceLeaf, governanceBytes, type StandingLeaf, standingBytes } from "./leaves.ts";
import { statusTree } from "./log.ts";
import {
  encodeTree,
  fork,
  labelled,
  labelOrNeighbours,
  leaf,
  level,
  pruned,
  radixTree,
  rootOf,
  type Tree,
} from "./tree.ts";

export const vectorsFile = path.resolve(import.meta.dirname, "..", "vectors.json");

const principal = Principal.fromText("rrkah-fqaaa-aaaaa-aaaaq-cai").toUint8Array();
const salt = sha256("a salt");

export const records: LicenceRecord[] = [
  {
    number: numberOf("0000000000"),
    programme: "sovereign-cloud",
    phase: "1",
    sector: "education",
    institutionId: "inst-1",
    institutionName: "Quaid-i-Azam University, Islamabad",
    holder: null,
    issued: 1_790_000_000_000_000_000n,
    validFrom: 1_790_000_000_000_000_000n,
    validUntil: 1_821_536_000_000_000_000n,
    status: "active",
    statusSince: 1_790_000_000_000_000_000n,
    reason: null,
    decision: "award-1",
    batch: "batch-1",
    chunk: 0,
  },
  {
    number: numberOf("7K3M9X2QWZ"),
    programme: "sovereign-cloud",
    phase: "1",
    sector: "startups",
    institutionId: "inst-2",
    institutionName: "آغاز ٹیکنالوجیز",
    holder: commitment(salt, principal),
    issued: 1_790_000_000_000_000_001n,
    validFrom: 0n,
    validUntil: 18_446_744_073_709_551_615n,
    status: "suspended",
    statusSince: 1_790_000_500_000_000_000n,
    reason: "information-outdated",
    decision: "award-2",
    batch: "batch-1",
    chunk: 23,
  },
  {
    number: numberOf("ZZZZZZZZZZ"),
    programme: "sovereign-cloud",
    phase: "2",
    sector: "government",
    institutionId: "inst-3",
    institutionName: "n".repeat(300),
    holder: null,
    issued: 1_790_000_000_000_000_002n,
    validFrom: 23n,
    validUntil: 4_294_967_296n,
    status: "revoked",
    statusSince: 1_790_000_900_000_000_000n,
    reason: "terms-broken",
    decision: "award-3",
    batch: "batch-2",
    chunk: 256,
  },
  {
    number: numberOf("ABCDEFGHJK"),
    programme: "sovereign-cloud",
    phase: "2",
    sector: "private",
    institutionId: "inst-4",
    institutionName: "Ravi Textiles (Pvt) Ltd",
    holder: null,
    issued: 1_790_000_000_000_000_003n,
    validFrom: 255n,
    validUntil: 65_536n,
    status: "active",
    statusSince: 1_790_000_000_000_000_003n,
    reason: null,
    decision: "award-4",
    batch: "batch-2",
    chunk: 999,
  },
];

const accountEntries: AccountEntry[] = [
  {
    account: "account-1",
    handle: "zara.khan",
    owner: principal,
    institutionId: "inst-1",
    institutionName: "Quaid-i-Azam University, Islamabad",
  },
  {
    account: "account-2",
    handle: "dev_42",
    owner: Principal.selfAuthenticating(sha256("a key")).toUint8Array(),
    institutionId: "inst-2",
    institutionName: "آغاز ٹیکنالوجیز",
  },
];

const official = (name: string) => Principal.selfAuthenticating(sha256(name));
const [first, second, third] = [official("one"), official("two"), official("three")];
const day = 86_400_000_000_000n;

/** Signed by two, dropped once it was signed, dropped before anybody signed. */
const standings: StandingLeaf[] = [
  {
    batchId: "B-0001",
    manifestHash: sha256("a manifest"),
    planHash: sha256("a plan"),
    approvals: [
      { approver: first, at: 1_790_000_000_000_000_000n, block: 7n },
      { approver: second, at: 1_790_000_000_000_000_001n, block: 300n },
    ],
    dropped: null,
  },
  {
    batchId: "B-0002",
    manifestHash: sha256("another manifest"),
    planHash: sha256("another plan"),
    approvals: [{ approver: third, at: 0n, block: 0n }],
    dropped: 1_790_000_900_000_000_000n,
  },
  {
    batchId: "B-0003-2",
    manifestHash: new Uint8Array(),
    planHash: new Uint8Array(),
    approvals: [],
    dropped: 18_446_744_073_709_551_615n,
  },
];

/** A registry that was founded, with a motion of each kind under way, one of them agreed to; and one that nobody governs yet. */
const governances: GovernanceLeaf[] = [
  {
    roles: [],
    caps: { total: 1500, government: 0, education: 0, startups: 0, private: 0 },
    taken: { total: 0, government: 0, education: 0, startups: 0, private: 0 },
  },
  {
    roles: [
      [first, "governor"],
      [second, "approver"],
      [third, "issuer"],
    ],
    caps: { total: 1500, government: 200, education: 700, startups: 400, private: 200 },
    taken: { total: 260, government: 23, education: 236, startups: 0, private: 1 },
    policy: { approvals: 3, governors: 2, delay: day },
    broken: [1_790_000_000_000_000_000n],
    motions: [
      [9n, ["grant", second.toUint8Array(), "governor"], "m-1", 1n, [[first.toUint8Array(), 1n]], null],
      [10n, ["withdraw", third.toUint8Array(), "issuer"], "m-2", 2n, [[first.toUint8Array(), 2n]], day],
      [24n, ["caps", 1600n, 300n, 700n, 400n, 200n], "m-3", 3n, [], null],
      [256n, ["policy", 2n, 2n, 30n * day], "m-4", 4n, [], null],
      [65_536n, ["returnPlaces", "education", 4n], "m-5", 5n, [], null],
      [65_537n, ["archive", third.toUint8Array(), 100_000n], "m-6", 6n, [], null],
    ],
  },
];

/** Everything a verifier has to compute, with what must come out. Bytes are in hexadecimal, large integers in decimal. */
export function vectors() {
  const entries = records.map(entryOf);
  const chunks = [chunkHash(entries.slice(0, 3).map(entryBytes)), chunkHash(entries.slice(3).map(entryBytes))];
  return {
    about: "Test vectors of docs/verification.md, version 1. Bytes in hexadecimal, 64-bit integers as decimal text.",
    numbers: {
      valid: records.map(({ number }) => number),
      invalid: [
        // Wrong check character, one character wrong, two neighbours swapped, the last swapped with the check character.
        "SND00000000001",
        "SND00000100000",
        "SNDK73M9X2QWZT",
        "SNDABCDEFGHJ4K",
        // No such character, too short, too long, another prefix.
        "SND0000U000000",
        "SND0000",
        "SND000000000000",
        "SNB00000000000",
      ],
      // What a person may type, and the number that is meant. The canister takes the number alone.
      lenient: [
        { typed: "SND-7K3M9-X2QWZ-T", number: "SND7K3M9X2QWZT" },
        { typed: "snd 7k3m9 x2qwz t", number: "SND7K3M9X2QWZT" },
        { typed: "SND-OOOOO-OOOOO-O", number: "SND00000000000" },
        { typed: `SND-IL111-11111-${numberOf("1111111111").slice(-1)}`, number: numberOf("1111111111") },
      ],
    },
    commitments: [{ salt: hex(salt), principal: hex(principal), commitment: hex(commitment(salt, principal)) }],
    licences: records.map((record) => ({
      record: plain(record),
      label: hex(licenceLabel(record.number)),
      cbor: hex(recordBytes(record)),
    })),
    batch: {
      entries: entries.map((entry) => ({ entry: plain(entry), cbor: hex(entryBytes(entry)) })),
      chunks: [
        { entries: [0, 1, 2], hash: hex(chunks[0] as Bytes) },
        { entries: [3], hash: hex(chunks[1] as Bytes) },
      ],
      manifestHash: hex(manifestHash(chunks)),
    },
    registries: [registry([]), registry(records.slice(0, 1)), registry(records)],
    accounts: accountEntries.map((entry) => ({
      entry: plain(entry),
      entryCbor: hex(accountEntryBytes(entry)),
      account: plain(accountOf(entry)),
      cbor: hex(accountBytes(accountOf(entry))),
      handleLabel: hex(handleLabel(entry.handle)),
      principalLabel: hex(principalLabel(entry.owner)),
    })),
    directory: directory(accountEntries),
    status: status(records),
    batches: batches(standings),
    governance: governances.map(({ roles, ...governance }) => ({
      roles: roles.map(([principal, role]) => ({ principal: hex(principal.toUint8Array()), role })),
      caps: governance.caps,
      taken: governance.taken,
      acts: (governance.motions ?? []).length,
      cbor: hex(governanceBytes({ roles, ...governance })),
    })),
    leb128: [0n, 1n, 127n, 128n, 624_485n].map((number) => ({ number: String(number), bytes: hex(leb128(number)) })),
  };
}

function entryOf(record: LicenceRecord): Entry {
  const { number, programme, phase, sector, institutionId, institutionName, validFrom, validUntil, decision } = record;
  return { number, programme, phase, sector, institutionId, institutionName, validFrom, validUntil, decision };
}

function accountOf({ handle, owner, institutionId, institutionName }: AccountEntry): Account {
  const opened = 1_790_000_000_000_000_000n;
  return { handle, owner, institutionId, institutionName, opened, status: "active", statusSince: opened };
}

// A registry with these licences and a last block: its certified root, and the witness for each number.
function registry(licences: LicenceRecord[]) {
  const tip = sha256(`block ${licences.length}`);
  const index = BigInt(licences.length * 100);
  const labels = licences.map(({ number }) => licenceLabel(number));
  const trie = radixTree(licences.map((record) => [licenceLabel(record.number), recordBytes(record)]));
  const counted = labelled("figures", radixTree(figureLeaves(licences, () => false)));
  const before = fork(counted, labelled("last_block_hash", leaf(tip)));
  const beside = labelled("last_block_index", leaf(leb128(index)));
  const tree = (below: Tree) => fork(before, fork(beside, labelled("licences", below)));
  const witness = (number: string) => {
    const kept = labelOrNeighbours(labels, licenceLabel(number));
    const below = pruned(
      trie,
      kept,
      labels.some((label) => hex(label) === hex(licenceLabel(number))),
    );
    const hidden = (part: Tree): Tree => ({ kind: "pruned", hash: rootOf(part) });
    return encodeTree(fork(hidden(before), fork(hidden(beside), labelled("licences", below))));
  };
  const absent = ["1111111111", "2222222222", "3333333333", "4444444444", "5555555555"].map(numberOf);
  return {
    numbers: licences.map(({ number }) => number),
    lastBlockHash: hex(tip),
    lastBlockIndex: String(index),
    root: hex(rootOf(tree(trie))),
    present: licences.map(({ number }) => ({ number, witness: hex(witness(number)) })),
    absent: absent.map((number) => ({ number, witness: hex(witness(number)) })),
    figures: figureLeaves(licences, () => false).map(([label, cell]) => ({ label: hex(label), cbor: hex(cell) })),
  };
}

// The status lists of these licences, in the order of issue; and one list of more than a block.
function status(licences: LicenceRecord[]) {
  const tree = statusTree(licences);
  const shown = (purpose: string, marked: LicenceRecord["status"]) => {
    const marks = licences.map((licence) => licence.status === marked);
    return [purpose, radixTree(statusBlocks(marks))] as const;
  };
  const index = radixTree(licences.map(({ number }, place) => [licenceLabel(number), cbor(BigInt(place))]));
  const lists = level([
    ["index", { kind: "pruned", hash: rootOf(index) }],
    shown("revocation", "revoked"),
    shown("suspension", "suspended"),
  ]);
  const long = { places: 8_193, set: [0, 8_191, 8_192] };
  const marks = Array.from({ length: long.places }, (_, place) => long.set.includes(place));
  return {
    root: hex(rootOf(tree)),
    places: licences.map(({ number, status: of }, place) => ({
      ...{ number, status: of, place },
      cbor: hex(cbor(BigInt(place))),
    })),
    witness: hex(encodeTree(labelled("status", lists))),
    long: { ...long, root: hex(rootOf(radixTree(statusBlocks(marks)))) },
  };
}

// How these batches stand, and the witness that one does, or that nobody approved or dropped it.
function batches(all: StandingLeaf[]) {
  const labels = all.map(({ batchId }) => batchLabel(batchId));
  const trie = radixTree(all.map((standing) => [batchLabel(standing.batchId), standingBytes(standing)]));
  const witness = (batchId: string) => {
    const isThere = all.some((standing) => standing.batchId === batchId);
    return hex(encodeTree(labelled("batches", pruned(trie, labelOrNeighbours(labels, batchLabel(batchId)), isThere))));
  };
  return {
    root: hex(rootOf(labelled("batches", trie))),
    standings: all.map(({ approvals, ...standing }) => ({
      standing: {
        ...plain(standing),
        approvals: approvals.map(({ approver, ...rest }) => plain({ approver: approver.toUint8Array(), ...rest })),
      },
      label: hex(batchLabel(standing.batchId)),
      cbor: hex(standingBytes({ approvals, ...standing })),
      witness: witness(standing.batchId),
    })),
    absent: ["B-0004", "", "B-0003"].map((batchId) => ({ batchId, witness: witness(batchId) })),
  };
}

function directory(entries: AccountEntry[]) {
  const count = countBytes(entries.length, entries.length, 0);
  const handles = radixTree(entries.map((entry) => [handleLabel(entry.handle), accountBytes(accountOf(entry))]));
  const principals = radixTree(
    entries.map(({ owner, handle }) => [principalLabel(owner), new Uint8Array(Buffer.from(handle))]),
  );
  return {
    handles: entries.map(({ handle }) => handle),
    count: hex(count),
    root: hex(
      rootOf(
        level([
          ["count", leaf(count)],
          ["handles", handles],
          ["principals", principals],
        ]),
      ),
    ),
  };
}

function plain(fields: Record<string, unknown>): Record<string, unknown> {
  const value = (field: unknown) =>
    typeof field === "bigint" ? String(field) : field instanceof Uint8Array ? hex(field) : field;
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, value(field)]));
}

if (import.meta.main) writeFileSync(vectorsFile, `${JSON.stringify(vectors(), null, 2)}\n`);
