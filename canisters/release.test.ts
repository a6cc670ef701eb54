// What a release writes down, so that the next one is held against it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { interfaceProblems, upgradeProblems } from "../scripts/canisters/compile.mts";
import { buildCanisters, canisterNames } from "../scripts/canisters.mts";
import { inRoot } from "../scripts/parts/root.mts";

it("npm run canisters:release takes the stable types and the interface of each module that was built, and nothing else", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "sanad-release-"));
  const inCheckout = () =>
    canisterNames.map((name) => readFileSync(inRoot("canisters", name, "released.most"), "utf8"));
  const before = inCheckout();
  try {
    const built = await buildCanisters(console.error);
    const printed = execFileSync(process.execPath, [inRoot("scripts/canisters.mts"), "--release", folder], {
      encoding: "utf8",
    });
    expect(printed).toBe(canisterNames.map((name) => `${built[name].moduleHash}  ${name}\n`).join(""));
    for (const name of canisterNames) {
      const released = (file: string) => readFileSync(path.join(folder, name, file), "utf8");
      const { didPath } = built[name];
      const most = readFileSync(didPath.replace(/did$/, "most"), "utf8");
      expect(released("released.most")).toBe(most);
      expect(interfaceProblems(released("released.did"), readFileSync(didPath, "utf8"))).toEqual([]);
      // The checkout's own, which may be older: an upgrade from there loses nothing either.
      expect(upgradeProblems(readFileSync(inRoot("canisters", name, "released.most"), "utf8"), most)).toEqual([]);
    }
    expect(inCheckout()).toEqual(before);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
