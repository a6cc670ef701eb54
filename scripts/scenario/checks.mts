import { spawnSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { openLedger } from "../../bench/drill/ledger.mts";
import { chainSector } from "../../lib/batches/manifest/rules.ts";
import { publicFigures } from "../../lib/licences/figures/public.ts";
import { deployment } from "../../lib/platform/chain/registry.ts";
import { config } from "../../lib/platform/config.ts";
import { db } from "../../lib/platform/db/client.ts";
import { inRoot } from "../parts/root.mts";
import { registry } from "./caps.mts";

/** Everything that must hold at the end, of the database and of the registry; gives what does not. */
export async function differences(): Promise<string[]> {
  return [...(await places()), ...(await log()), ...(await fourEyes()), ...(await figures()), ...(await audit())];
}

/** Quotas: never more than there are, each taken place is a licence, and the registry has the same count and caps. */
async function places(): Promise<string[]> {
  const [quotas, licences, { caps, issued }] = await Promise.all([
    db().quota.findMany(),
    db().licence.groupBy({ by: ["sector"], _count: true }),
    deployment(registry()),
  ]);
  return quotas.flatMap(({ sector, places: most, taken }) => {
    const count = licences.find((row) => row.sector === sector)?._count ?? 0;
    const there = chainSector(sector);
    const same = taken <= most && taken === count && issued[there] === taken && caps[there] === most;
    return same
      ? []
      : [
          `${sector}: ${most} places, ${taken} taken, ${count} licences; the registry: ${caps[there]}, ${issued[there]}`,
        ];
  });
}

/** Each licence stands in exactly one block of the registry's log, the one that the portal names; and nothing else does. */
async function log(): Promise<string[]> {
  const { issues } = await (await openLedger(config().network)).read();
  const blocks = new Map<string, number[]>();
  for (const { index, numbers } of issues)
    for (const number of numbers) blocks.set(number, [...(blocks.get(number) ?? []), index]);
  const licences = await db().licence.findMany({ select: { number: true, block: true } });
  const wrong = licences.flatMap(({ number, block }) => {
    const own = blocks.get(number) ?? [];
    return own.length === 1 && own[0] === Number(block)
      ? []
      : [`${number} is in blocks ${own.join()}, here in ${block}`];
  });
  if (blocks.size !== licences.length) wrong.push(`${blocks.size} numbers in the log, ${licences.length} licences`);
  return wrong;
}

/** Whoever approved neither proposed the batch, nor scored an application of it, nor belongs to an applicant. */
async function fourEyes(): Promise<string[]> {
  const rows = await db().$queryRaw<{ code: string }[]>`
    SELECT DISTINCT batch.code FROM "BatchApproval" AS approval
    JOIN "Batch" AS batch ON batch.id = approval."batchId"
    JOIN "BatchItem" AS item ON item."batchId" = batch.id
    JOIN "Application" AS application ON application.id = item."applicationId"
    WHERE approval."approverId" = batch."proposedById"
      OR EXISTS (SELECT 1 FROM "Review" AS review WHERE review."applicationId" = application.id
        AND review."reviewerId" IN (approval."approverId", batch."proposedById"))
      OR EXISTS (SELECT 1 FROM "Membership" AS member WHERE member."institutionId" = application."institutionId"
        AND member."userId" IN (approval."approverId", batch."proposedById"))`;
  return rows.map(({ code }) => `${code} was not decided by two who stand apart`);
}

/** The public figures say what there is, however they are added up. */
async function figures(): Promise<string[]> {
  const now = new Date();
  const [told, quotas, ever, inForce, claimed, inUse] = await Promise.all([
    publicFigures(now),
    db().quota.findMany(),
    db().licence.count({ where: { state: { not: "PENDING" } } }),
    db().licence.count({ where: { state: "ACTIVE", validUntil: { gt: now } } }),
    db().seat.count({ where: { state: { in: ["CLAIMED", "BOUND"] } } }),
    db().seat.count({
      where: { state: "BOUND", activatedAt: { not: null }, licence: { state: "ACTIVE", validUntil: { gt: now } } },
    }),
  ]);
  const { all, bySector, byProvince, byPhase } = told.ladders;
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  const counts: Record<string, [number, number]> = {
    "ever issued, by district": [sum(told.districts.map((one) => one.everIssued)) + told.elsewhere.everIssued, ever],
    "ever issued, by day": [sum(told.days.map((one) => one.count)), ever],
    "ever issued, by sector": [sum(told.sectors.map((one) => one.inForce + one.suspended + one.ended)), ever],
    "in force, by sector": [sum(told.sectors.map((one) => one.inForce)), inForce],
    "in force, by district": [sum(told.districts.map((one) => one.inForce)) + told.elsewhere.inForce, inForce],
    promised: [all.promised, sum(quotas.map((quota) => quota.places))],
    awarded: [all.awarded, ever],
    claimed: [all.claimed, claimed],
    active: [all.active, inUse],
    "active, by sector": [sum(bySector.map((one) => one.active)), inUse],
    "active, by province": [sum(byProvince.map((one) => one.active)), inUse],
    "awarded, by phase": [sum(byPhase.map((one) => one.awarded)), ever],
  };
  return Object.entries(counts).flatMap(([what, [said, is]]) =>
    said === is ? [] : [`${what}: ${said} told, ${is} are`],
  );
}

/** The audit's chain of hashes holds, once everything so far is sealed. */
async function audit(): Promise<string[]> {
  const last = await db().auditEvent.findFirst({ orderBy: { id: "desc" }, select: { id: true } });
  for (let left = 120; left > 0; left--) {
    if ((await db().auditEvent.count({ where: { seal: null, id: { lte: last?.id ?? 0n } } })) === 0) break;
    await wait(500);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [inRoot("scripts/audit-verify.mts")], {
    env: process.env,
    encoding: "utf8",
  });
  console.log(stdout.trim());
  return status === 0 ? [] : [`the audit's chain: ${stderr.trim() || stdout.trim()}`];
}
