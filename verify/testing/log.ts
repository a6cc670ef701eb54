/** For tests: a registry with a log, honest unless told otherwise, that answers as the canister does. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sha256 } from "@noble/hashes/sha2";
import { concat, equalBytes, utf8Bytes } from "../bytes.ts";
import { type Candid, candidField, decodeCandid } from "../candidValues.ts";
import { decodeCbor, type Encodable, encodeCbor } from "../cbor.ts";
import type { Fetch } from "../client.ts";
import { type HashTree, reconstruct } from "../hashTree.ts";
import { digestLabel, licenceLabel } from "../labels.ts";
import { Rebuilt } from "../log/rebuild.ts";
import { hashOf, type Value } from "../log/value.ts";
import { numberFromRandom } from "../number.ts";
import { cellEntry } from "./figures.ts";
import { headsReply, pageReply, tipReply } from "./logReplies.ts";
import { APPROVERS, found } from "./officials.ts";
import { NETWORK, recordFields } from "./registry.ts";
import { statusTree } from "./status.ts";
import { leb128, type Making, makeCertificate, queryReply, verificationReply } from "./subnet.ts";
import { leaf, level, treeBytes, trie, witness } from "./trees.ts";

const SECOND = 1_000_000_000n;
export const ISSUER = Uint8Array.from({ length: 29 }, (_, i) => (i === 28 ? 2 : i));
/** A canister that has the first blocks of such a registry. */
const ARCHIVE = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 99, 1, 1);
const ENTRY_KEYS = [
  "number",
  "programme",
  "phase",
  "sector",
  "institutionId",
  "institutionName",
  "validFrom",
  "validUntil",
  "decision",
];

type Fields = { [key: string]: Encodable };

/** The nth of the numbers that these registries issue. */
export function nthNumber(n: number): string {
  return numberFromRandom(Uint8Array.from({ length: 10 }, (_, i) => (i < 6 ? (n >> (5 * i)) & 31 : 7)));
}

let certified: { data: Uint8Array; turn: bigint } = { data: new Uint8Array(), turn: 0n };

/** When a state is certified: later whenever it is another than the last, and otherwise the same for a second, so that a signature that was made once serves again. */
function timeOf(data: Uint8Array): bigint {
  if (!equalBytes(data, certified.data)) certified = { data, turn: certified.turn + 1n };
  return BigInt(Math.floor(Date.now() / 1000)) * SECOND + certified.turn;
}

const [ONE, TWO] = [APPROVERS.slice(0, 1), APPROVERS.slice(0, 2)];
const NO_BYTES = new Uint8Array();

/** Founded, unless its blocks are taken away. */
export class TestRegistry {
  blocks: Value[] = [];
  /** Of each licence, as it is certified. */
  records = new Map<string, Fields>();
  auditDigest: Uint8Array | null = null;
  /** What is certified of the disowned heads, when it is not what the log says. */
  disownedDigest: Uint8Array | null = null;
  /** Of each file, the bytes that are certified of its digest. */
  digests = new Map<string, Uint8Array>();
  /** What is certified of governance, when it is not what the log says. */
  governance: Uint8Array | null = null;
  /** What the status lists say of a licence, where that is not its record's status. */
  listed = new Map<string, string>();
  /** Of each licence, as it is counted, where that is not as it is certified. */
  counted: Map<string, Fields> | null = null;
  /** Nanoseconds since 1970 UTC; every act comes a second later. */
  time: bigint;
  /** How certificates come to be made, when not honestly. */
  making: Partial<Making> = {};
  /** What is handed over for the log, when it is not the log itself. */
  handed: ((blocks: readonly Value[]) => readonly Value[]) | null = null;
  /** How many of the first blocks another canister has, and what it hands over for them. */
  archive: { readonly length: number; readonly blocks: readonly Value[] } | null = null;

  constructor(time = BigInt(Date.now()) * 1_000_000n - 3600n * SECOND) {
    this.time = time;
    this.act("sanad_grant", { principal: { Blob: ISSUER }, role: { Text: "issuer" } });
    this.caps(1500n);
    found(this);
  }

  /** Appends a block, with the hash of the last one as its parent. */
  act(kind: string, transaction: Record<string, Value>, caller: Uint8Array = ISSUER): void {
    this.time += SECOND;
    const last = this.blocks.at(-1);
    const parent: [string, Value][] = last ? [["phash", { Blob: hashOf(last) }]] : [];
    const tx: Value = { Map: [["caller", { Blob: caller }], ...Object.entries(transaction)] };
    const body: [string, Value][] = [
      ["btype", { Text: kind }],
      ["ts", { Nat: this.time }],
      ["tx", tx],
    ];
    this.blocks.push({ Map: [...parent, ...body] });
  }

  caps(total: bigint): void {
    const places = { total, government: 0n, education: total, startups: 0n, private: 0n };
    const numbers = Object.entries(places).map(([name, count]) => [name, { Nat: count }] as const);
    const operation = { Text: `caps-${this.blocks.length}` };
    this.act("sanad_caps", { operation, decision: { Text: "act-1" }, ...Object.fromEntries(numbers) });
  }

  /** Issues the licences from the nth on as one batch of one chunk, which these approve before: two approvers unless told otherwise. */
  issue(first: number, count: number, approvers: readonly Uint8Array[] = TWO): void {
    const [batch, issued] = [`batch-${this.blocks.length}`, this.time + SECOND * BigInt(1 + approvers.length)];
    const all = Array.from({ length: count }, (_, i): Fields => {
      const fields = recordFields(nthNumber(first + i), {
        batch,
        issued,
        statusSince: issued,
        validFrom: issued - SECOND,
      });
      return { ...fields, validUntil: issued + 365n * 86_400n * SECOND };
    });
    const entries = encodeCbor(all.map((of) => Object.fromEntries(ENTRY_KEYS.map((key) => [key, of[key] ?? null]))));
    const manifest = separated("sanad-manifest", separated("sanad-chunk", entries));
    this.approve(batch, manifest, approvers, sha256(utf8Bytes(batch)));
    this.act("sanad_issue", {
      batch: { Text: batch },
      chunk: { Nat: 0n },
      chunks: { Nat: 1n },
      manifest: { Blob: manifest },
      entries: { Blob: entries },
    });
    for (const of of all) this.records.set(String(of.number), of);
  }

  /** Does one of the acts on a licence, and certifies what comes of it. */
  change(kind: string, n: number, transaction: Record<string, Value>, after: Fields): void {
    const number = nthNumber(n);
    this.act(kind, { operation: { Text: `op-${this.blocks.length}` }, number: { Text: number }, ...transaction });
    this.records.set(number, { ...this.records.get(number), ...after });
  }

  /** By one approver, unless told otherwise. */
  suspend(n: number, approvers: readonly Uint8Array[] = ONE): void {
    const since = this.#approved("sanad_suspend", [nthNumber(n), "underInvestigation", "d-1"], NO_BYTES, approvers);
    const after = { status: "suspended", reason: "underInvestigation", statusSince: since };
    this.change("sanad_suspend", n, { reason: { Text: "underInvestigation" }, decision: { Text: "d-1" } }, after);
  }

  /** Takes a licence from its holder. By the issuer's word alone, unless approvers are named. */
  unbind(n: number, approvers: readonly Uint8Array[] = []): void {
    this.#approved("sanad_unbind", [nthNumber(n), "holderLeft", "d-5"], NO_BYTES, approvers);
    this.change("sanad_unbind", n, { reason: { Text: "holderLeft" }, decision: { Text: "d-5" } }, { holder: null });
  }

  /** Binds a licence of a holder to another identity, likewise. */
  rebind(n: number, holder: Uint8Array, approvers: readonly Uint8Array[] = []): void {
    this.#approved("sanad_rebind", [nthNumber(n), "identityLost", "d-6"], holder, approvers);
    const said = { commitment: { Blob: holder }, reason: { Text: "identityLost" }, decision: { Text: "d-6" } };
    this.change("sanad_rebind", n, said, { holder });
  }

  bind(n: number, holder: Uint8Array): void {
    const said = { commitment: { Blob: holder }, reason: { Text: "seatClaimed" }, decision: { Text: "d-7" } };
    this.change("sanad_bind", n, said, { holder });
  }

  reinstate(n: number, approvers: readonly Uint8Array[] = TWO): void {
    const since = this.#approved("sanad_reinstate", [nthNumber(n), "cleared", "d-2"], NO_BYTES, approvers);
    const after = { status: "active", reason: null, statusSince: since };
    this.change("sanad_reinstate", n, { reason: { Text: "cleared" }, decision: { Text: "d-2" } }, after);
  }

  revoke(n: number, approvers: readonly Uint8Array[] = TWO): void {
    const since = this.#approved("sanad_revoke", [nthNumber(n), "misused", "d-3"], NO_BYTES, approvers);
    const after = { status: "revoked", reason: "misused", statusSince: since };
    this.change("sanad_revoke", n, { reason: { Text: "misused" }, decision: { Text: "d-3" } }, after);
  }

  /** Moves the end of a licence to this time. */
  renew(n: number, validUntil: bigint, approvers: readonly Uint8Array[] = TWO): void {
    const number = nthNumber(n);
    const renewals = encodeCbor([{ number, validUntil }]);
    this.#approved("sanad_renew", ["asked", "d-4"], renewals, approvers);
    const why = { reason: { Text: "asked" }, decision: { Text: "d-4" } };
    this.act("sanad_renew", { operation: { Text: `op-${this.blocks.length}` }, ...why, renewals: { Blob: renewals } });
    this.records.set(number, { ...this.records.get(number), validUntil });
  }

  /** These approve a batch, or an act by the id of its operation and the hash of what it does. */
  approve(id: string, content: Uint8Array, approvers: readonly Uint8Array[], plan = content): void {
    const said = { batch: { Text: id }, manifest: { Blob: content }, plan: { Blob: plan } };
    for (const approver of approvers) this.act("sanad_approve", said, approver);
  }

  /** These approve the act that comes next. Gives the time that it will have. */
  #approved(kind: string, texts: readonly string[], bytes: Uint8Array, approvers: readonly Uint8Array[]): bigint {
    const content = sha256(encodeCbor([kind, ...texts, bytes]));
    this.approve(`op-${this.blocks.length + approvers.length}`, content, approvers);
    return this.time + SECOND;
  }

  noteAudit(sequence: bigint): void {
    const hash = sha256(utf8Bytes(`audit ${sequence}`));
    const operation = { Text: `audit-${sequence}` };
    this.act("sanad_audit", { operation, sequence: { Nat: sequence }, hash: { Blob: hash } });
    this.auditDigest = separated("sanad-audit-heads", encodeCbor([this.auditDigest, sequence, hash, this.time]));
  }

  /** These governors say that the head in this block is none of the portal's. */
  disown(head: number, governors: readonly Uint8Array[]): void {
    const said = { head: { Nat: BigInt(head) }, reason: { Text: "forged" }, decision: { Text: "d-5" } };
    for (const governor of governors) this.act("sanad_disown", said, governor);
  }

  noteDigest(name: string, file: Uint8Array): void {
    const [hash, size, block] = [sha256(file), BigInt(file.length), BigInt(this.blocks.length)];
    const operation = { Text: `digest-${block}` };
    this.act("sanad_digest", { operation, name: { Text: name }, hash: { Blob: hash }, size: { Nat: size } });
    this.digests.set(name, encodeCbor({ v: 1n, at: this.time, hash, name, size, block }));
  }

  /** The same registry, which goes on by itself from here. */
  fork(): TestRegistry {
    const other = new TestRegistry();
    const { time, auditDigest, governance, making } = this;
    return Object.assign(other, {
      time,
      auditDigest,
      governance,
      making,
      blocks: [...this.blocks],
      records: new Map(this.records),
      digests: new Map(this.digests),
    });
  }

  /** What the registry certifies now. */
  tree(): HashTree {
    const last = this.blocks.at(-1);
    const licences = trie([...this.records].map(([number, of]) => [licenceLabel(number), leaf(encodeCbor(of))]));
    const tip: [Uint8Array, HashTree][] = last
      ? [
          [utf8Bytes("last_block_hash"), leaf(hashOf(last))],
          [utf8Bytes("last_block_index"), leaf(leb128(BigInt(this.blocks.length - 1)))],
        ]
      : [];
    const audit: [Uint8Array, HashTree][] = this.auditDigest
      ? [[utf8Bytes("audit_heads"), leaf(this.auditDigest)]]
      : [];
    const rebuilt = new Rebuilt();
    for (const [id, block] of this.blocks.entries()) rebuilt.apply(id, block);
    const disowned = this.disownedDigest ?? rebuilt.audit.disownedDigest;
    const batches: HashTree = { kind: "pruned", hash: rebuilt.council.batchesRoot() };
    const statusOf = (number: string, { status }: Fields) => this.listed.get(number) ?? status;
    const statuses = [...this.records].map(([number, of]) => ({ number, status: statusOf(number, of) }));
    return level([
      ...(disowned ? [[utf8Bytes("audit_disowned"), leaf(disowned)] as [Uint8Array, HashTree]] : []),
      ...audit,
      [utf8Bytes("batches"), batches],
      [utf8Bytes("digests"), trie([...this.digests].map(([name, bytes]) => [digestLabel(name), leaf(bytes)]))],
      [utf8Bytes("figures"), trie(countedCells((this.counted ?? this.records).values()))],
      [utf8Bytes("governance"), leaf(this.governance ?? rebuilt.governanceLeaf())],
      ...tip,
      [utf8Bytes("licences"), licences],
      [utf8Bytes("status"), statusTree(statuses)],
    ]);
  }

  /** Answers an HTTP query's body. */
  readonly answer = (body: Uint8Array): Uint8Array => {
    const envelope = decodeCbor(body);
    const content = envelope instanceof Map ? envelope.get("content") : undefined;
    const [method, arg] = content instanceof Map ? [content.get("method_name"), content.get("arg")] : [];
    if (!(arg instanceof Uint8Array)) throw new Error("no query");
    const asked = content instanceof Map ? content.get("canister_id") : undefined;
    if (asked instanceof Uint8Array && equalBytes(asked, ARCHIVE))
      return queryReply(page(this.archive?.blocks ?? [], decodeCandid(arg)));
    if (method === "icrc3_get_blocks") return queryReply(this.#page(decodeCandid(arg)));
    const tree = this.tree();
    const certifiedData = reconstruct(tree);
    const certificate = makeCertificate({ certifiedData, time: timeOf(certifiedData), ...this.making });
    const shown = treeBytes(witness(tree, ...shownBy(String(method), arg)));
    if (method === "auditHeads") return queryReply(headsReply(certificate, shown));
    if (method === "icrc3_get_tip_certificate") return queryReply(tipReply(certificate, shown));
    return queryReply(verificationReply(certificate, shown));
  };

  /** In place of the network. */
  readonly fetch: Fetch = async (_url, init) => {
    const body = init.body instanceof Uint8Array ? init.body : new Uint8Array();
    return new Response(new Uint8Array(this.answer(body)));
  };

  #page(argument: Candid): Uint8Array {
    return page(this.handed ? this.handed(this.blocks) : this.blocks, argument, this.archive?.length);
  }
}

/** Of these blocks those that are asked for, of which the first ones are archived. */
function page(blocks: readonly Value[], argument: Candid, archived = 0): Uint8Array {
  const [run] = argument as readonly Candid[];
  const [start, length] = [Number(candidField(run, "start")), Number(candidField(run, "length"))];
  const older = Math.min(start + length, archived) - start;
  // Small pages, so that there are several.
  const [first, end] = [Math.max(start, archived), Math.min(start + length, start + 7)];
  const shown = blocks.slice(first, end).map((block, index) => [first + index, block] as const);
  return pageReply(blocks.length, shown, older > 0 ? [{ canister: ARCHIVE, start, length: older }] : []);
}

function shownBy(method: string, arg: Uint8Array): Uint8Array[][] {
  if (method === "icrc3_get_tip_certificate") return [[utf8Bytes("last_block_hash")], [utf8Bytes("last_block_index")]];
  if (method === "auditHeads") return ["audit_disowned", "audit_heads", "digests"].map((name) => [utf8Bytes(name)]);
  if (method === "digest") return [[utf8Bytes("digests"), digestLabel(Buffer.from(arg.subarray(8)).toString())]];
  if (method === "governance") return [[utf8Bytes("batches")], [utf8Bytes("governance")]];
  if (method === "statusLists")
    return [["revocation"], ["suspension"]].map((path) => ["status", ...path].map((name) => utf8Bytes(name)));
  if (method === "figures") return [[utf8Bytes("figures")]];
  const number = Buffer.from(arg).toString().slice(-14);
  return [[utf8Bytes("licences"), licenceLabel(number)]];
}

/** Leaves of the figures, none of whose ends was ever summed up. */
function countedCells(records: Iterable<Fields>) {
  const parts = new Map<string, Fields[]>();
  for (const of of records) {
    // A licence that was changed and never issued has no part to be counted in.
    if (of.programme === undefined) continue;
    const key = JSON.stringify([of.programme, of.phase, of.sector]);
    parts.set(key, [...(parts.get(key) ?? []), of]);
  }
  return [...parts.values()].map((all) => {
    const standing = all.filter(({ status }) => status !== "revoked");
    const until = [...new Set(standing.map(({ validUntil }) => BigInt(String(validUntil))))].sort((a, b) =>
      a < b ? -1 : 1,
    );
    const count = (status: string, end: bigint) =>
      BigInt(standing.filter((of) => of.status === status && of.validUntil === end).length);
    const [{ programme = "", phase = "", sector = "" } = {}] = all;
    return cellEntry({
      v: 1n,
      ends: until.map((end) => [end, count("active", end), count("suspended", end)]),
      ended: 0n,
      phase,
      issued: BigInt(all.length),
      sector,
      revoked: BigInt(all.length - standing.length),
      programme,
    });
  });
}

function separated(name: string, ...parts: Uint8Array[]): Uint8Array {
  return sha256(concat(Uint8Array.of(name.length), utf8Bytes(name), ...parts));
}

/** Serves a registry over HTTP, and the portal's description of its network. */
export async function serveRegistry(registry: TestRegistry) {
  const server = createServer((request, response) => {
    if (request.url === "/api/v1/network") return response.end(JSON.stringify(served.network));
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => response.end(served.registry.answer(Buffer.concat(chunks))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const served = { url, network: { ...NETWORK, host: url }, registry, close: () => server.close() };
  return served;
}
