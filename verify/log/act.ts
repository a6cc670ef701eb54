/** One block of the log as an act: who did what, when. */
import { VerifyError } from "../errors.ts";
import { principalText } from "../principal.ts";
import { fieldsOf, type Value } from "./value.ts";

export class Act {
  readonly kind: string;
  /** Nanoseconds since 1970 UTC. */
  readonly at: bigint;
  /** The principal, as text. */
  readonly caller: string;
  readonly #fields: ReadonlyMap<string, Value>;

  /** Throws `encoding` where a block lacks what each has. */
  constructor(block: Value) {
    const whole = fieldsOf(block);
    this.#fields = new Map([...fieldsOf(whole.get("tx")), ...[...whole].filter(([name]) => name !== "tx")]);
    this.kind = this.text("btype");
    this.at = this.unsigned("ts");
    this.caller = principalText(this.bytes("caller"));
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  /** Throws `encoding`, like the others. */
  text(name: string): string {
    const value = this.#fields.get(name);
    if (!value || !("Text" in value)) throw new VerifyError("encoding", `${name} is no text`);
    return value.Text;
  }

  unsigned(name: string): bigint {
    const value = this.#fields.get(name);
    if (!value || !("Nat" in value)) throw new VerifyError("encoding", `${name} is no number`);
    return value.Nat;
  }

  bytes(name: string, length?: number): Uint8Array {
    const value = this.#fields.get(name);
    if (!value || !("Blob" in value) || (length !== undefined && value.Blob.length !== length))
      throw new VerifyError("encoding", `${name} is not the right bytes`);
    return value.Blob;
  }

  /** Whether the act names an operation, which may happen once. */
  get operation(): string | null {
    return this.has("operation") ? this.text("operation") : null;
  }
}
