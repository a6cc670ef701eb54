import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { interfaceProblems, upgradeProblems } from "./canisters/compile.mts";

const registry = readFileSync(
  path.resolve(import.meta.dirname, "../canisters/licence_registry/licence_registry.did"),
  "utf8",
);

describe("a module's interface", () => {
  it("is the checked-in one when only names and order differ", () => {
    const renamed = registry.replace(/\bCaps\b/g, "Places").replace("chunk : nat32;  ", "chunk : nat32; ");
    expect(interfaceProblems(registry, renamed)).toEqual([]);
  });

  it("is another when a method is missing or new", () => {
    expect(interfaceProblems(registry, registry.replace("figures :", "counts :"))).toEqual([
      "figures: not in the module",
      "counts: not in the .did file",
    ]);
  });

  it("is another when an argument, an answer or an error differs", () => {
    const problems = interfaceProblems(
      registry,
      registry
        .replace("commitment : blob", "commitment : text")
        .replace("caps : () -> (Caps) query", "caps : () -> (nat) query")
        .replace("  tooMany;  ", "  tooMany; tooFew;  "),
    );
    expect(problems.map((problem) => problem.split(":")[0])).toEqual(["bindHolder", "caps", "issueBatch"]);
  });

  it("is another when a query becomes an update", () => {
    const problems = interfaceProblems(
      registry,
      registry.replace("issued : () -> (Totals) query", "issued : () -> (Totals)"),
    );
    expect(problems).toHaveLength(1);
  });
});

describe("an upgrade", () => {
  const stable = (...fields: string[]) =>
    `// Version: 1.0.0\nactor {\n${fields.map((field) => `  stable ${field}`).join(";\n")}\n};\n`;
  const released = stable("licences : [{number : Text; status : {#active; #revoked}}]");

  it("may add a field to the actor, and a case to a variant", () => {
    const next = stable("licences : [{number : Text; status : {#active; #revoked; #lapsed}}]", "reviews : [Text]");
    expect(upgradeProblems(released, next)).toEqual([]);
  });

  it("may not add to a stored record, nor drop what is stored", () => {
    const extended = stable("licences : [{number : Text; status : {#active; #revoked}; note : ?Text}]");
    expect(upgradeProblems(released, extended)).toHaveLength(1);
    expect(upgradeProblems(released, stable("reviews : [Text]"))).toHaveLength(1);
  });
});
