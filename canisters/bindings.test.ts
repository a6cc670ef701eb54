import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { bindingOf, bindings } from "../scripts/canisters/bindings.mts";
import { inRoot } from "../scripts/parts/root.mts";

it("the bindings of the tests' own program are what npm run canisters:bindings makes of it", async () => {
  const probe = bindings.find(({ file }) => file.endsWith("/probe.ts"));
  if (!probe) throw new Error("no bindings of the probe");
  expect(readFileSync(inRoot(probe.file), "utf8")).toBe(await bindingOf(probe));
});
