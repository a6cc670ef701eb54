/** The heads of the portal's audit, as the log says that they were noted, and those that governors disowned. */
import { encodeCbor } from "../cbor.ts";
import type { Act } from "./act.ts";
import type { Council } from "./council.ts";
import { Days } from "./days.ts";
import { separated } from "./trie.ts";

export interface AuditHead {
  readonly sequence: bigint;
  readonly hash: Uint8Array;
  /** Nanoseconds since 1970 UTC. */
  readonly at: bigint;
  readonly block: number;
  /** Who said that it is none of the portal's. */
  readonly words: Set<string>;
  /** When enough governors had said so, and in which block. */
  disowned: { readonly at: bigint; readonly block: number } | null;
}

/** The most on a day. */
const MOST_A_DAY = 24;
/** For how long a head can be disowned, in nanoseconds. */
const DISOWNABLE = 30n * 86_400_000_000_000n;
/** The most words on heads that can be and are not. */
const MOST_WORDS = 1000;

export class Heads {
  /** First to last. */
  readonly all: AuditHead[] = [];
  /** What the registry certifies of all of them; null while none is noted. */
  digest: Uint8Array | null = null;
  /** And of those that are disowned. */
  disownedDigest: Uint8Array | null = null;
  readonly #days = new Days(MOST_A_DAY);
  readonly #breach: (what: string) => void;

  /** Told of each rule that a block breaks. */
  constructor(breach: (what: string) => void) {
    this.#breach = breach;
  }

  /** The last head that is not disowned. */
  get last(): AuditHead | undefined {
    return this.all.findLast(({ disowned }) => !disowned);
  }

  get disowned(): AuditHead[] {
    return this.all.filter(({ disowned }) => disowned);
  }

  /** A head is further than the last one that is not disowned. */
  note(act: Act, block: number): void {
    const [sequence, hash, at] = [act.unsigned("sequence"), act.bytes("hash", 32), act.at];
    const last = this.last?.sequence ?? 0n;
    if (sequence <= last) this.#breach(`the audit at ${sequence}, where it had come to ${last}`);
    if (!this.#days.hasRoom(at)) this.#breach("more heads of the audit on one day than there may be");
    this.all.push({ sequence, hash, at, block, words: new Set(), disowned: null });
    this.digest = separated("sanad-audit-heads", encodeCbor([this.digest, sequence, hash, at]));
  }

  /**
   * A governor says that a head of the last 30 days is none of the portal's; enough of them disown it. Once each, or again where the
   * words have come to be enough since.
   */
  disown(act: Act, block: number, { roles, policy }: Council): void {
    act.holdReason();
    const of = act.unsigned("head");
    const place = this.all.findIndex((head) => BigInt(head.block) === of);
    const head = this.all[place];
    if (!head) {
      this.#breach(`block ${of} holds no head of the audit`);
      return;
    }
    if (head.disowned) this.#breach(`the head in block ${of} is disowned already`);
    if (isOld(head, act.at)) this.#breach(`the head in block ${of} is too old to be disowned`);
    const isEnough = () => {
      const counting = [...head.words].filter((governor) => roles.get(governor) === "governor");
      return BigInt(counting.length) >= policy.governors;
    };
    if (head.words.has(act.caller) && !isEnough()) this.#breach(`${act.caller} has disowned it before`);
    const open = this.all.filter((one) => !one.disowned && !isOld(one, act.at));
    if (open.reduce((sum, { words }) => sum + words.size, 0) >= MOST_WORDS)
      this.#breach(`is beside ${MOST_WORDS} other words`);
    head.words.add(act.caller);
    if (!isEnough()) return;
    head.disowned = { at: act.at, block };
    const content = encodeCbor([this.disownedDigest, BigInt(place), of, act.at]);
    this.disownedDigest = separated("sanad-audit-disowned", content);
  }
}

function isOld({ at }: AuditHead, now: bigint): boolean {
  return now >= at + DISOWNABLE;
}
