/**
 * What the registry must hold if its log is the truth: rebuilt block by block from docs/verification.md alone, with every
 * rule held against every block. What breaks one is noted and carried out all the same, since the log says it happened.
 */
import { equalBytes } from "../bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../cbor.ts";
import { VerifyError } from "../errors.ts";
import { licenceLabel } from "../labels.ts";
import { principalText } from "../principal.ts";
import {
  encodeRecord,
  isCanonicalNumber,
  type LicenceRecord,
  oneOf,
  SECTORS,
  type Sector,
  text,
  unsigned,
} from "../record.ts";
import { Act, type Fields } from "./act.ts";
import { Council, type Role, roleOf } from "./council.ts";
import { Digests } from "./digests.ts";
import { statusBlocks } from "./status.ts";
import { type Leaf, levelRoot, separated, trieRoot } from "./trie.ts";
import type { Value } from "./value.ts";

/** Places by sector and in total. */
export type Places = Readonly<Record<Sector | "total", number>>;

export interface Breach {
  readonly block: number;
  readonly what: string;
}

interface Batch {
  readonly chunks: bigint;
  readonly manifest: Uint8Array;
  readonly hashes: Map<bigint, Uint8Array>;
}

interface AuditHead {
  readonly sequence: bigint;
  readonly hash: Uint8Array;
  readonly at: bigint;
}

const NONE: Places = { total: 0, government: 0, education: 0, startups: 0, private: 0 };
const MAX_ENTRIES = 500;
const MAX_CHUNKS = 1000n;
const LIMITS = { size: 4 * 1024 * 1024, depth: 4 };
const ENTRY_FIELDS = 9;
/** Who may write a block; nobody is named for what controllers do, whom the log does not name. Issuers write all others. */
const WRITERS: Readonly<Record<string, readonly Role[]>> = {
  sanad_grant: [],
  sanad_withdraw: [],
  sanad_caps: [],
  sanad_found: [],
  sanad_break_glass: [],
  sanad_approve: ["approver"],
  sanad_drop: ["approver", "issuer"],
  sanad_move: ["governor"],
  sanad_agree: ["governor"],
  sanad_cancel: ["governor"],
  sanad_enact: ["governor", "issuer"],
};

export class Rebuilt {
  readonly records = new Map<string, LicenceRecord>();
  /** Who decides, and what was approved. */
  readonly council = new Council((what) => this.breach(what));
  /** Files whose digests were noted. */
  readonly digests = new Digests((what) => this.breach(what));
  readonly heads: AuditHead[] = [];
  readonly breaches: Breach[] = [];
  /** Blocks of kinds that this version does not know. */
  readonly unknown: Breach[] = [];
  caps: Places = { ...NONE, total: 1500 };
  /** Places taken: licences that were ever issued, less those whose places were returned. */
  issued: Places = NONE;
  /** What the registry certifies of the heads of the audit; null while none is noted. */
  auditDigest: Uint8Array | null = null;
  /** Of the first and the last block. */
  begun: bigint | null = null;
  time = 0n;
  readonly #batches = new Map<string, Batch>();
  readonly #operations = new Set<string>();
  #block = 0;

  /** Carries a block out. Never throws: what cannot be read is a breach too. */
  readonly apply = (id: number, block: Value): void => {
    this.#block = id;
    try {
      const act = new Act(block);
      const perform = ACTS[act.kind];
      this.begun ??= act.at;
      if (act.at < this.time) this.breach("is older than the block before");
      this.time = act.at;
      if (!perform) {
        this.unknown.push({ block: id, what: act.kind });
        return;
      }
      this.#holdRole(act);
      if (act.operation !== null) {
        if (this.#operations.has(act.operation)) this.breach(`operation ${act.operation} was done before`);
        this.#operations.add(act.operation);
      }
      perform(this, act);
    } catch (error) {
      if (!(error instanceof VerifyError)) throw error;
      this.breach(`cannot be read: ${error.message}`);
    }
  };

  #holdRole({ kind, caller }: Act): void {
    const writers = WRITERS[kind] ?? ["issuer"];
    const role = this.council.roles.get(caller);
    if (writers.length > 0 && !(role && writers.includes(role)))
      this.breach(`${caller} ${role ? `is ${role}, and no` : "holds no role, and is no"} ${writers.join(" or ")}`);
  }

  /** The index of the block under way. */
  get block(): number {
    return this.#block;
  }

  /** Whether a batch has a chunk already. */
  isBegun(batch: string): boolean {
    return this.#batches.has(batch);
  }

  /** The caps of a block. */
  setCaps(places: Fields): void {
    const parts = Object.keys(NONE).map((part) => [part, Number(places.unsigned(part))]);
    this.caps = { ...NONE, ...Object.fromEntries(parts) };
    this.holdCaps();
  }

  /** Places of licences that have ended may be given again: never more than that, and each once. */
  returnPlaces(returned: Fields): void {
    const [name, places] = [returned.text("sector"), Number(returned.unsigned("places"))];
    const sector = SECTORS.find((known) => known === name);
    if (!sector) throw new VerifyError("encoding", `an unknown sector: ${name}`);
    const all = [...this.records.values()].filter((record) => record.sector === sector);
    const ended = all.filter(({ status, validUntil }) => status === "revoked" || validUntil <= this.time).length;
    const free = ended - (all.length - this.issued[sector]);
    if (places === 0 || places > free) this.breach(`returns ${places} places of ${sector}, of ${free} that have ended`);
    this.issued = {
      ...this.issued,
      ...{ [sector]: this.issued[sector] - places, total: this.issued.total - places },
    };
  }

  /** What the registry must certify of who decides, and of its places. */
  governanceLeaf(): Uint8Array {
    const counts = (of: Places) => [of.total, ...SECTORS.map((sector) => of[sector])];
    return this.council.leaf(counts(this.caps), counts(this.issued));
  }

  /** Notes that the block under way does what it must not. */
  breach(what: string): void {
    this.breaches.push({ block: this.#block, what });
  }

  /** The root under which the registry must certify all licences. */
  licencesRoot(): Uint8Array {
    return trieRoot([...this.records].map(([number, record]): Leaf => [licenceLabel(number), encodeRecord(record)]));
  }

  /** The root under which the registry must certify the status lists: the order of `records` is that of issue. */
  statusRoot(): Uint8Array {
    const marked = (status: LicenceRecord["status"]) =>
      trieRoot(statusBlocks([...this.records.values()].map((record) => record.status === status)));
    const numbers = [...this.records.keys()];
    const places = numbers.map((number, place): Leaf => [licenceLabel(number), encodeCbor(BigInt(place))]);
    return levelRoot([
      ["index", trieRoot(places)],
      ["revocation", marked("revoked")],
      ["suspension", marked("suspended")],
    ]);
  }

  /** The chunk of a batch with this hash arrives: once, under one manifest, and the last one completes it. */
  chunk(id: string, chunk: bigint, given: Omit<Batch, "hashes">, hash: Uint8Array): void {
    const batch = this.#batches.get(id) ?? { ...given, hashes: new Map<bigint, Uint8Array>() };
    this.#batches.set(id, batch);
    if (batch.chunks !== given.chunks || !equalBytes(batch.manifest, given.manifest))
      this.breach(`batch ${id} goes on under another manifest`);
    if (given.chunks > MAX_CHUNKS || chunk >= given.chunks) this.breach(`chunk ${chunk} of ${given.chunks}`);
    if (batch.hashes.has(chunk)) this.breach(`chunk ${chunk} of batch ${id} is there twice`);
    batch.hashes.set(chunk, hash);
    if (batch.hashes.size !== Number(batch.chunks)) return;
    const inOrder = [...batch.hashes].sort(([one], [other]) => Number(one - other)).map(([, value]) => value);
    if (!equalBytes(separated("sanad-manifest", ...inOrder), batch.manifest))
      this.breach(`batch ${id} is not what its manifest says`);
  }

  /** After a change of caps or places: no sector and no total above its cap, the caps themselves in order. */
  holdCaps(): void {
    const { caps, issued } = this;
    for (const part of [...SECTORS, "total"] as const)
      if (issued[part] > caps[part]) this.breach(`caps exceeded: ${part} has ${issued[part]} of ${caps[part]}`);
    if (SECTORS.reduce((sum, sector) => sum + caps[sector], 0) > caps.total)
      this.breach("caps of the sectors add up to more than the total");
  }

  /** Changes a licence that the log must know. */
  change(number: string, change: (record: LicenceRecord) => LicenceRecord): void {
    const record = this.records.get(number);
    if (record) this.records.set(number, change(record));
    else this.breach(`there is no licence ${number}`);
  }
}

type Perform = (state: Rebuilt, act: Act) => void;

/** From which status a licence may come to be what it is called here. */
const COMES_FROM: Readonly<Record<LicenceRecord["status"], readonly string[]>> = {
  active: ["suspended"],
  suspended: ["active"],
  revoked: ["active", "suspended"],
};

function becomes(status: LicenceRecord["status"]): Perform {
  return (state, act) =>
    state.change(act.text("number"), (record) => {
      if (!COMES_FROM[status].includes(record.status)) state.breach(`${record.number} was ${record.status}`);
      const reason = act.text("reason");
      act.text("decision");
      return { ...record, status, statusSince: act.at, reason: status === "active" ? null : reason };
    });
}

/** Holders are bound to licences that are in force, or at least not expired. */
function binds(hadHolder: boolean): Perform {
  return (state, act) =>
    state.change(act.text("number"), (record) => {
      if (record.status !== "active" || act.at >= record.validUntil) state.breach(`${record.number} is not in force`);
      if ((record.holder !== null) !== hadHolder)
        state.breach(`${record.number} ${hadHolder ? "has no holder" : "has a holder"}`);
      return { ...record, holder: act.bytes("commitment", 32) };
    });
}

const ACTS: Readonly<Record<string, Perform>> = {
  sanad_issue: issue,
  sanad_suspend: becomes("suspended"),
  sanad_reinstate: becomes("active"),
  sanad_revoke: becomes("revoked"),
  sanad_bind: binds(false),
  sanad_rebind: binds(true),
  sanad_unbind: (state, act) =>
    state.change(act.text("number"), (record) => {
      if (record.status === "revoked" || record.holder === null)
        state.breach(`${record.number} has nobody to be taken from`);
      return { ...record, holder: null };
    }),
  sanad_renew: (state, act) => {
    for (const { number, validUntil } of renewals(act)) renew(state, act, number, validUntil);
  },
  sanad_caps: (state, act) => {
    if (state.council.isFounded) state.breach("sets caps without a motion");
    state.setCaps(act);
  },
  sanad_audit: noteHead,
  sanad_digest: ({ digests, block }, act) => digests.note(act, block),
  sanad_grant: (state, act) => role(state, act, true),
  sanad_withdraw: (state, act) => role(state, act, false),
  sanad_found: ({ council }, act) => council.found(act),
  sanad_break_glass: ({ council, block }, act) => council.breakGlass(act, block),
  sanad_approve: ({ council, block }, act) => council.approve(act, block),
  sanad_drop: (state, act) => {
    if (state.isBegun(act.text("batch"))) state.breach("drops a batch that was begun");
    state.council.drop(act);
  },
  sanad_move: ({ council, block }, act) => council.move(act, block),
  sanad_agree: ({ council }, act) => council.agree(act),
  sanad_cancel: ({ council }, act) => council.cancel(act),
  sanad_enact: (state, act) => {
    state.council.enact(act);
    const enacted = act.map("act");
    const kind = enacted.text("kind");
    if (kind === "caps") state.setCaps(enacted);
    else if (kind === "returnPlaces") state.returnPlaces(enacted);
    else state.council.carryOut(enacted);
  },
};

/** A block renews one licence, or a list of them. */
function renewals(act: Act): { number: string; validUntil: bigint }[] {
  if (!act.has("renewals")) return [{ number: act.text("number"), validUntil: act.unsigned("validUntil") }];
  const list = decodeCbor(act.bytes("renewals"), { deterministic: true, limits: LIMITS });
  if (!Array.isArray(list)) throw new VerifyError("encoding", "renewals: no list");
  return (list as readonly Cbor[]).map((item) => {
    if (!(item instanceof Map) || item.size !== 2) throw new VerifyError("encoding", "renewals: wrong fields");
    return { number: text(item, "number"), validUntil: unsigned(item, "validUntil") };
  });
}

function renew(state: Rebuilt, act: Act, number: string, validUntil: bigint): void {
  state.change(number, (record) => {
    if (record.status !== "active" || act.at >= record.validUntil) state.breach(`${number} is not in force`);
    if (validUntil <= record.validUntil) state.breach(`${number} would not end later`);
    return { ...record, validUntil };
  });
}

/** Before the founding controllers give and take the role of issuers. */
function role(state: Rebuilt, act: Act, isGiven: boolean): void {
  const [principal, name] = [principalText(act.bytes("principal")), roleOf(act.text("role"))];
  if (state.council.isFounded || name !== "issuer") state.breach("changes roles without a motion");
  if (isGiven) state.council.grant(principal, name);
  else state.council.withdraw(principal, name);
}

function noteHead(state: Rebuilt, act: Act): void {
  const head = { sequence: act.unsigned("sequence"), hash: act.bytes("hash", 32), at: act.at };
  const last = state.heads.at(-1)?.sequence ?? 0n;
  if (head.sequence <= last) state.breach(`the audit at ${head.sequence}, where it had come to ${last}`);
  state.heads.push(head);
  const content = encodeCbor([state.auditDigest, head.sequence, head.hash, head.at]);
  state.auditDigest = separated("sanad-audit-heads", content);
}

function issue(state: Rebuilt, act: Act): void {
  const [batch, chunk, bytes] = [act.text("batch"), act.unsigned("chunk"), act.bytes("entries")];
  const given = { chunks: act.unsigned("chunks"), manifest: act.bytes("manifest", 32) };
  if (!state.isBegun(batch)) state.council.holdApprovals(batch, given.manifest, act.at);
  state.chunk(batch, chunk, given, separated("sanad-chunk", bytes));
  const entries = decodeCbor(bytes, { deterministic: true, limits: LIMITS });
  if (!Array.isArray(entries)) throw new VerifyError("encoding", "entries: no list");
  if (entries.length === 0 || entries.length > MAX_ENTRIES) state.breach(`${entries.length} licences in one block`);
  const issued = { ...state.issued };
  for (const entry of entries as readonly Cbor[]) {
    const record = { ...entered(entry), issued: act.at, statusSince: act.at, batch, chunk };
    const { number, sector, validFrom, validUntil } = record;
    if (!isCanonicalNumber(number)) state.breach(`${JSON.stringify(number)} is no number of a licence`);
    if (state.records.has(number)) state.breach(`${number} was issued before`);
    if (validUntil <= validFrom) state.breach(`${number} ends before it begins`);
    state.records.set(number, record);
    issued[sector]++;
    issued.total++;
  }
  state.issued = issued;
  state.holdCaps();
}

/** What an entry says of a licence, which begins active and without a holder. */
function entered(entry: Cbor): Omit<LicenceRecord, "issued" | "statusSince" | "batch" | "chunk"> {
  if (!(entry instanceof Map) || entry.size !== ENTRY_FIELDS)
    throw new VerifyError("encoding", "entries: wrong fields");
  return {
    number: text(entry, "number"),
    programme: text(entry, "programme"),
    phase: text(entry, "phase"),
    sector: oneOf(entry, "sector", SECTORS),
    institutionId: text(entry, "institutionId"),
    institutionName: text(entry, "institutionName"),
    validFrom: unsigned(entry, "validFrom"),
    validUntil: unsigned(entry, "validUntil"),
    decision: text(entry, "decision"),
    holder: null,
    status: "active",
    reason: null,
  };
}
