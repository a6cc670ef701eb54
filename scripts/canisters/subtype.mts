// What an interface may become without breaking who was written for it.
import { type CandidType, type Field, type Interface, parseCandid, type Signature } from "./candid.mts";

/** The number in the first line of a .did file: `interface version 5`. Throws where there is none. */
export function versionOf(did: string): number {
  const number = /^\/\/.*\binterface version (\d+)\b/.exec(did)?.[1];
  if (number === undefined) throw new Error("The .did file does not say its interface version in its first line");
  return Number(number);
}

/**
 * Where clients of a released interface would fail with the present one. Queries are anybody's, and `handOver` is called by archives
 * of any age: they never break. Every other update is the portal's, which is upgraded with the canisters: under a new version it may.
 */
export function clientProblems(released: string, present: string): string[] {
  const [before, now] = [parseCandid(released), parseCandid(present)];
  const isNew = versionOf(present) > versionOf(released);
  return [...before.methods].flatMap(([name, was]) => {
    const mayBreak = isNew && !was.annotations.includes("query") && name !== "handOver";
    const is = now.methods.get(name);
    const problem = is === undefined ? "is gone" : new Comparison(now, before).signature(is, was);
    return problem === null || mayBreak
      ? []
      : [`${name}: clients of the last release would break, since it ${problem}`];
  });
}

/**
 * Subtyping in Candid ("Upgrading and subtyping" in its specification), but for one rule: that an option of another type may be read as
 * null, by which a client would lose what it asked for without a word.
 */
class Comparison {
  readonly #sub: Interface;
  readonly #super: Interface;
  /** Pairs of names that are being compared, this way round and the other: types may contain themselves. */
  readonly #assumed: Set<string>;
  readonly #reversed: Set<string>;

  constructor(sub: Interface, to: Interface, assumed = new Set<string>(), reversed = new Set<string>()) {
    this.#sub = sub;
    this.#super = to;
    this.#assumed = assumed;
    this.#reversed = reversed;
  }

  /** What keeps a method from standing in for another; null where nothing does. */
  signature(is: Signature, was: Signature): string | null {
    if (is.annotations.join() !== was.annotations.join()) return "is a query no more, or has become one";
    // What is given goes the other way.
    const other = new Comparison(this.#super, this.#sub, this.#reversed, this.#assumed);
    const given = other.list(was.args, is.args);
    if (given) return `takes something else: ${given}`;
    const got = this.list(is.results, was.results);
    return got && `answers something else: ${got}`;
  }

  list(sub: CandidType[], to: CandidType[]): string | null {
    const fields = (types: CandidType[]) => types.map((type, at): Field => ({ label: String(at), type }));
    return this.#fields(fields(sub), fields(to));
  }

  #type(sub: CandidType, to: CandidType): string | null {
    if (sub.kind === "name" || to.kind === "name") {
      const pair = JSON.stringify([sub, to]);
      if (this.#assumed.has(pair)) return null;
      this.#assumed.add(pair);
      return this.#type(resolved(sub, this.#sub), resolved(to, this.#super));
    }
    if (to.kind === "primitive" && to.name === "reserved") return null;
    if (to.kind === "opt") {
      if (isNull(sub)) return null;
      return this.#type(sub.kind === "opt" ? sub.inner : sub, to.inner);
    }
    const other = `${shown(sub)} is no ${shown(to)}`;
    if (sub.kind === "primitive" || to.kind === "primitive") {
      const [one, another] = [shown(sub), shown(to)];
      return one === another || (one === "nat" && another === "int") ? null : other;
    }
    if (sub.kind === "vec" && to.kind === "vec") return this.#type(sub.inner, to.inner);
    if (sub.kind === "func" && to.kind === "func") return this.signature(sub, to);
    if (sub.kind === "record" && to.kind === "record") return this.#fields(sub.fields, to.fields);
    if (sub.kind === "variant" && to.kind === "variant") return this.#cases(sub.fields, to.fields);
    return other;
  }

  #fields(sub: Field[], to: Field[]): string | null {
    for (const { label, type } of to) {
      const own = sub.find((field) => field.label === label);
      const problem = own ? this.#type(own.type, type) : this.#mayLack(type) ? null : "is not there";
      if (problem) return `${label}: ${problem}`;
    }
    return null;
  }

  #cases(sub: Field[], to: Field[]): string | null {
    for (const { label, type } of sub) {
      const known = to.find((field) => field.label === label);
      const problem = known ? this.#type(type, known.type) : "is a case that nobody knew";
      if (problem) return `${label}: ${problem}`;
    }
    return null;
  }

  #mayLack(type: CandidType): boolean {
    const to = resolved(type, this.#super);
    return to.kind === "opt" || isNull(to) || (to.kind === "primitive" && to.name === "reserved");
  }
}

function resolved(type: CandidType, { types }: Interface): CandidType {
  if (type.kind !== "name") return type;
  const found = types.get(type.name);
  if (found === undefined) throw new Error(`Candid: there is no type ${type.name}`);
  return resolved(found, { types, methods: new Map() });
}

const isNull = (type: CandidType) => type.kind === "primitive" && type.name === "null";
const shown = (type: CandidType) => (type.kind === "primitive" || type.kind === "name" ? type.name : type.kind);
