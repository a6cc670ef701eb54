/** How often one visitor may do something: `most` times in a window of `seconds`. */
export type Limit = { most: number; seconds: number };

type Window = { until: number; used: number };

/** Visitors remembered at most; beyond that, those whose window began first are forgotten. */
const rememberedAtMost = 20_000;

/**
 * Counts in fixed windows, each visitor's from their first request on, in the memory of this process: the portal is one. What it
 * forgets under pressure is forgotten in favour of visitors, never against them.
 */
export class FixedWindow {
  readonly #limit: Limit;
  readonly #room: number;
  /** In the order in which windows began, so that the first ones end first. */
  readonly #windows = new Map<string, Window>();

  constructor(limit: Limit, room = rememberedAtMost) {
    this.#limit = limit;
    this.#room = room;
  }

  /** Counts one request of `visitor` at `now` (milliseconds). 0 when it may pass, else the seconds until the next may, 1 or more. */
  take(visitor: string, now = Date.now()): number {
    this.#forget(now);
    const window = this.#windows.get(visitor);
    if (window === undefined) {
      this.#windows.set(visitor, { until: now + 1_000 * this.#limit.seconds, used: 1 });
      return 0;
    }
    if (window.used >= this.#limit.most) return Math.ceil((window.until - now) / 1_000);
    window.used++;
    return 0;
  }

  /** Visitors remembered now. */
  get size(): number {
    return this.#windows.size;
  }

  #forget(now: number): void {
    for (const [visitor, { until }] of this.#windows) {
      if (until > now && this.#windows.size < this.#room) return;
      this.#windows.delete(visitor);
    }
  }
}
