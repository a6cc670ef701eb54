import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { RoleChangeKind } from "../../platform/db/generated/enums.ts";
import { fail } from "../../platform/errors/result.ts";
import { foldText } from "../../platform/text.ts";
import { tellOfChange } from "../letters.ts";
import { areDatesSound, dayBegins, dayEnds, longestDays, openStates, suspensionsAtMost } from "../rules.ts";
import { InviteOfficial, NameDeputy, ProposeRoleChange, SuspendRole } from "../schema.ts";
import { holds, lockRoles, obstacleNow } from "../standing.ts";

/**
 * Proposes an office for whoever has the address; somebody unknown is written down under the name given, and can sign in by code.
 * Errors: sameOfficer (oneself), alreadyDone, roleConflict, roleChangeOpen.
 */
export const inviteOfficial = command({
  action: "people.proposeChange",
  schema: InviteOfficial,
  async run({ tx, actor, input, now }) {
    const { role, reason, ...person } = input;
    await lockRoles(tx);
    const userId = await known(tx, person);
    return propose(tx, actor.userId, { ...none, kind: "GRANT", userId, role, reason }, now);
  },
});

/**
 * Proposes that somebody gets a role, or loses it. Another administrator confirms it, and then it waits out the delay.
 * Errors: sameOfficer (oneself), notFound, alreadyDone, roleConflict, quorumNeeded (too few would be left), roleChangeOpen.
 */
export const proposeRoleChange = command({
  action: "people.proposeChange",
  schema: ProposeRoleChange,
  async run({ tx, actor, input, now }) {
    await lockRoles(tx);
    if ((await tx.user.count({ where: { id: input.userId } })) === 0) return fail("notFound");
    return propose(tx, actor.userId, { ...none, ...input }, now);
  },
});

/**
 * Proposes a deputy for one's own office, or as an administrator for anybody's, with dates: the role comes and goes with them.
 * Errors: notAllowed (somebody else's office), datesInvalid, roleNotHeld (in one's own right), sameOfficer (oneself as the
 * deputy), invalidInput at `email` (who is stood in for), alreadyDone, roleConflict, roleChangeOpen.
 */
export const nameDeputy = command({
  action: "people.nameDeputy",
  schema: NameDeputy,
  async run({ tx, actor, input, now }) {
    const { userId: deputyForId, role, from, until, reason, ...person } = input;
    if (deputyForId !== actor.userId && !actor.roles.includes("ADMINISTRATOR")) return fail("notAllowed");
    if (!areDatesSound(from, until, longestDays.deputy, now))
      return fail("invalidInput", { fields: { until: "datesInvalid" } });
    await lockRoles(tx);
    if (!(await holds(tx, deputyForId, role))) return fail("roleNotHeld");
    const userId = await known(tx, person);
    if (userId === deputyForId) return fail("invalidInput", { fields: { email: "sameOfficer" } });
    const dates = { startsAt: dayBegins(from), endsAt: dayEnds(until) };
    return propose(tx, actor.userId, { kind: "DEPUTY", userId, role, reason, deputyForId, ...dates }, now);
  },
});

/**
 * Takes a role from somebody at once, for cause, on one person's word: their next request goes without it. Reported to every
 * administrator and operator; another administrator makes it final, or any other than the person lifts it. Whatever else was
 * open about this role of theirs is cancelled. Errors: sameOfficer (oneself), alreadyDone, suspensionsOpen (three
 * of this administrator's wait for a second person already).
 */
export const suspendRole = command({
  action: "people.suspend",
  schema: SuspendRole,
  async run({ tx, actor, input, now }) {
    const { userId, role, reason } = input;
    if (userId === actor.userId) return fail("sameOfficer");
    await lockRoles(tx);
    const waiting = await tx.roleChange.count({ where: { state: "IN_FORCE", proposedById: actor.userId } });
    if (waiting >= suspensionsAtMost) return fail("suspensionsOpen");
    const obstacle = await obstacleNow(tx, { kind: "SUSPEND", userId, role, deputyForId: null }, now);
    if (obstacle) return fail(obstacle);
    await tx.roleChange.updateMany({
      where: { userId, role, state: { in: ["PROPOSED", "CONFIRMED"] } },
      data: { state: "CANCELLED", version: { increment: 1 }, closedById: actor.userId, closedAt: now },
    });
    const held = await tx.roleGrant.findFirstOrThrow({ where: { userId, role, endedAt: null } });
    await tx.roleGrant.update({ where: { id: held.id }, data: { endedAt: now } });
    const change = await tx.roleChange.create({
      data: {
        ...{ kind: "SUSPEND", state: "IN_FORCE", userId, role, reason, endsAt: held.endsAt },
        ...{ proposedById: actor.userId, proposedAt: now, effectiveAt: now },
      },
    });
    await tellOfChange(tx, change, "roleChangeSuspended", now, { concerned: true, offices: ["OPERATOR"] });
    return done({ changeId: change.id, userId }, { kind: "user", id: userId }, { role, changeId: change.id });
  },
});

const none = { deputyForId: null, startsAt: null, endsAt: null };

type Proposal = {
  kind: RoleChangeKind;
  userId: string;
  role: (typeof ProposeRoleChange)["_output"]["role"];
  reason: string;
  deputyForId: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
};

async function propose(tx: Tx, proposedById: string, proposal: Proposal, now: Date) {
  const { kind, userId, role } = proposal;
  if (userId === proposedById) return fail("sameOfficer");
  const open = await tx.roleChange.count({ where: { userId, role, state: { in: [...openStates] } } });
  if (open > 0) return fail("roleChangeOpen");
  const obstacle = await obstacleNow(tx, proposal, now);
  if (obstacle) return fail(obstacle);
  const change = await tx.roleChange.create({ data: { ...proposal, proposedById, proposedAt: now } });
  await tellOfChange(tx, change, "roleChangeProposed", now, { concerned: false, except: proposedById });
  return done({ changeId: change.id, userId }, { kind: "user", id: userId }, { kind, role, changeId: change.id });
}

/** Whoever has the address, written down if nobody has. */
async function known(tx: Tx, person: { email: string; name: string; locale: string }): Promise<string> {
  const { email, name, locale } = person;
  const { id } = await tx.user.upsert({
    where: { email },
    update: {},
    create: { email, name, locale, searchName: foldText(`${name} ${email}`) },
    select: { id: true },
  });
  return id;
}
