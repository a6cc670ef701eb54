import { expect, test } from "vitest";
import { pagePatterns } from "../../../scripts/parts/pages.mts";
import { isKnownAddress } from "./addresses.ts";

const patterns = pagePatterns();

test.each([
  "/",
  "/ur",
  "/en",
  "/ur/terms/",
  "/status",
  "/status/sent",
  "/ur/status/abc",
  "/applications/01999999-0000-7000-8000-000000000000/plan",
  "/desk/batches/1/2",
  "/offline/check",
  "/ur/manifest.webmanifest",
])("%s is the address of a page", (path) => expect(isKnownAddress(path, patterns)).toBe(true));

test.each(["/nowhere", "/ur/nowhere", "/status/a/b", "/applications/1/plan/more", "/desk/nowhere/1/2", "/[...rest]/a"])(
  "%s is not",
  (path) => expect(isKnownAddress(path, patterns)).toBe(false),
);

test("where the pages are not known, every address may be one", () => {
  expect(isKnownAddress("/nowhere", undefined)).toBe(true);
});
