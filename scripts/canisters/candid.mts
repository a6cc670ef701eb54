// Reading a .did file (the Candid specification, "Core Grammar"): all of it but imports, classes and references to methods.

/** A type, with names where the file has them. Fields stand in the file's order. */
export type CandidType =
  | { kind: "primitive"; name: string }
  | { kind: "name"; name: string }
  | { kind: "opt" | "vec"; inner: CandidType }
  | { kind: "record" | "variant"; fields: Field[] }
  | ({ kind: "func" } & Signature);

/** A field's label: its name, or its number as digits. */
export type Field = { label: string; type: CandidType };

export type Signature = { args: CandidType[]; results: CandidType[]; annotations: string[] };

/** A whole interface. */
export type Interface = { types: Map<string, CandidType>; methods: Map<string, Signature> };

const primitives = new Set(
  "null bool nat nat8 nat16 nat32 nat64 int int8 int16 int32 int64 float32 float64 text reserved empty principal".split(
    " ",
  ),
);
const blob: CandidType = { kind: "vec", inner: { kind: "primitive", name: "nat8" } };
const nothing: CandidType = { kind: "primitive", name: "null" };

/** Reads a .did file. Throws an `Error` that says what was expected where. */
export function parseCandid(text: string): Interface {
  return new Parser(text).interface();
}

class Parser {
  readonly #tokens: string[];
  #at = 0;

  constructor(text: string) {
    const withoutComments = text.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, " ");
    this.#tokens = withoutComments.match(/"[^"]*"|->|[A-Za-z_]\w*|\d+|[^\s]/g) ?? [];
  }

  interface(): Interface {
    const types = new Map<string, CandidType>();
    while (this.#has("type")) {
      const name = this.#next();
      this.#must("=");
      types.set(name, this.#type());
      this.#must(";");
    }
    this.#must("service");
    this.#must(":");
    const methods = new Map<string, Signature>();
    for (const [name, signature] of this.#list("{", ";", "}", () => this.#method())) methods.set(name, signature);
    this.#has(";");
    if (this.#at < this.#tokens.length) throw new Error(`Candid: ${this.#next()} after the service`);
    return { types, methods };
  }

  #method(): [string, Signature] {
    const name = this.#label();
    this.#must(":");
    return [name, this.#signature()];
  }

  #signature(): Signature {
    const args = this.#list("(", ",", ")", () => this.#argument());
    this.#must("->");
    const results = this.#list("(", ",", ")", () => this.#argument());
    const annotations: string[] = [];
    while (/^(query|composite_query|oneway)$/.test(this.#peek())) annotations.push(this.#next());
    return { args, results, annotations };
  }

  #argument(): CandidType {
    if (this.#peek(1) === ":") this.#at += 2;
    return this.#type();
  }

  #type(): CandidType {
    const name = this.#next();
    if (name === "opt" || name === "vec") return { kind: name, inner: this.#type() };
    if (name === "blob") return blob;
    if (name === "record" || name === "variant") {
      let position = 0;
      const fields = this.#list("{", ";", "}", (): Field => {
        const isNamed = this.#peek(1) === ":";
        if (!isNamed && name === "record") return { label: String(position++), type: this.#type() };
        const label = this.#label();
        if (/^\d+$/.test(label)) position = Number(label) + 1;
        return { label, type: this.#has(":") ? this.#type() : nothing };
      });
      return { kind: name, fields };
    }
    if (name === "func") return { kind: "func", ...this.#signature() };
    if (primitives.has(name)) return { kind: "primitive", name };
    if (!/^[A-Za-z_]/.test(name) || name === "service") throw new Error(`Candid: no type begins with ${name}`);
    return { kind: "name", name };
  }

  #label(): string {
    const token = this.#next();
    if (!/^(["A-Za-z_]|\d+$)/.test(token)) throw new Error(`Candid: ${token} is no name`);
    return token.replaceAll('"', "");
  }

  #list<T>(open: string, separator: string, close: string, item: () => T): T[] {
    const items: T[] = [];
    this.#must(open);
    while (!this.#has(close)) {
      items.push(item());
      if (this.#peek() !== close) this.#must(separator);
    }
    return items;
  }

  #peek(ahead = 0): string {
    return this.#tokens[this.#at + ahead] ?? "";
  }

  #next(): string {
    const token = this.#peek();
    if (token === "") throw new Error("Candid: the file ends too early");
    this.#at += 1;
    return token;
  }

  #has(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#at += 1;
    return true;
  }

  #must(token: string): void {
    if (!this.#has(token)) throw new Error(`Candid: ${token} was expected before ${this.#peek() || "the end"}`);
  }
}
