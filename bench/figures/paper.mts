import { byHand, codesOfSize, decoded, readyDecoder, versionOf } from "../paper/decoding.mts";
import type { Figure, Line } from "./figure.mts";

/** Bytes of a packed proof and the codes that it comes in: among 1,500 licences, 100,000, and the finest that is ever printed. */
const papers = [
  { bytes: 955, count: 2 },
  { bytes: 955, count: 3 },
  { bytes: 1300, count: 2 },
  { bytes: 1880, count: 2 },
];
const blurs = [0, 1, 1.5, 2, 2.5, 3, 4];
const tries = 6;

/** A licence's codes, photographed at 1280 by 720 by hand: one code in the picture, and all of them. */
export const paper: Figure = {
  title: `Photographs read, of ${tries}, by the blur's radius in pixels: ${blurs.join(", ")}`,
  needs: "nothing",
  async measure() {
    await readyDecoder();
    const lines: Line[] = [];
    for (const { bytes, count } of papers) {
      const codes = codesOfSize(bytes, count);
      const [first = ""] = codes;
      const name = `version ${versionOf(first)}, ${count} codes, ${bytes} bytes`;
      for (const [what, texts] of [
        ["one in the picture", [first]],
        ["all in the picture", codes],
      ] as const) {
        const read: number[] = [];
        for (const blur of blurs) read.push(await decoded(texts, { ...byHand, blur }, tries));
        lines.push({ what: `${name}: ${what}`, measured: read.join(" ") });
      }
    }
    return lines;
  },
};
