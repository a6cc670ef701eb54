import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { recordEvent } from "../platform/audit.ts";
import type { Act } from "../platform/auditedActs.ts";
import type { Actor, Person } from "../platform/auth/actor.ts";
import { connect } from "../platform/db/client.ts";
import type { Role } from "../platform/db/generated/enums.ts";
import { exportAudit } from "./commands.ts";
import { exportRows } from "./exportRows.ts";
import type { AuditFilter } from "./filter.ts";
import { exportFormats } from "./formats.ts";
import { auditHead, auditTrail } from "./queries.ts";
import type { ExportFormat } from "./schema.ts";
import { sealAudit } from "./steps.ts";

const { db, url, ownerUrl } = await testDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sanad-audit-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function person(roles: Role[], userId: string = crypto.randomUUID()): Person {
  const names = { name: "Demo Auditor", email: "auditor@demo.example", principal: null, locale: "en" as const };
  return { kind: "person", userId, sessionId: userId, ...names, demonstration: true, roles, memberships: [] };
}

const auditor = person(["AUDITOR"]);
const subject = crypto.randomUUID();
const runner = await db.user.create({
  data: { name: "=cmd|' /C calc'!A0", email: "runner_1@demo.example", locale: "en" },
});

async function record(action: string, actor: Actor, on?: string): Promise<void> {
  await db.$transaction((tx) =>
    recordEvent(tx, {
      actor,
      action: action as Act,
      outcome: "DONE",
      data: { b: [1, 0.5], a: "ہاں" },
      ...(on && { subject: { kind: "licence", id: on } }),
    }),
  );
}

/** Seals until nothing waits: transactions of other databases on the server keep young events waiting, too. */
async function allSealed(): Promise<void> {
  for (let left = 600; left > 0 && (await db.auditEvent.count({ where: { seal: null } })) > 0; left--) {
    if ((await sealAudit()) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function exported(format: ExportFormat, filter: AuditFilter = {}, actor: Actor = auditor): Promise<string> {
  const begun = await exportAudit(actor, { format, ...filter });
  if (!begun.ok) throw new Error(begun.error.code);
  let text = exportFormats[format].head;
  for await (const rows of exportRows(actor, begun.value)) text += rows.map(exportFormats[format].row).join("");
  return text;
}

const actions = async (filter: AuditFilter) => (await auditTrail(auditor, filter)).rows.map((row) => row.action);

beforeAll(async () => {
  for (let i = 0; i < 12; i++) await record(`test.number${i}`, { kind: "system", name: "worker" });
  await record("test.byRunner", person([], runner.id), subject);
  await record("test_other", null);
  await allSealed();
}, 60_000);

describe("the filter", () => {
  test("takes part of a name or an address, and its signs stand for themselves", async () => {
    expect(await actions({ who: "CMD|" })).toEqual(["test.byRunner"]);
    expect(await actions({ who: "runner_1@" })).toEqual(["test.byRunner"]);
    expect(await actions({ who: "runner%1@" })).toEqual([]);
    expect(await actions({ who: runner.id })).toEqual(["test.byRunner"]);
    expect(await actions({ who: "anonymous", action: "test" })).toEqual(["test_other"]);
    expect(await actions({ action: "test_" })).toEqual(["test_other"]);
  });

  test("takes a kind, a key, or the end of one", async () => {
    for (const asked of ["Licence", subject, subject.slice(-12), `licence ${subject.slice(-12)}`])
      expect(await actions({ subject: asked })).toEqual(["test.byRunner"]);
    expect(await actions({ subject: `batch ${subject}` })).toEqual([]);
  });

  test("counts days as Pakistan does, both included", async () => {
    const owner = connect(ownerUrl);
    const data = { actorKind: "worker", outcome: "DONE" as const };
    const at = (text: string) => ({ ...data, action: `day.${text}`, at: new Date(text) });
    await owner.auditEvent.createMany({
      data: [
        "2020-03-01T18:59:59.999Z",
        "2020-03-01T19:00:00Z",
        "2020-03-02T18:59:59.999Z",
        "2020-03-02T19:00:00Z",
      ].map(at),
    });
    await owner.$disconnect();
    await allSealed();
    expect(await actions({ from: "2020-03-02", to: "2020-03-02" })).toEqual([
      "day.2020-03-02T18:59:59.999Z",
      "day.2020-03-01T19:00:00Z",
    ]);
    expect(await actions({ to: "2020-03-01" })).toEqual(["day.2020-03-01T18:59:59.999Z"]);
  });
});

describe("an export", () => {
  test("is taken by those who may, and recorded before its first row", async () => {
    for (const actor of [null, person([]), person(["APPROVER"]), person(["OPERATOR"])]) {
      expect((await exportAudit(actor, { format: "csv" })).ok).toBe(false);
      const bounds = { format: "csv" as const, filter: {}, lastId: 10n ** 6n, sequence: 10n ** 6n };
      for await (const rows of exportRows(actor, bounds)) expect(rows).toEqual([]);
    }
    await exported("csv", { who: "somebody's name", from: "2020-01-01" }, person(["ADMINISTRATOR"]));
    const event = await db.auditEvent.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(event).toMatchObject({ action: "audit.export", outcome: "DONE" });
    expect(event.data).toMatchObject({ format: "csv", narrowedBy: ["who", "from"], from: "2020-01-01" });
    expect(JSON.stringify(event.data)).not.toContain("somebody");
  });

  test("refuses a form that it does not have", async () => {
    expect(await exportAudit(auditor, { format: "xlsx" })).toMatchObject({
      ok: false,
      error: { code: "invalidInput" },
    });
  });

  test("runs nothing in a spreadsheet", async () => {
    const text = await exported("csv", { action: "test.byRunner" });
    expect(text.startsWith("\uFEFFsequence,id,at,")).toBe(true);
    expect(text.split("\r\n")).toHaveLength(3);
    expect(text).toContain(",'=cmd|' /C calc'!A0,");
  });

  test("of the same moment holds every event once, whatever is sealed meanwhile", async () => {
    await record("test.late", null);
    const begun = await exportAudit(auditor, { format: "jsonl" });
    if (!begun.ok) throw new Error(begun.error.code);
    const rows = exportRows(auditor, begun.value);
    const ids: string[] = [];
    for await (const page of rows) {
      ids.push(...page.map((row) => row.event.id));
      await allSealed();
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(await db.auditEvent.count({ where: { id: { lte: begun.value.lastId } } }));
  });
});

function verify(...args: string[]) {
  const script = path.resolve(import.meta.dirname, "../../scripts/audit-verify.mts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    env: { ...process.env, DATABASE_URL: url },
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

function saved(lines: readonly string[]): string {
  const file = path.join(folder, `${crypto.randomUUID()}.jsonl`);
  fs.writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  return file;
}

describe("the verifier, on a file alone", () => {
  let lines: string[] = [];
  beforeAll(async () => {
    await allSealed();
    lines = (await exported("jsonl")).trimEnd().split("\n");
  }, 60_000);

  test("finds the whole and each part good, and names the head", async () => {
    const head = await auditHead(auditor);
    const { status, said } = verify(saved(lines));
    expect(said).toContain(`head ${lines.length}:${(JSON.parse(lines.at(-1) ?? "") as { hash: string }).hash}`);
    expect(status).toBe(0);
    expect(head?.sequence).toBeGreaterThanOrEqual(lines.length);
    const part = (await exported("jsonl", { action: "test." })).trimEnd().split("\n");
    expect(verify(saved(part), "--part").status).toBe(0);
  });

  const swap = (all: string[]) => all.with(3, all[4] ?? "").with(4, all[3] ?? "");
  const forged = (all: string[]) => all.with(4, (all[4] ?? "").replace("test.number", "test.forged"));
  test.each<[string, (all: string[]) => string[], number]>([
    ["a changed row", forged, 5],
    ["a removed row", (all) => all.toSpliced(4, 1), 5],
    ["a repeated row", (all) => all.toSpliced(5, 0, all[4] ?? ""), 5],
    ["rows in another order", swap, 4],
    ["a row of somebody's own", (all) => all.toSpliced(4, 0, (all[4] ?? "").replace("test.number", "test.x")), 5],
    ["a beginning cut off", (all) => all.slice(2), 1],
  ])("finds %s", (_what, tamper, sequence) => {
    const { status, said } = verify(saved(tamper(lines)));
    expect(said).toContain(`Broken: event ${sequence} of`);
    expect(status).toBe(1);
  });

  test("finds an end cut off, and a chain made anew, where a head was noted", () => {
    const { sequence, hash } = JSON.parse(lines[7] ?? "") as { sequence: string; hash: string };
    expect(verify(saved(lines), "--head", `${sequence}:${hash}`).status).toBe(0);
    expect(verify(saved(lines.slice(0, 6)), "--head", `${sequence}:${hash}`).status).toBe(1);
    expect(verify(saved(lines), "--head", `${sequence}:${"0".repeat(64)}`).said).toContain("made anew");
  });

  test("believes no line that it cannot read", () => {
    expect(verify(saved([...lines.slice(0, 2), "{"])).status).toBe(1);
    expect(verify("--head", "x").status).toBe(64);
    expect(verify(path.join(folder, "none.jsonl")).status).toBe(3);
  });
});

describe("the verifier, on a database that its owner wrote to", () => {
  const asOwner = async (...statements: string[]) => {
    const owner = connect(ownerUrl);
    for (const statement of statements) await owner.$executeRawUnsafe(statement);
    await owner.$disconnect();
  };
  const event = (sequence: number) => `(select "eventId" from "AuditSeal" where sequence = ${sequence})`;

  test("finds all of it, at its place, and nothing once it is undone", async () => {
    await allSealed();
    const tampering: [string[], string[], number][] = [
      [
        [`update "AuditEvent" set action = 'test.forged' where id = ${event(9)}`],
        [`update "AuditEvent" set action = 'test.number8' where id = ${event(9)}`],
        9,
      ],
      [
        [`update "AuditEvent" set at = at + interval '1 millisecond' where id = ${event(8)}`],
        [`update "AuditEvent" set at = at - interval '1 millisecond' where id = ${event(8)}`],
        8,
      ],
      [
        ['update "AuditSeal" set sequence = 1000007 where sequence = 7'],
        ['update "AuditSeal" set sequence = 7 where sequence = 1000007'],
        7,
      ],
      [
        [
          'update "AuditSeal" set sequence = -sequence where sequence in (5, 6)',
          'update "AuditSeal" set sequence = 11 + sequence where sequence < 0',
        ],
        [
          'update "AuditSeal" set sequence = -sequence where sequence in (5, 6)',
          'update "AuditSeal" set sequence = 11 + sequence where sequence < 0',
        ],
        5,
      ],
    ];
    for (const [change, undo, sequence] of tampering) {
      await asOwner(...change);
      const { status, said } = verify();
      expect(said).toContain(`event ${sequence} of`);
      expect(status).toBe(1);
      await asOwner(...undo);
    }
    expect(verify()).toMatchObject({ status: 0 });
    await asOwner(
      'alter table "AuditSeal" drop constraint "AuditSeal_eventId_fkey"',
      `delete from "AuditEvent" where id = ${event(4)}`,
    );
    expect(verify().said).toContain("event 4 of the chain is missing");
  }, 60_000);
});
