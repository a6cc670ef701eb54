import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { exportEvidence } from "../lib/licences/commands.ts";
import { batchEvidence } from "../lib/licences/issuing/evidence.ts";
import { openChain } from "../lib/platform/chain/agent.ts";
import { loadIdentity } from "../lib/platform/chain/identity.ts";
import { person } from "../lib/platform/testing/persons.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { checkEvidence } from "../verify/index.ts";
import { chainWriter } from "./chainWrite.ts";
import { approvedBatch, widenProgramme } from "./testing/batch.ts";
import { testChain } from "./testing/chain.ts";

const { db } = await testDatabase();
const { network, folder, keyFile } = await testChain();
const reader = openChain(network);
const write = chainWriter(openChain(network, loadIdentity(keyFile)), db);
const auditor = await person(db, { roles: ["AUDITOR"] });
const { canisters, host, rootKey, subnetId } = network;
const trusted = { canisters, host, rootKey, subnetId };

beforeAll(() => widenProgramme(db));

const writesOf = (code: string) =>
  db.chainWrite.findMany({ where: { key: { startsWith: `issue:${code}:` } }, orderBy: { key: "asc" } });

/** A batch that is certified, its applications scored, and its evidence as it travels. */
async function certified() {
  const { id, code } = await approvedBatch(db, { seats: [3, 501] });
  const reviewer = await person(db, { roles: ["REVIEWER"] });
  for (const { applicationId } of await db.batchItem.findMany({ where: { batchId: id } }))
    await db.review.create({
      data: {
        ...{ applicationId, reviewerId: reviewer.userId, state: "SUBMITTED", submittedAt: new Date() },
        ...{ scores: { purpose: 4, readiness: 5, reach: 2, care: 3 }, total: 7_400 },
      },
    });
  for (const row of await writesOf(code)) await write(row.id);
  return { id, code };
}

describe("the evidence of a batch", async () => {
  const { id, code } = await certified();
  const evidence = JSON.parse(JSON.stringify(await batchEvidence(auditor, id, reader)));
  const problems = (changed: unknown) =>
    checkEvidence({ network: trusted, evidence: changed }).parts.filter((part) => part.problems.length > 0);
  /** The parts that do not hold once something in the document is another. */
  const broken = (change: (copy: typeof evidence) => void) => {
    const copy = structuredClone(evidence);
    change(copy);
    return problems(copy).map(({ check }) => check);
  };

  test("holds for a stranger who trusts the network alone", () => {
    expect(problems(evidence)).toEqual([]);
    expect(checkEvidence({ network: trusted, evidence })).toMatchObject({ holds: true, code });
    expect(evidence).toMatchObject({ batch: { code, chunks: 2 }, proofs: [{}, {}], plan: [{}, {}], approvals: [{}] });
    expect(JSON.stringify(evidence)).not.toContain("@people.example");
  });

  test("does not hold once any part of it is another", () => {
    expect(broken((copy) => (copy.plan[0].seats -= 1))).toEqual(["plan", "awards"]);
    expect(broken((copy) => (copy.plan[0].note = "Another reason."))).toEqual(["plan"]);
    expect(broken((copy) => (copy.batch.quorum = 2))).toEqual(["approvals"]);
    expect(broken((copy) => (copy.approvals[0].approver = copy.batch.proposedBy))).toEqual(["approvals"]);
    expect(broken((copy) => (copy.approvals[0].planHash = "0".repeat(64)))).toEqual(["approvals"]);
    expect(broken((copy) => copy.approvals[0].opened.pop())).toEqual(["approvals"]);
    expect(broken((copy) => (copy.reviews[0].reviewer = copy.approvals[0].approver))).toEqual(["conflicts"]);
    expect(broken((copy) => (copy.reviews[0].total = 9_900))).toEqual(["scores"]);
    expect(broken((copy) => (copy.reviews[0].scores.purpose = 5))).toEqual(["scores"]);
    expect(broken((copy) => (copy.writes[0].payload.entries[5].institutionName = "Other"))).toEqual(["chunks"]);
    expect(broken((copy) => copy.writes[0].payload.entries.pop())).toEqual(["awards", "chunks"]);
    expect(broken((copy) => (copy.writes[0].certificate = copy.writes[1].certificate))).toEqual(["receipts"]);
    expect(broken((copy) => (copy.writes[0].certificate = copy.proofs[0].certificate))).toEqual(["receipts"]);
    expect(broken((copy) => (copy.signatures = null))).toEqual(["signatures"]);
    expect(broken((copy) => (copy.signatures.witness = copy.proofs[0].witness))).toEqual(["signatures"]);
    expect(broken((copy) => (copy.signatures.certificate = copy.writes[0].certificate))).toEqual(["signatures"]);
    expect(broken((copy) => (copy.batch.manifestHash = "0".repeat(64)))).toEqual(["plan", "chunks", "signatures"]);
    expect(broken((copy) => copy.proofs.pop())).toEqual(["licences"]);
    expect(broken((copy) => (copy.proofs[0].witness = copy.proofs[1].witness))).toEqual(["licences"]);
    expect(broken((copy) => (copy.madeAt = "2020-01-01T00:00:00Z"))).toEqual(["licences"]);
    expect(broken((copy) => (copy.version = 2))).toEqual(["form"]);
    expect(broken((copy) => delete copy.plan)).toEqual(["form"]);
  });

  test("counts for nothing under another root key, whatever it says of the network itself", () => {
    const other = { ...trusted, rootKey: rootKey.replace(/..$/, (last) => (last === "00" ? "01" : "00")) };
    const { parts } = checkEvidence({ network: other, evidence: { ...evidence, network: other } });
    expect(parts.filter((part) => part.problems.length > 0).map(({ check }) => check)).toEqual([
      "receipts",
      "signatures",
      "licences",
    ]);
  });

  test("is checked by the command line, which says what does not hold", async () => {
    const [file, changed, net] = ["evidence.json", "changed.json", "trusted.json"].map((name) =>
      path.join(folder, name),
    );
    fs.writeFileSync(file ?? "", JSON.stringify(evidence));
    fs.writeFileSync(changed ?? "", JSON.stringify({ ...evidence, proofs: [] }));
    fs.writeFileSync(net ?? "", JSON.stringify(trusted));
    const run = (of = "") =>
      new Promise<{ code: number; out: string }>((resolve) => {
        const args = ["verify/cli.ts", "--evidence", of, "--network", net ?? ""];
        execFile(process.execPath, args, (failure, out) => resolve({ code: Number(failure?.code ?? 0), out }));
      });
    expect(await run(file)).toMatchObject({ code: 0, out: expect.stringContaining(`${code}: holds`) });
    expect(await run(changed)).toMatchObject({ code: 1, out: expect.stringContaining("no licence of this award") });
  });

  test("is for auditors and administrators, from the release on, and each taking is in the audit", async () => {
    const { id: waiting } = await approvedBatch(db, { seats: [1], released: false });
    const take = async (role: "AUDITOR" | "ADMINISTRATOR" | "APPROVER" | "OPERATOR" | "REVIEWER", batchId = id) => {
      const who = await person(db, { roles: [role] });
      const result = await exportEvidence(who, { batchId });
      return [result.ok ? "ok" : result.error.code, (await batchEvidence(who, batchId, reader)) !== null];
    };
    for (const role of ["AUDITOR", "ADMINISTRATOR"] as const) expect(await take(role)).toEqual(["ok", true]);
    for (const role of ["APPROVER", "OPERATOR", "REVIEWER"] as const)
      expect(await take(role)).toEqual(["notAllowed", false]);
    expect(await take("AUDITOR", waiting)).toEqual(["wrongState", false]);
    expect(await take("AUDITOR", crypto.randomUUID())).toEqual(["notFound", false]);
    expect(await db.auditEvent.count({ where: { action: "batches.exportEvidence", outcome: "DONE" } })).toBe(2);
  });
});
