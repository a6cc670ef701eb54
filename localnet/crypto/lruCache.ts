/** A map that forgets what was used longest ago once it holds more than its capacity. */
export class LruCache<V> {
  readonly #entries = new Map<string, V>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The value under a key, computed and kept when it is not there. */
  getOrSet(key: string, compute: () => V): V {
    const known = this.#entries.get(key);
    const value = known === undefined ? compute() : known;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const oldest = this.#entries.keys().next();
    if (this.#entries.size > this.#capacity && !oldest.done) this.#entries.delete(oldest.value);
    return value;
  }
}
