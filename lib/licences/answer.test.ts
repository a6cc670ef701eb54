import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LicenceProof, LicenceRecord } from "../platform/chain/registry.ts";
import { answerOf, licenceReport } from "./answer.ts";

const record: LicenceRecord = {
  v: 1,
  number: "SND0000000000A",
  programme: "CLOUD",
  phase: "P2",
  sector: "education",
  institutionId: "i",
  institutionName: "University",
  holder: new Uint8Array(32).fill(1),
  issued: 50n,
  validFrom: 100n,
  validUntil: 200n,
  status: "active",
  statusSince: 120n,
  reason: null,
  decision: "d",
  batch: "B-0001",
  chunk: 0,
};

describe("the answer of a record", () => {
  test("is one of the six, at the very instants of its dates", () => {
    expect(answerOf(null, 150n)).toEqual({ answer: "absent", since: null });
    expect(answerOf(record, 99n).answer).toBe("upcoming");
    expect(answerOf(record, 100n)).toEqual({ answer: "valid", since: 100n });
    expect(answerOf(record, 199n).answer).toBe("valid");
    expect(answerOf(record, 200n)).toEqual({ answer: "expired", since: 200n });
  });

  test("ranks revoked over expired over suspended, at any time", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 400n }), (at) => {
        expect(answerOf({ ...record, status: "revoked" }, at)).toEqual({ answer: "revoked", since: 120n });
        expect(answerOf({ ...record, status: "suspended" }, at).answer).toBe(at >= 200n ? "expired" : "suspended");
      }),
    );
  });
});

describe("the report of a proof", () => {
  const proof: LicenceProof = {
    record: { ...record, status: "suspended", reason: "termsBreach", validUntil: 4_000_000_000_000_000_000n },
    at: new Date(0),
    nanoseconds: 1_790_000_000_000_000_000n,
    certificate: Uint8Array.of(1, 2),
    witness: Uint8Array.of(3),
  };
  const standing = { subnetId: "s", canisterId: "c", network: "local", demonstration: true };

  test("is JSON with readable instants, the reason, and the proof in base64", () => {
    const report = JSON.parse(JSON.stringify(licenceReport(record.number, proof, standing)));
    expect(report).toMatchObject({
      number: "SND-00000-00000-A",
      answer: "suspended",
      reason: "termsBreach",
      certificateTime: "2026-09-21T14:13:20.000Z",
      demonstration: true,
      proof: { certificate: "AQI=", witness: "Aw==" },
    });
    expect(report.record).toMatchObject({ holder: "01".repeat(32), status: "suspended" });
  });

  test("of a number without a licence has no record and still the proof", () => {
    const report = licenceReport(record.number, { ...proof, record: null }, standing);
    expect(report).toMatchObject({ answer: "absent", record: null, reason: null, proof: { witness: "Aw==" } });
  });
});
