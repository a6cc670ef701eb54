import { describe, expect, it } from "vitest";
import { formatDate, formatDateTime, formatNumber, formatSize, formatTime } from "./format.ts";

// Half an hour before midnight in Greenwich is the next morning in Pakistan.
const lateEvening = new Date("2026-11-20T23:30:00Z");

describe("how Pakistan writes it", () => {
  it("puts an instant on the day it is in Pakistan", () => {
    expect(formatDate(lateEvening, "en")).toBe("21 November 2026");
    expect(formatDate(lateEvening, "ur")).toContain("21 نومبر");
  });

  it("names the minute in Pakistan time", () => {
    expect(formatDateTime(lateEvening, "en")).toContain("04:30");
    expect(formatDateTime(lateEvening, "ur")).toContain("04:30");
    expect(formatTime(lateEvening, "ur")).toBe("04:30");
  });

  it("writes no Latin letter in Urdu, whatever the platform would", () => {
    const written = [formatDate, formatDateTime, formatTime].map((format) => format(lateEvening, "ur"));
    written.push(formatSize(1_234, "ur"), formatSize(1_234_567, "ur"), formatNumber(1_500, "ur"));
    expect(written.join(" ")).not.toMatch(/[A-Za-z]/);
  });

  it("uses the digits that people in Pakistan use in either language", () => {
    expect(formatNumber(1500, "en")).toBe("1,500");
    expect(formatNumber(1500, "ur")).toBe("1,500");
  });

  it("never calls a file empty that is not", () => {
    expect(formatSize(12, "en")).toBe("0.1 kB");
    expect(formatSize(10_485_760, "en")).toBe("10.5 MB");
  });
});
