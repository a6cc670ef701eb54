import { expect, test } from "vitest";
import { byHand, codesOfSize, decoded, readyDecoder, versionOf } from "./decoding.mts";

test("a licence's codes are read from a photograph by hand, each alone and both at once", async () => {
  await readyDecoder();
  const codes = codesOfSize(955, 2);
  expect(codes.map(versionOf)).toEqual([18, 18]);
  expect(await decoded(codes.slice(0, 1), { ...byHand, blur: 1.2 }, 2)).toBe(2);
  expect(await decoded(codes, { ...byHand, blur: 0.8 }, 2)).toBe(2);
});
