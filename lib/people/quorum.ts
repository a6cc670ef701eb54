import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { roleName } from "../notifications/words.ts";
import { recordEvent } from "../platform/audit.ts";
import { atWork, heldAt } from "../platform/auth/held.ts";
import { db, type Tx } from "../platform/db/client.ts";
import { holdersOf } from "./letters.ts";
import { neededNow } from "./needed.ts";
import { type QuorumRole, quorumRoles } from "./rules.ts";

/** How many can act in a role that decides by two, and how many are needed. */
export type Quorum = { role: QuorumRole; present: number; needed: number };

/** Who can act at `now`: holds the role and is not on leave. One line for each role that decides by two or more. */
export async function quorumsAt(tx: Tx, now: Date): Promise<Quorum[]> {
  const quorums: Quorum[] = [];
  for (const role of quorumRoles) {
    const present = await tx.user.count({ where: atWork(role, now) });
    quorums.push({ role, present, needed: await neededNow(tx, role) });
  }
  return quorums;
}

/**
 * The roles of `userId` that decide by two and would be left with too few in that time: counted are the others who hold the role
 * to its end and are on leave on none of its days. Whoever returns in the middle is not counted on.
 */
export async function rolesLeftShort(
  tx: Tx,
  userId: string,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): Promise<QuorumRole[]> {
  const grants = await tx.roleGrant.findMany({ where: { userId, ...heldAt(startsAt) }, select: { role: true } });
  const short: QuorumRole[] = [];
  for (const role of quorumRoles) {
    if (!grants.some((grant) => grant.role === role)) continue;
    const others = await tx.user.count({
      where: {
        id: { not: userId },
        grants: { some: { role, endedAt: null, OR: [{ endsAt: null }, { endsAt: { gte: endsAt } }] } },
        absences: { none: { endedAt: null, startsAt: { lt: endsAt }, endsAt: { gt: startsAt } } },
      },
    });
    if (others < (await neededNow(tx, role))) short.push(role);
  }
  return short;
}

/** Between two letters about the same lack, in milliseconds. */
const dailyLetter = 24 * 3_600_000;

/**
 * Writes to administrators and operators when fewer can act in a role than its decisions need, and again every day until that is
 * mended. Gives the roles that letters went out about.
 */
export function raiseQuorumAlarm(now = new Date()): Promise<QuorumRole[]> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('people.quorum'))`;
    const told: QuorumRole[] = [];
    for (const quorum of await quorumsAt(tx, now)) {
      const { role, present, needed } = quorum;
      const alarm = await tx.quorumAlarm.findUnique({ where: { role } });
      if (present >= needed) {
        if (alarm) await tx.quorumAlarm.delete({ where: { role } });
        continue;
      }
      if (alarm && alarm.toldAt.getTime() + dailyLetter > now.getTime()) continue;
      await tx.quorumAlarm.upsert({
        where: { role },
        create: { role, since: now, toldAt: now },
        update: { toldAt: now },
      });
      await recordEvent(tx, {
        actor: { kind: "system", name: "worker" },
        action: "people.quorumAlarm",
        outcome: "DONE",
        data: { role, present, needed },
      });
      await tell(tx, quorum, now);
      told.push(role);
    }
    return told;
  });
}

async function tell(tx: Tx, { role, present, needed }: Quorum, now: Date): Promise<void> {
  for (const { email, locale } of await holdersOf(tx, ["ADMINISTRATOR", "OPERATOR"], now)) {
    if (email === null) continue;
    await notify(tx, {
      to: email,
      locale,
      letter: "quorumAlarm",
      values: (locale) => ({ role: roleName(locale, role), present, needed, link: linkTo("/desk", locale) }),
    });
  }
}
