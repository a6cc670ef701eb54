import { createHash } from "node:crypto";
import { registryFigures } from "../chain/registryFigures.ts";
import type { ChainAnswers } from "../platform/chain/answers.ts";
import { requestChainWrite } from "../platform/chain/outbox.ts";
import { type ChainWritePayloads, instantOf } from "../platform/chain/writes.ts";
import { config } from "../platform/config.ts";
import { db, type Tx } from "../platform/db/client.ts";
import { countsCsv, countsJson, institutionsCsv } from "./files.ts";
import { type DailyFile, dailyFiles, dailyName, dayIn, type FigureFile, figureFiles } from "./rules.ts";

/** A file of a day as it is listed: how many bytes, its SHA-256 (hex), and when the registry noted that, in which block. */
export type ListedFile = {
  name: string;
  day: string;
  size: number;
  sha256: string;
  madeAt: Date;
  notedAt: Date | null;
  block: bigint | null;
};

/** Days on one page of the list. */
export const daysShown = 31;

/** Files in the list for machines at most: ten years of them. */
const listedAtMost = 3_650 * dailyFiles.length;

/**
 * Makes the files of today in Pakistan and asks for their digests to be noted; true when it did. They hold what the registry itself
 * says, too: while it does not answer there are none, and they are made at a later turn. A second worker makes nothing.
 */
export async function makeDailyFiles(now = new Date()): Promise<boolean> {
  const day = dayIn(now);
  if ((await db().figureFile.count({ where: { day } })) > 0 || (await registryFigures()) === null) return false;
  const { demonstration } = config();
  const made = await Promise.all(
    dailyFiles.map(async (file) => {
      const bytes = Buffer.from(await contentOf(file, now, demonstration), "utf8");
      const sha256 = createHash("sha256").update(bytes).digest();
      const name = dailyName(file, day, demonstration);
      return { name, day, bytes, sha256, size: bytes.length, createdAt: now };
    }),
  );
  return db().$transaction(async (tx) => {
    const { count } = await tx.figureFile.createMany({ data: made, skipDuplicates: true });
    if (count < made.length) return false;
    for (const { name, size, sha256 } of made) {
      const operation = `digest:${name}`;
      const payload = { operation, name, hash: sha256.toString("hex"), size: String(size) };
      await requestChainWrite(tx, { key: operation, kind: "noteDigest", payload });
    }
    return true;
  });
}

async function contentOf(file: DailyFile, now: Date, demonstration: boolean): Promise<string> {
  if (file === "figures.csv") return countsCsv(now);
  if (file === "institutions.csv") return institutionsCsv(now);
  return `${JSON.stringify({ ...(await countsJson(now)), demonstration }, null, 1)}\n`;
}

/** The registry has noted the digest of a file. */
export async function settleDigest(
  tx: Tx,
  { name }: ChainWritePayloads["noteDigest"],
  { at, block }: ChainAnswers["noteDigest"],
): Promise<void> {
  await tx.figureFile.updateMany({ where: { name }, data: { notedAt: instantOf(at), block: BigInt(block) } });
}

/** The files of the last days up to `before` (a day, left out itself), the newest first. Public on purpose. */
export async function filesOfDays(before?: string, days = daysShown): Promise<{ files: ListedFile[]; more: boolean }> {
  const rows = await listed(before, (days + 1) * dailyFiles.length);
  const shown = new Set([...new Set(rows.map(({ day }) => day))].slice(0, days));
  const files = rows.filter(({ day }) => shown.has(day));
  return { files, more: files.length < rows.length };
}

/** What a file that is made at each download can be held against: the last file of a day of its kind that the registry has noted. */
export type Noted = { name: string; sha256: string; notedAt: Date };

/** By each file that is made at each download; null where no day's is noted, as for words that institutions may take back. Public on purpose. */
export async function lastNoted(): Promise<Record<FigureFile, Noted | null>> {
  const { demonstration } = config();
  const rows = await db().figureFile.findMany({
    where: { notedAt: { not: null } },
    orderBy: [{ day: "desc" }, { name: "asc" }],
    take: daysShown * dailyFiles.length,
    select: { name: true, day: true, sha256: true, notedAt: true },
  });
  const last = (file: FigureFile): Noted | null => {
    const daily = dailyFiles.find((one) => one === file);
    const row = daily && rows.find(({ name, day }) => name === dailyName(daily, day, demonstration));
    return row?.notedAt
      ? { name: row.name, sha256: Buffer.from(row.sha256).toString("hex"), notedAt: row.notedAt }
      : null;
  };
  const [json, csv, institutions, outcomes] = figureFiles;
  return {
    [json]: last(json),
    [csv]: last(csv),
    [institutions]: last(institutions),
    [outcomes]: last(outcomes),
  };
}

/** Every file that was made, the newest first. Public on purpose. */
export function everyFile(): Promise<ListedFile[]> {
  return listed(undefined, listedAtMost);
}

async function listed(before: string | undefined, take: number): Promise<ListedFile[]> {
  const rows = await db().figureFile.findMany({
    where: before === undefined ? {} : { day: { lt: before } },
    orderBy: [{ day: "desc" }, { name: "asc" }],
    take,
    select: { name: true, day: true, size: true, sha256: true, createdAt: true, notedAt: true, block: true },
  });
  return rows.map(({ sha256, createdAt, ...row }) => ({
    ...row,
    sha256: Buffer.from(sha256).toString("hex"),
    madeAt: createdAt,
  }));
}

/** The bytes of a file as they were noted; null where there is none of this name. Public on purpose. */
export async function findDailyFile(
  name: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; sha256: Uint8Array } | null> {
  return db().figureFile.findUnique({ where: { name }, select: { bytes: true, sha256: true } });
}
