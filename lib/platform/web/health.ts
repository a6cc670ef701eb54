import { chainHealth } from "../chain/network.ts";
import { db } from "../db/client.ts";

/** How a part is: `ok`, or what is wrong with it in a word. */
type Check = "ok" | "unreachable" | "silent" | "late" | "broken";

/** How the register guards the audit, and how many of the heads that it noted governors disowned. */
type AuditCheck = { check: Check; disowned: number };

/**
 * How the portal and what stands behind it are. `ok` only when all of them are. `disownedHeads`: how many heads of the audit
 * governors disowned, where there are any.
 */
export type Health = {
  status: "ok" | "failing";
  checks: Record<"database" | "chain" | "worker" | "audit", Check>;
  disownedHeads?: number;
};

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
export function health(audit: () => Promise<AuditCheck>, now = Date.now()): Promise<Health> {
  if (last && now - last.at < freshness) return last.health;
  const current = look(audit);
  last = { at: now, health: current };
  return current;
}

async function look(audited: () => Promise<AuditCheck>): Promise<Health> {
  const [database, worker, chain, { check: audit, disowned }] = await Promise.all([
    within<Check>(databaseCheck(), "unreachable"),
    within<Check>(workerCheck(), "silent"),
    within<Check>(chainCheck(), "unreachable"),
    within<AuditCheck>(audited(), { check: "unreachable", disowned: 0 }),
  ]);
  const checks = { database, chain, worker, audit };
  const status = Object.values(checks).every((check) => check === "ok") ? "ok" : "failing";
  return { status, checks, ...(disowned > 0 && { disownedHeads: disowned }) };
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
async function within<T>(check: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
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
