/** Days in Pakistan (UTC+5, no summer time), counted from 1970: of what the registry takes so many a day. */

const DAY = 86_400_000_000_000n;
const AHEAD = 18_000_000_000_000n;

/** The day of an instant in nanoseconds since 1970 UTC. */
export function dayOf(at: bigint): bigint {
  return (at + AHEAD) / DAY;
}

/** A day as it is written, such as `2026-11-21`. */
export function dayText(day: bigint): string {
  return new Date(Number(day) * 86_400_000).toISOString().slice(0, 10);
}

/** The day that the name of a file has before its ending, such as `figures-2026-11-21.csv`; null where it has none. */
export function dayNamed(name: string): bigint | null {
  const [, date = ""] = /^[^.]*-(\d{4}-\d{2}-\d{2})\.[^.]*$/.exec(name) ?? [];
  const at = Date.parse(`${date}T00:00:00Z`);
  return at >= 0 && new Date(at).toISOString().startsWith(date) ? BigInt(at / 86_400_000) : null;
}

/** Counts what happens, one after the other, by days. */
export class Days {
  readonly #most: number;
  #day = -1n;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** One more at `at`: whether its day had room for it. */
  hasRoom(at: bigint): boolean {
    this.#count = dayOf(at) === this.#day ? this.#count + 1 : 1;
    this.#day = dayOf(at);
    return this.#count <= this.#most;
  }
}
