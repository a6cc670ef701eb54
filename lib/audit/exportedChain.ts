import { z } from "zod";
import type { SealedRow } from "./chain.ts";

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Natural = z.string().regex(/^(0|[1-9][0-9]{0,18})$/);
const Text = z.string().nullable();

const fields = {
  id: Natural,
  at: z.iso.datetime({ precision: 3 }),
  actorId: Text,
  actorKind: z.string(),
  action: z.string(),
  subjectKind: Text,
  subjectId: Text,
  outcome: z.enum(["DONE", "REFUSED"]),
  code: Text,
  data: z.json(),
};
const Row = z.union([
  z.strictObject({ sequence: Natural, previous: Hash, hash: Hash, ...fields }),
  z.strictObject({ sequence: z.null(), previous: z.null(), hash: z.null(), ...fields }),
]);

/** A line that is no row of an export: the file was changed, or cut off. */
export class UnreadableLine extends Error {
  constructor(number: number) {
    super(`line ${number} is not a row of an export`);
    this.name = "UnreadableLine";
  }
}

/** The link on each line of an export as JSON Lines; `null` for an event that waited for its seal. Throws `UnreadableLine`. */
export async function* exportedChain(lines: AsyncIterable<string>): AsyncGenerator<SealedRow | null> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const parsed = Row.safeParse(jsonOf(line));
    if (!parsed.success) throw new UnreadableLine(number);
    const { sequence, previous, hash, ...event } = parsed.data;
    yield sequence === null ? null : { sequence: BigInt(sequence), previous, hash, event };
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
