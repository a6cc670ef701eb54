import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OutcomeState } from "../platform/db/generated/enums.ts";
import { allowsEntry, dayIn, isReportDue, normalLink, reportDays, stateWritten, unsoundDay } from "./rules.ts";

const now = new Date("2026-11-21T20:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

describe("a link", () => {
  test.each([
    ["https://example.edu.pk/labs/crop?x=1#a", "https://example.edu.pk/labs/crop?x=1#a"],
    [" example.edu.pk/labs ", "https://example.edu.pk/labs"],
    ["https://پاکستان.example/", "https://xn--mgbai9azgqp6j.example/"],
    ["https://example.edu.pk:443/", "https://example.edu.pk/"],
  ])("is the address of a public page: %s", (typed, address) => {
    expect(normalLink(typed)).toBe(address);
  });

  test.each([
    "http://example.edu.pk/",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://somebody:secret@example.edu.pk/",
    "https://somebody@example.edu.pk/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://localhost/",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://LOCALHOST./",
    "https://example.edu.pk:8443/",
    "example.edu.pk:8080/a",
    "https://intranet/",
    "https://exa mple.edu.pk/",
    `https://example.edu.pk/${"a".repeat(400)}`,
    "",
  ])("is not %s", (typed) => {
    expect(normalLink(typed)).toBeUndefined();
  });

  test("is https, public and the same when it is read again, whatever is typed", () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ withFragments: true }), fc.string(), fc.domain()), (typed) => {
        const address = normalLink(typed);
        if (address === undefined) return;
        expect(address).toMatch(/^https:\/\/[a-z0-9.-]+\.[a-z0-9-]+\.?\//);
        expect(normalLink(address)).toBe(address);
      }),
    );
  });
});

describe("an entry", () => {
  test("that is hidden is shown again by an administrator alone", () => {
    for (const publish of [true, false]) expect(stateWritten("HIDDEN", publish)).toBe("HIDDEN");
    expect(stateWritten(null, true)).toBe("PUBLISHED");
    expect(stateWritten("PUBLISHED", false)).toBe("INTERNAL");
    expect(Object.values(OutcomeState).filter((state) => allowsEntry(state, "restore"))).toEqual(["HIDDEN"]);
    expect(Object.values(OutcomeState).filter((state) => allowsEntry(state, "hide"))).toEqual(["PUBLISHED"]);
  });

  test("has days that were, the first before the last, as Pakistan counts them", () => {
    expect(dayIn(now)).toBe("2026-11-22");
    expect(unsoundDay({ startsOn: "2026-11-22" }, now)).toBeUndefined();
    expect(unsoundDay({ startsOn: "2026-11-23" }, now)).toBe("startsOn");
    expect(unsoundDay({ startsOn: "1999-12-31" }, now)).toBe("startsOn");
    expect(unsoundDay({ startsOn: "2026-01-02", endsOn: "2026-01-01" }, now)).toBe("endsOn");
    expect(unsoundDay({ startsOn: "2026-01-02", endsOn: "2026-11-23" }, now)).toBe("endsOn");
  });
});

test("a report is due half a year after the licences, and after the last one", () => {
  const due = (licensed: number | null, reported: number | null) =>
    isReportDue(
      {
        licensedAt: licensed === null ? null : daysAgo(licensed),
        reportedAt: reported === null ? null : daysAgo(reported),
      },
      now,
    );
  expect(due(null, null)).toBe(false);
  expect(due(reportDays - 1, null)).toBe(false);
  expect(due(reportDays, null)).toBe(true);
  expect(due(400, reportDays)).toBe(true);
  expect(due(400, reportDays - 1)).toBe(false);
});
