import { describe, expect, test } from "vitest";
import { firstTextAt } from "./firstText.mts";

const kilobyte = 1000;
const perKilobyte = 20;

describe("when the slow line has brought what the first text waits for", () => {
  test("a document alone: one answer and its bytes", () => {
    expect(firstTextAt(10 * kilobyte, [])).toBeCloseTo(400 + 10 * perKilobyte);
  });

  test("a style sheet costs an answer more", () => {
    const styles = { bytes: 5 * kilobyte, isBlocking: true };
    expect(firstTextAt(10 * kilobyte, [styles])).toBeCloseTo(800 + 15 * perKilobyte);
  });

  test("what comes out of the browser's own store costs nothing", () => {
    const styles = { bytes: 5 * kilobyte, isBlocking: true };
    expect(firstTextAt(10 * kilobyte, [styles, { bytes: 0, isBlocking: false }])).toBeCloseTo(800 + 15 * perKilobyte);
    expect(firstTextAt(10 * kilobyte, [{ bytes: 0, isBlocking: true }])).toBeCloseTo(800 + 10 * perKilobyte);
  });

  test("of a long document only the beginning is waited for before the style sheet is asked for", () => {
    const styles = { bytes: 5 * kilobyte, isBlocking: true };
    expect(firstTextAt(20 * kilobyte, [styles])).toBeCloseTo(800 + 19.6 * perKilobyte);
  });

  test("what shares the line slows the style sheet, and is not itself waited for", () => {
    const styles = { bytes: 5 * kilobyte, isBlocking: true };
    const font = { bytes: 50 * kilobyte, isBlocking: false };
    expect(firstTextAt(10 * kilobyte, [font, styles])).toBeCloseTo(800 + 20 * perKilobyte);
  });

  test("style sheets are asked for first, and the seventh file waits for a connection", () => {
    const styles = { bytes: kilobyte, isBlocking: true };
    const scripts = Array.from({ length: 20 }, () => ({ bytes: 30 * kilobyte, isBlocking: false }));
    expect(firstTextAt(10 * kilobyte, [...scripts, styles])).toBeCloseTo(800 + 16 * perKilobyte);
    const seven = Array.from({ length: 7 }, () => ({ bytes: kilobyte, isBlocking: true }));
    expect(firstTextAt(0, seven)).toBeCloseTo(1200 + 7 * perKilobyte);
  });
});
