import { chainHealth } from "../chain/network.ts";
import { db } from "../db/client.ts";

/** How a part is: `ok`, or what is wrong with it in a word. */
type Check = "ok" | "unreachable" | "silent" | "late" | "broken";

/** How the portal and what stands behind it are. `ok` only when all of them are. */
export type Health = { status: "ok" | "failing"; checks: Record<"database" | "chain" | "worker" | "audit", Check> };

/** The worker gives a sign of life every two seconds; this long without one, it is taken for dead. Milliseconds. */
const silence = 15_000;
/** Milliseconds that a check may take before it counts as failed. */
const patience = 5_000;
/** Milliseconds that an answer is good for: many may ask, and each proof costs the processor. */
const freshness = 1_000;

let last: { at: number; health: Promise<Health> } | undefined;

/**
 * Looks at the database, the chain, the worker, and whether the register guards the audit, as `audit` says. Never throws; asked
 * again within a second it gives the same answer.
 */
export function health(audit: () => Promise<Check>, now = Date.now()): Promise<Health> {
  if (last && now - last.at < freshness) return last.health;
  const current = look(audit);
  last = { at: now, health: current };
  return current;
}

async function look(audited: () => Promise<Check>): Promise<Health> {
  const [database, worker, chain, audit] = await Promise.all([
    within(databaseCheck(), "unreachable"),
    within(workerCheck(), "silent"),
    within(chainCheck(), "unreachable"),
    within(audited(), "unreachable"),
  ]);
  const checks = { database, chain, worker, audit };
  return { status: Object.values(checks).every((check) => check === "ok") ? "ok" : "failing", checks };
}

async function databaseCheck(): Promise<Check> {
  await db().$queryRaw`SELECT 1`;
  return "ok";
}

async function workerCheck(): Promise<Check> {
  const beat = await db().heartbeat.findUnique({ where: { name: "worker" } });
  return beat && Date.now() - beat.beatAt.getTime() <= silence ? "ok" : "silent";
}

async function chainCheck(): Promise<Check> {
  const found = await chainHealth();
  return found.ok ? "ok" : "unreachable";
}

/** The check's outcome, or `otherwise` when it fails or takes too long. */
async function within(check: Promise<Check>, otherwise: Check): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check>((resolve) => {
    timer = setTimeout(resolve, patience, otherwise);
  });
  try {
    return await Promise.race([check, late]);
  } catch {
    return otherwise;
  } finally {
    clearTimeout(timer);
  }
}
