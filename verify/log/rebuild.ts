/**
 * What the registry must hold if its log is the truth: rebuilt block by block from docs/verification.md alone, with every
 * rule held against every block. What breaks one is noted and carried out all the same, since the log says it happened.
 */
import { equalBytes } from "../bytes.ts";
import { encodeCbor } from "../cbor.ts";
import { VerifyError } from "../errors.ts";
import type { Role } from "../governance.ts";
import { licenceLabel } from "../labels.ts";
import { encodeRecord, type LicenceRecord, SECTORS, type Sector } from "../record.ts";
import { Act, type Fields } from "./act.ts";
import { acts } from "./acts.ts";
import { Council } from "./council.ts";
import { Days } from "./days.ts";
import { Digests } from "./digests.ts";
import { Heads } from "./heads.ts";
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

const NONE: Places = { total: 0, government: 0, education: 0, startups: 0, private: 0 };
const MAX_CHUNKS = 1000n;
/** Licences that are taken from their holders, or bound to another, by the issuer's word alone. */
const MOST_TAKEN_A_DAY = 100;
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
  sanad_disown: ["governor"],
  sanad_enact: ["governor", "issuer"],
};

export class Rebuilt {
  readonly records = new Map<string, LicenceRecord>();
  /** Who decides, and what was approved. */
  readonly council = new Council((what) => this.breach(what));
  /** Files whose digests were noted. */
  readonly digests = new Digests((what) => this.breach(what));
  /** How far the portal's audit had come. */
  readonly audit = new Heads((what) => this.breach(what));
  readonly breaches: Breach[] = [];
  /** Blocks of kinds that this version does not know. */
  readonly unknown: Breach[] = [];
  caps: Places = { ...NONE, total: 1500 };
  /** Places taken: licences that were ever issued, less those whose places were returned. */
  issued: Places = NONE;
  /** Of the first and the last block. */
  begun: bigint | null = null;
  time = 0n;
  readonly #batches = new Map<string, Batch>();
  readonly #operations = new Set<string>();
  readonly #takenDays = new Days(MOST_TAKEN_A_DAY);
  #block = 0;

  /** Carries a block out. Never throws: what cannot be read is a breach too. */
  readonly apply = (id: number, block: Value): void => {
    this.#block = id;
    try {
      const act = new Act(block);
      const perform = acts[act.kind];
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

  /** A licence is taken from its holder, or bound to another, without an approver's word. */
  takeAlone(at: bigint): void {
    if (!this.#takenDays.hasRoom(at))
      this.breach(`takes from more than ${MOST_TAKEN_A_DAY} holders on one day by the issuer's word alone`);
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
