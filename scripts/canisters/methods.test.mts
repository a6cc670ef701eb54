// What stands beside a canister's methods: who may call each, and of which version of the interface they are.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { canisterNames } from "../canisters.mts";
import { inRoot } from "../parts/root.mts";
import { parseCandid } from "./candid.mts";
import { versionOf } from "./subtype.mts";

const callers =
  /^(Controllers only|Governors only|Governors and issuers|Approvers only|Issuers only|Issuers and approvers|Anyone|The archive)\b/;

describe.each(canisterNames)("%s", (name) => {
  const [main, did] = [`main.mo`, `${name}.did`].map((file) => readFileSync(inRoot("canisters", name, file), "utf8"));

  it("documents each public method, beginning with who may call it", () => {
    const lines = (main ?? "").split("\n");
    const documented = lines.flatMap((line, at) => {
      const method = /^ {2}public .*\bfunc (\w+)/.exec(line)?.[1];
      if (method === undefined) return [];
      const above = lines.slice(0, at).findLastIndex((before) => !before.startsWith("  /// "));
      const text = lines.slice(above + 1, at).map((comment) => comment.replace("  /// ", ""));
      expect(text.join(" "), method).toMatch(callers);
      return [method];
    });
    expect(documented.sort()).toEqual([...parseCandid(did ?? "").methods.keys()].sort());
  });

  it("says which version of the interface it has, and so does its .did file", () => {
    const version = /\bthe interface, version (\d+),/i.exec(main ?? "")?.[1];
    expect(Number(version)).toBe(versionOf(did ?? ""));
  });
});
