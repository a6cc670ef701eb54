import { recordEvent } from "../platform/audit.ts";
import type { System } from "../platform/auth/actor.ts";
import { db, type Tx } from "../platform/db/client.ts";
import type { RoleChange } from "../platform/db/generated/client.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";
import { tellOfChange, tellOfDeputyEnd } from "./letters.ts";
import { lapseDays } from "./rules.ts";
import { giveRole, isAdministrator, lockRoles, obstacleNow, proposerStands } from "./standing.ts";

const worker: System = { kind: "system", name: "worker" };

/** Taken up in one go at most of each kind; the next round takes the rest. */
const atOnce = 100;

/**
 * Does with roles what only needs time: ends those of deputies whose dates are over, carries out what was confirmed and waited
 * out its delay, and lets proposals lapse that nobody confirmed. Whatever died or raced, each happens once. Gives how many.
 */
export async function settleRoles(now = new Date()): Promise<number> {
  return (await endDeputies(now)) + (await applyDue(now)) + (await lapse(now));
}

async function endDeputies(now: Date): Promise<number> {
  const over = await db().roleGrant.findMany({
    where: { endedAt: null, endsAt: { lte: now } },
    select: { id: true, userId: true, role: true },
    orderBy: { endsAt: "asc" },
    take: atOnce,
  });
  let count = 0;
  for (const { id, userId, role } of over)
    await db().$transaction(async (tx) => {
      const ended = await tx.roleGrant.updateMany({ where: { id, endedAt: null }, data: { endedAt: now } });
      if (ended.count === 0) return;
      count++;
      const subject = { kind: "user" as const, id: userId };
      await recordEvent(tx, { actor: worker, action: "people.endDeputy", outcome: "DONE", subject, data: { role } });
      await tellOfDeputyEnd(tx, userId, role, now);
    });
  return count;
}

async function applyDue(now: Date): Promise<number> {
  const due = await db().roleChange.findMany({
    where: { state: "CONFIRMED", effectiveAt: { lte: now } },
    select: { id: true },
    orderBy: [{ effectiveAt: "asc" }, { id: "asc" }],
    take: atOnce,
  });
  let count = 0;
  for (const { id } of due) if (await db().$transaction((tx) => apply(tx, id, now))) count++;
  return count;
}

/** Carries out one change, or fails it where the rules say no by now. False where somebody else did. */
async function apply(tx: Tx, id: string, now: Date): Promise<boolean> {
  await lockRoles(tx);
  const change = await tx.roleChange.findUniqueOrThrow({ where: { id } });
  const failure = await obstacleToEffect(tx, change, now);
  const { count } = await tx.roleChange.updateMany({
    where: { id, state: "CONFIRMED", version: change.version },
    data: { state: failure ? "FAILED" : "APPLIED", version: { increment: 1 }, closedAt: now, failure },
  });
  if (count === 0) return false;
  const { userId, role, kind } = change;
  if (!failure && kind === "REVOKE")
    await tx.roleGrant.updateMany({ where: { userId, role, endedAt: null }, data: { endedAt: now } });
  else if (!failure) await giveRole(tx, change, now);
  await recordEvent(tx, {
    actor: worker,
    action: "people.applyChange",
    outcome: failure ? "REFUSED" : "DONE",
    ...(failure && { code: failure }),
    subject: { kind: "user", id: userId },
    data: { kind, role, changeId: id },
  });
  await tellOfChange(tx, change, failure ? "roleChangeFailed" : "roleChangeApplied", now, { concerned: !failure });
  return true;
}

/** Both who asked for it must still be what they were, and the rules say yes once more. */
async function obstacleToEffect(tx: Tx, change: RoleChange, now: Date): Promise<ErrorCode | null> {
  if (!(await proposerStands(tx, change, now))) return "officerLeft";
  if (!change.confirmedById || !(await isAdministrator(tx, change.confirmedById, now))) return "officerLeft";
  if (change.endsAt && change.endsAt <= now) return "datesPassed";
  return obstacleNow(tx, change, now);
}

async function lapse(now: Date): Promise<number> {
  const before = new Date(now.getTime() - lapseDays * 24 * 3_600_000);
  const old = await db().roleChange.findMany({
    where: { state: "PROPOSED", proposedAt: { lt: before } },
    select: { id: true, userId: true, version: true, kind: true, role: true },
    take: atOnce,
  });
  let count = 0;
  for (const { id, userId, version, kind, role } of old)
    await db().$transaction(async (tx) => {
      const lapsed = await tx.roleChange.updateMany({
        where: { id, state: "PROPOSED", version },
        data: { state: "LAPSED", version: { increment: 1 }, closedAt: now },
      });
      if (lapsed.count === 0) return;
      count++;
      const subject = { kind: "user" as const, id: userId };
      const data = { kind, role, changeId: id };
      await recordEvent(tx, { actor: worker, action: "people.lapseChange", outcome: "DONE", subject, data });
    });
  return count;
}
