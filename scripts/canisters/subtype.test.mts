import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { canisterNames } from "../canisters.mts";
import { inRoot } from "../parts/root.mts";
import { clientProblems, versionOf } from "./subtype.mts";

const did = (name: string, file = `${name}.did`) => readFileSync(inRoot("canisters", name, file), "utf8");

describe.each(canisterNames)("the interface of %s", (name) => {
  it("breaks nobody who was written for the released one", () => {
    expect(clientProblems(did(name, "released.did"), did(name))).toEqual([]);
  });
});

/** A service with a query and an update, both of these arguments and answers. */
const service = (version: number, signature: string, types = "") =>
  `// A canister, interface version ${version}.\n${types} service : { ask : ${signature} query; tell : ${signature}; handOver : ${signature} }`;
const broken = (was: string, is: string, version = 1, types = "") =>
  clientProblems(service(1, was, types), service(version, is, types)).map((problem) => problem.split(":")[0]);

describe("clients of a released interface", () => {
  it.each([
    ["an argument becomes optional", "(nat) -> ()", "(opt nat) -> ()"],
    ["an optional argument is added", "(text) -> ()", "(text, opt nat) -> ()"],
    [
      "an argument's record has an option more",
      "(record { a : nat }) -> ()",
      "(record { a : nat; b : opt text }) -> ()",
    ],
    ["an argument may be more", "(variant { a }) -> ()", "(variant { a; b : nat }) -> ()"],
    ["an answer has a field more", "() -> (record { a : nat })", "() -> (record { a : nat; b : text })"],
    ["an answer is one thing less", "() -> (variant { a; b })", "() -> (variant { a })"],
    ["a natural number stands where any did", "() -> (vec int)", "() -> (vec nat)"],
    ["there is another answer besides", "() -> (nat)", "() -> (nat, text)"],
  ])("go on where %s", (_, was, is) => {
    expect(broken(was, is)).toEqual([]);
  });

  it.each([
    ["an argument's record wants more", "(record { a : nat }) -> ()", "(record { a : nat; b : text }) -> ()"],
    ["an argument may be less", "(variant { a; b }) -> ()", "(variant { a }) -> ()"],
    ["an answer lacks a field", "() -> (record { a : nat; b : text })", "() -> (record { a : nat })"],
    ["an option is of something else", "() -> (opt nat)", "() -> (opt text)"],
    ["an answer has a case that they cannot read", "() -> (variant { ok; err })", "() -> (variant { ok; err; late })"],
    ["an answer is another number", "() -> (nat64)", "() -> (nat)"],
    ["an answer is gone", "() -> (nat)", "() -> ()"],
    ["an answer is something else", "() -> (vec text)", "() -> (text)"],
  ])(
    "would break where %s, under the same version: all methods; under a new one: queries and what archives call",
    (_, was, is) => {
      expect(broken(was, is)).toEqual(["ask", "tell", "handOver"]);
      expect(broken(was, is, 2)).toEqual(["ask", "handOver"]);
    },
  );

  it("would break where a method is gone, or is a query no more", () => {
    const was = service(1, "() -> ()");
    expect(clientProblems(was, was.replace("ask :", "asks :"))).toEqual([expect.stringContaining("ask: ")]);
    expect(clientProblems(was, was.replace(" query", ""))).toEqual([expect.stringContaining("ask: ")]);
  });

  it("are held to types that contain themselves, too", () => {
    const tree = "type A = variant { leaf : nat; all : vec A }; type B = variant { leaf : int; all : vec B };";
    expect(broken("() -> (B)", "() -> (A)", 1, tree)).toEqual([]);
    expect(broken("() -> (A)", "() -> (B)", 1, tree)).toEqual(["ask", "tell", "handOver"]);
    const called =
      "type C = record { next : func (C) -> (C) query }; type D = record { next : func (D) -> (D) query };";
    expect(broken("() -> (C)", "() -> (D)", 1, called)).toEqual([]);
  });

  it("are told by a number which interface it is", () => {
    expect(versionOf(service(12, "() -> ()"))).toBe(12);
    expect(() => versionOf("service : {}")).toThrow("interface version");
  });
});
