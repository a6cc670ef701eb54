import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeAccount } from "./account.ts";
import { type Encodable, encodeCbor } from "./cbor.ts";
import { VerifyError } from "./errors.ts";
import { decodeRecord } from "./record.ts";
import { ABSENT_NUMBER, NOW, NUMBER, recordFields } from "./testing/registry.ts";

const account = {
  v: 1n,
  owner: new Uint8Array(29),
  handle: "ayesha",
  opened: NOW,
  status: "active",
  statusSince: NOW,
  institutionId: "institution-1",
  institutionName: "جامعہ پنجاب",
};

function refusal(work: () => unknown): string {
  try {
    work();
    return "accepted";
  } catch (error) {
    return error instanceof VerifyError ? error.code : String(error);
  }
}

describe("a licence record", { timeout: 60_000 }, () => {
  it("is read as it was written", () => {
    const holder = new Uint8Array(32).fill(5);
    const fields = recordFields(NUMBER, { holder, reason: "terms-broken", status: "suspended", chunk: 3n });
    const { v, ...rest } = fields;
    expect(v).toBe(1n);
    expect(decodeRecord(encodeCbor(fields))).toEqual(rest);
    expect(decodeRecord(encodeCbor(recordFields(NUMBER)))).toMatchObject({ holder: null, reason: null });
  });

  it.each<[string, { [key: string]: Encodable }]>([
    ["another version", { v: 2n }],
    ["an unknown status", { status: "valid" }],
    ["an unknown sector", { sector: "Education" }],
    ["a number for a text", { batch: 1n }],
    ["a text for a number", { issued: "1" }],
    ["bytes for a text", { programme: new Uint8Array(3) }],
    ["a short commitment", { holder: new Uint8Array(31) }],
    ["a number with a wrong check character", { number: NUMBER.slice(0, 13) + (NUMBER.endsWith("0") ? "1" : "0") }],
    ["a number with hyphens", { number: "SND-00000-00000-0" }],
    ["one field more", { more: null }],
    ["null where no null may be", { decision: null }],
  ])("is refused with %s", (_, changes) => {
    expect(refusal(() => decodeRecord(encodeCbor(recordFields(NUMBER, changes))))).toBe("record-malformed");
  });

  it("is refused without any one of its fields", () => {
    for (const missing of Object.keys(recordFields(NUMBER))) {
      const fields = Object.fromEntries(Object.entries(recordFields(NUMBER)).filter(([key]) => key !== missing));
      expect(refusal(() => decodeRecord(encodeCbor(fields)))).toBe("record-malformed");
      expect(refusal(() => decodeRecord(encodeCbor({ ...fields, other: 1n })))).toBe("record-malformed");
    }
  });

  it("never makes the decoder throw another error", () => {
    const bytes = encodeCbor(recordFields(ABSENT_NUMBER));
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 4 });
    fc.assert(
      fc.property(changes, fc.nat(bytes.length), (flips, length) => {
        const broken = bytes.slice(0, length);
        for (const [at, value] of flips) if (at < length) broken[at] = value;
        expect(["record-malformed", "accepted"]).toContain(refusal(() => decodeRecord(broken)));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("a messenger account", { timeout: 60_000 }, () => {
  it("is read as it was written", () => {
    const { v, ...rest } = account;
    expect(v).toBe(1n);
    expect(decodeAccount(encodeCbor(account))).toEqual(rest);
  });

  it("is refused in any other form", () => {
    const others: { [key: string]: Encodable }[] = [
      { v: 2n },
      { status: "revoked" },
      { owner: "aaaaa-aa" },
      { more: 1n },
    ];
    for (const changes of others) {
      expect(refusal(() => decodeAccount(encodeCbor({ ...account, ...changes })))).toBe("record-malformed");
    }
  });
});
