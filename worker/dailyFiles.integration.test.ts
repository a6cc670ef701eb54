import { createHash } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GET } from "../app/api/v1/figures/[file]/route.ts";
import { registryFigures } from "../lib/chain/registryFigures.ts";
import { everyFile, filesOfDays, findDailyFile, makeDailyFiles } from "../lib/outcomes/dailyFiles.ts";
import { figureFiles } from "../lib/outcomes/rules.ts";
import { openChain } from "../lib/platform/chain/agent.ts";
import { loadIdentity } from "../lib/platform/chain/identity.ts";
import { isResendable } from "../lib/platform/chain/writes.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { verifyFile } from "../verify/index.ts";
import { chainWriter } from "./chainWrite.ts";
import { testChain } from "./testing/chain.ts";

const { db } = await testDatabase();
const { network, keyFile } = await testChain();
const chain = openChain(network, loadIdentity(keyFile));
const write = chainWriter(chain, db);

const day = 24 * 3_600_000;
const first = new Date("2026-11-20T19:05:00Z");
const names = (of: string) =>
  ["figures", "figures", "institutions"].map((name, i) => `demonstration-${name}-${of}.${i === 1 ? "json" : "csv"}`);

const take = (file: string) => GET(new Request("http://portal.test"), { params: Promise.resolve({ file }) });
const checked = async (name: string, bytes: Uint8Array) => verifyFile({ network, name, bytes });

async function deliver(): Promise<void> {
  const writes = await db.chainWrite.findMany({ where: { kind: "noteDigest", state: { not: "CERTIFIED" } } });
  for (const { id } of writes) await write(id);
}

/** A page waits no more than seconds for the registry; the worker comes again until it answers. */
const registryAnswers = () =>
  vi.waitFor(async () => expect(await registryFigures()).not.toBeNull(), { timeout: 60_000 });

describe("the files of a day", { timeout: 120_000 }, () => {
  beforeEach(registryAnswers);
  beforeAll(async () => {
    await registryAnswers();
    // Two workers at once make one set, and nobody makes another on that day.
    const made = await Promise.all([makeDailyFiles(first), makeDailyFiles(first)]);
    expect(made.toSorted()).toEqual([false, true]);
    expect(await makeDailyFiles(new Date(first.getTime() + day / 2))).toBe(false);
  });

  test("before any is noted, a download of this minute says that it is not, and names none", async () => {
    for (const file of figureFiles) expect((await take(file)).headers.get("sanad-noted")).toBe("?0");
    expect(await (await take("figures.json")).json()).toMatchObject({ isNoted: false, lastNoted: null });
  });

  test("are named after the day in Pakistan, and are not certified before the registry says so", async () => {
    const files = await everyFile();
    expect(files.map(({ name }) => name)).toEqual(names("2026-11-21"));
    expect(files.every(({ notedAt, block }) => notedAt === null && block === null)).toBe(true);
    const [name = ""] = names("2026-11-21");
    expect((await checked(name, (await findDailyFile(name))?.bytes ?? new Uint8Array())).answer).toBe("absent");
  });

  test("are proven to a stranger, byte by byte, once they are noted, and a forged one is told from them", async () => {
    await deliver();
    const files = await everyFile();
    for (const { name, sha256, size, notedAt, block } of files) {
      const response = await take(name);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(bytes.length).toBe(size);
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
      expect(response.headers.get("repr-digest")).toBe(`sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`);
      const verdict = await checked(name, bytes);
      if (verdict.answer !== "noted") throw new Error(verdict.answer);
      expect(verdict.digest.block).toBe(block);
      expect(notedAt?.getTime()).toBe(Number(verdict.digest.at / 1_000_000n));
      bytes[bytes.length - 4] = (bytes.at(-4) ?? 0) ^ 1;
      expect((await checked(name, bytes)).answer).toBe("changed");
    }
    const [, json = ""] = names("2026-11-21");
    const kept = await (await take(json)).json();
    expect(kept).toMatchObject({ asOf: first.toISOString(), demonstration: true, institutions: [] });
    expect(kept).not.toHaveProperty("outcomes");
    expect(kept.figures).toContainEqual(expect.objectContaining({ section: "registry", source: "subnet" }));
  });

  test("are made anew the next day, and stay listed and as they were", async () => {
    const before = await Promise.all(names("2026-11-21").map(async (name) => (await findDailyFile(name))?.sha256));
    expect(await makeDailyFiles(new Date(first.getTime() + day))).toBe(true);
    await deliver();
    expect(await filesOfDays(undefined, 1)).toMatchObject({
      files: names("2026-11-22").map((name) => ({ name, notedAt: expect.any(Date) })),
      more: true,
    });
    expect(await filesOfDays("2026-11-22")).toMatchObject({ files: { length: 3 }, more: false });
    const { files } = await (await take("files.json")).json();
    expect(files).toHaveLength(6);
    const after = await Promise.all(names("2026-11-21").map(async (name) => (await findDailyFile(name))?.sha256));
    expect(after).toEqual(before);
  });

  test("are named by each download of this minute of their kind, which is not noted itself, and proven as they are named", async () => {
    const [csv = "", json = "", institutions = ""] = names("2026-11-22");
    const kinds = { "figures.csv": csv, "figures.json": json, "institutions.csv": institutions };
    for (const [file, name] of Object.entries(kinds)) {
      const live = await take(file);
      const said = live.headers.get("sanad-noted") ?? "";
      const { groups: { last = "", hash = "" } = {} } =
        /^\?0;last="(?<last>[^"]+)";sha-256=:(?<hash>[^:]+):$/.exec(said) ?? {};
      expect(last).toBe(name);
      const kept = new Uint8Array(await (await take(last)).arrayBuffer());
      expect(createHash("sha256").update(kept).digest("base64")).toBe(hash);
      expect((await checked(last, kept)).answer).toBe("noted");
    }
    const live = new Uint8Array(await (await take("figures.csv")).arrayBuffer());
    expect((await checked(csv, live)).answer).toBe("changed");
    expect((await take("outcomes.csv")).headers.get("sanad-noted")).toBe("?0");
    const { lastNoted, isNoted } = await (await take("figures.json")).json();
    expect(isNoted).toBe(false);
    const { sha256 } = (await everyFile()).find(({ name }) => name === json) ?? {};
    const check = expect.stringMatching(/\/verify$/);
    expect(lastNoted).toEqual({
      name: json,
      sha256,
      notedAt: expect.any(String),
      file: expect.stringContaining(json),
      check,
    });
  });

  test("cannot be changed or taken away, not even by the portal itself", async () => {
    const where = { name: names("2026-11-21")[0] ?? "" };
    await expect(db.figureFile.update({ where, data: { bytes: Buffer.from("x") } })).rejects.toThrow(/permission/);
    await expect(db.figureFile.delete({ where })).rejects.toThrow(/permission/);
  });

  test("of a day that has not begun by the registry's clock are not noted: the write waits for the operator", async () => {
    expect(await makeDailyFiles(new Date(Date.now() + 2 * day))).toBe(true);
    await deliver();
    const refused = await db.chainWrite.findMany({ where: { kind: "noteDigest", state: "REFUSED" } });
    expect(refused.map(({ lastError }) => lastError)).toEqual(["tooEarly", "tooEarly", "tooEarly"]);
    expect(refused.every(({ kind, lastError }) => isResendable(kind, lastError))).toBe(true);
    expect((await everyFile()).filter(({ notedAt }) => notedAt === null)).toHaveLength(3);
  });
});
