/** One block of the log as an act: who did what, when. */
import { VerifyError } from "../errors.ts";
import { principalText } from "../principal.ts";
import { fieldsOf, type Value } from "./value.ts";

/** What a map of a block holds, by name and kind. Whatever is missing or of another kind throws `encoding`. */
export class Fields {
  readonly #fields: ReadonlyMap<string, Value>;

  constructor(fields: ReadonlyMap<string, Value>) {
    this.#fields = fields;
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  value(name: string): Value {
    const value = this.#fields.get(name);
    if (!value) throw new VerifyError("encoding", `there is no ${name}`);
    return value;
  }

  text(name: string): string {
    const value = this.value(name);
    if (!("Text" in value)) throw new VerifyError("encoding", `${name} is no text`);
    return value.Text;
  }

  unsigned(name: string): bigint {
    const value = this.value(name);
    if (!("Nat" in value)) throw new VerifyError("encoding", `${name} is no number`);
    return value.Nat;
  }

  bytes(name: string, length?: number): Uint8Array {
    const value = this.value(name);
    if (!("Blob" in value) || (length !== undefined && value.Blob.length !== length))
      throw new VerifyError("encoding", `${name} is not the right bytes`);
    return value.Blob;
  }

  list(name: string): readonly Value[] {
    const value = this.value(name);
    if (!("Array" in value)) throw new VerifyError("encoding", `${name} is no list`);
    return value.Array;
  }

  map(name: string): Fields {
    return new Fields(fieldsOf(this.value(name)));
  }
}

export class Act extends Fields {
  readonly kind: string;
  /** Nanoseconds since 1970 UTC. */
  readonly at: bigint;
  /** The principal, as text. */
  readonly caller: string;

  /** Throws `encoding` where a block lacks what each has. */
  constructor(block: Value) {
    const whole = fieldsOf(block);
    super(new Map([...fieldsOf(whole.get("tx")), ...[...whole].filter(([name]) => name !== "tx")]));
    this.kind = this.text("btype");
    this.at = this.unsigned("ts");
    this.caller = principalText(this.bytes("caller"));
  }

  /** Why it was done, and the id of the decision: throws where it lacks one of them. */
  holdReason(): void {
    for (const name of ["reason", "decision"]) this.text(name);
  }

  /** Whether the act names an operation, which may happen once. */
  get operation(): string | null {
    return this.has("operation") ? this.text("operation") : null;
  }
}
