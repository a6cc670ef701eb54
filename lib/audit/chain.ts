import { fieldsHash, genesis, type SealedFields } from "./rules.ts";

/** One link: the event as it is hashed, where it stands, and the seal (hex). `null` where the event is gone. */
export type SealedRow = { sequence: bigint; event: SealedFields | null; previous?: string; hash: string };

/** What is wrong with a link. */
export type Break = {
  /** The first sequence number that does not hold. */
  sequence: bigint;
  /**
   * `changed`: the event, or what comes before it, is not what was sealed · `removed`: a number is missing, or the event of a
   * seal · `order`: a number that was there before · `otherHead`: another hash than the one that was noted.
   */
  kind: "changed" | "removed" | "order" | "otherHead";
};

/** A place in the chain that somebody noted earlier, or elsewhere. */
export type NotedHead = { sequence: bigint; hash: string };

/** Reads a chain link by link. */
export type ChainCheck = {
  /** Takes the next link; the first one that does not hold is given back, and the check is over. */
  next(row: SealedRow): Break | null;
  /** To be asked after the last link: does the chain reach what was noted? */
  end(): Break | null;
  /** How far the chain holds, and the hash there (hex). */
  head(): NotedHead;
};

/**
 * Checks a chain from its first seal on, given in the order of the sequence: each number follows the one before, each hash is
 * the one before it with the event (docs/audit.md). With `isPart`, links may be left out, and each is held against the hash
 * before it that it names itself. Each of `noted` must be met on the way, unless the part has left it out; `agreed` only where
 * the chain comes that far.
 */
export function checkChain({
  isPart = false,
  noted = [],
  agreed = [],
}: {
  isPart?: boolean;
  noted?: readonly NotedHead[];
  agreed?: readonly NotedHead[];
} = {}): ChainCheck {
  const heads = [...noted, ...agreed];
  const isOther = ({ sequence, hash }: NotedHead) =>
    heads.some((head) => head.sequence === sequence && head.hash !== hash);
  let at: NotedHead = { sequence: 0n, hash: hex(genesis) };
  return {
    next(row) {
      const { sequence, event } = row;
      if (sequence <= at.sequence) return { sequence, kind: "order" };
      const follows = sequence === at.sequence + 1n;
      if (!follows && !isPart) return { sequence: at.sequence + 1n, kind: "removed" };
      if (event === null) return { sequence, kind: "removed" };
      const previous = follows ? at.hash : row.previous;
      if (previous === undefined || (row.previous !== undefined && row.previous !== previous))
        return { sequence, kind: "changed" };
      if (hex(fieldsHash(Buffer.from(previous, "hex"), event)) !== row.hash) return { sequence, kind: "changed" };
      if (isOther({ sequence, hash: row.hash })) return { sequence, kind: "otherHead" };
      at = { sequence, hash: row.hash };
      return null;
    },
    end() {
      if (isPart || noted.every((head) => head.sequence <= at.sequence)) return null;
      return { sequence: at.sequence + 1n, kind: "removed" };
    },
    head: () => at,
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
