import { describe, expect, test } from "vitest";
import { countPlaywright, countVitest } from "./suites.mts";

describe("what Vitest reports", () => {
  test("counts tests", () => {
    const report = { numTotalTests: 3, numPassedTests: 3, testResults: [] };
    expect(countVitest(report, 0)).toEqual({ passed: 3, failed: 0 });
  });

  test("a file that could not run counts as failed, beside failed tests", () => {
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{ status: "failed" }] },
    ];
    expect(countVitest({ numTotalTests: 3, numPassedTests: 2, testResults }, 1)).toEqual({ passed: 2, failed: 2 });
  });

  test("a skipped test counts as failed", () => {
    expect(countVitest({ numTotalTests: 2, numPassedTests: 1, testResults: [] }, 0)).toEqual({ passed: 1, failed: 1 });
  });

  test.each<[unknown, number | null]>([
    [undefined, 0],
    [{ numTotalTests: 0, numPassedTests: 0 }, 0],
    [{ numTotalTests: 1, numPassedTests: 1 }, 1],
    [{ numTotalTests: 1, numPassedTests: 1 }, null],
  ])("a run that is no success is a failure: %j, exit code %s", (report, code) => {
    expect(countVitest(report, code).failed).toBe(1);
  });
});

describe("what Playwright reports", () => {
  test("counts journeys; flaky and skipped ones are failures", () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 1 };
    expect(countPlaywright({ stats }, 1)).toEqual({ passed: 4, failed: 3 });
  });

  test("a stack that does not start is a failure", () => {
    expect(countPlaywright(undefined, 1)).toEqual({ passed: 0, failed: 1 });
  });
});
