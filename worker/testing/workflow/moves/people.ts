import * as people from "../../../../lib/people/commands.ts";
import {
  codesPerQuarterHour,
  confirmedTo,
  isOffer,
  neededOf,
  obstacleToChange,
  openStates,
  roleChangeSteps,
  suspensionsAtMost,
} from "../../../../lib/people/rules.ts";
import type { Actor } from "../../../../lib/platform/auth/actor.ts";
import { Role, type RoleChangeKind } from "../../../../lib/platform/db/generated/enums.ts";
import { move, pairs, unless } from "../move.ts";
import { row, type World } from "../world.ts";

type User = World["users"][number];

const roles = Object.values(Role);
const dayOf = (days: number) => new Date(Date.now() + (days * 24 + 5) * 3_600_000).toISOString().slice(0, 10);
const self = { on: () => [null], owner: (_: null, __: World, actor: Actor) => (actor?.kind === "person" ? actor : {}) };
const reason = "Needed.";
const signed = { clientData: "AA", authenticatorData: "AA" };

const holds = (user: User, role: Role) => user.grants.some((grant) => grant.role === role && isHeld(grant));
const isHeld = ({ endsAt }: { endsAt: Date | null }) => endsAt === null || endsAt > new Date();
const forGood = (user: User, role: Role) => user.grants.some((grant) => grant.role === role && grant.endsAt === null);
const isOpen = (state: string) => openStates.some((one) => one === state);

/** What the table of roles says of such a change now. */
/** How many have to hold the role for good: of approvers as many as the largest batch takes. */
function needed(role: Role, { programmes }: World): number {
  const tiers = programmes.flatMap(({ quorumRules }) => quorumRules.map(({ approvals }) => 1 + approvals));
  return Math.max(neededOf(role), ...(role === "APPROVER" ? tiers : []));
}

function obstacles(
  world: World,
  change: { id?: string; kind: RoleChangeKind; userId: string; role: Role; deputyForId?: string | null },
): string[] {
  const { kind, role } = change;
  const user = row(world.users, change.userId);
  const coming = world.changes.filter(
    ({ id, userId, state, kind: other }) =>
      id !== change.id && userId === user.id && isOpen(state) && other !== "REVOKE",
  );
  const obstacle = obstacleToChange(kind, role, {
    held: user.grants.filter(isHeld).map((grant) => grant.role),
    coming: coming.map((one) => one.role),
    isPermanent: forGood(user, role),
    others: world.users.filter((other) => other.id !== user.id && forGood(other, role)).length,
    needed: needed(role, world),
    deputised: !change.deputyForId || forGood(row(world.users, change.deputyForId), role),
  });
  return obstacle ? [obstacle] : [];
}

const isChanging = (world: World, userId: string, role: Role) =>
  world.changes.some((change) => change.userId === userId && change.role === role && isOpen(change.state));

const proposed = (world: World, kind: RoleChangeKind, userId: string, role: Role, actorId: string) => [
  ...unless(userId !== actorId, "sameOfficer"),
  ...unless(!isChanging(world, userId, role), "roleChangeOpen"),
  ...obstacles(world, { kind, userId, role }),
];

const usersAndRoles = (world: World) => pairs(world.users, roles);
const named = ({ id, version }: World["changes"][number]) => ({ changeId: id, version });

export const peopleMoves = {
  endSession: move(people.endSession, self),
  extendSession: move(people.extendSession, self),
  setLocale: move(people.setLocale, { ...self, input: (_, luck) => ({ locale: luck % 2 ? "ur" : "en" }) }),
  inviteOfficial: move(people.inviteOfficial, {
    on: usersAndRoles,
    input: ({ a, b }) => ({ email: a.email, name: "Somebody", locale: "en", role: b, reason }),
    refusals: ({ a, b }, actor, world) => proposed(world, "GRANT", a.id, b, actor.userId),
  }),
  proposeRoleChange: move(people.proposeRoleChange, {
    on: (world) => pairs(usersAndRoles(world), ["GRANT", "REVOKE"] as const),
    input: ({ a, b }) => ({ userId: a.a.id, kind: b, role: a.b, reason }),
    refusals: ({ a, b }, actor, world) => proposed(world, b, a.a.id, a.b, actor.userId),
  }),
  nameDeputy: move(people.nameDeputy, {
    on: (world) => pairs(usersAndRoles(world), world.users),
    input: ({ a, b }) => ({
      ...{ userId: a.a.id, role: a.b, email: b.email, name: "Somebody", locale: "en", reason },
      ...{ from: dayOf(0), until: dayOf(9) },
    }),
    refusals: ({ a, b }, actor, world) => [
      ...unless(a.a.id === actor.userId || actor.roles.includes("ADMINISTRATOR"), "notAllowed"),
      ...unless(forGood(a.a, a.b), "roleNotHeld"),
      ...unless(a.a.id !== b.id, "invalidInput"),
      ...proposed(world, "DEPUTY", b.id, a.b, actor.userId),
    ],
  }),
  suspendRole: move(people.suspendRole, {
    on: usersAndRoles,
    input: ({ a, b }) => ({ userId: a.id, role: b, reason }),
    refusals: ({ a, b }, actor, world) => {
      const waiting = world.changes.filter(
        ({ state, proposedById }) => state === "IN_FORCE" && proposedById === actor.userId,
      );
      return [
        ...unless(a.id !== actor.userId, "sameOfficer"),
        ...unless(waiting.length < suspensionsAtMost, "suspensionsOpen"),
        ...obstacles(world, { kind: "SUSPEND", userId: a.id, role: b }),
      ];
    },
  }),
  confirmRoleChange: move(people.confirmRoleChange, {
    on: (world) => world.changes,
    input: named,
    refusals: (change, actor, world) => {
      const proposer = row(world.users, change.proposedById);
      const stands =
        holds(proposer, "ADMINISTRATOR") || (change.kind === "DEPUTY" && proposer.id === change.deputyForId);
      return [
        ...unless(confirmedTo(change.state) !== undefined, "wrongState"),
        ...unless(![proposer.id, change.userId, change.deputyForId].includes(actor.userId), "sameOfficer"),
        ...(change.state === "PROPOSED" ? [...unless(stands, "officerLeft"), ...obstacles(world, change)] : []),
      ];
    },
  }),
  cancelRoleChange: move(people.cancelRoleChange, {
    on: (world) => world.changes,
    input: named,
    owner: ({ proposedById }) => ({ userId: proposedById }),
    refusals: (change, actor, world) => {
      const isLifted = change.state === "IN_FORCE" && (change.endsAt === null || change.endsAt > new Date());
      return [
        ...unless(change.userId !== actor.userId, "sameOfficer"),
        ...unless(roleChangeSteps[change.state].includes("CANCELLED"), "wrongState"),
        ...unless(change.state !== "IN_FORCE" || actor.roles.includes("ADMINISTRATOR"), "notAllowed"),
        ...(isLifted ? obstacles(world, { ...change, kind: "GRANT" }) : []),
      ];
    },
  }),
  declineRole: move(people.declineRole, {
    on: (world) => world.changes,
    input: ({ id, version }) => ({ changeId: id, version }),
    owner: ({ userId }) => ({ userId }),
    refusals: ({ kind, state }) => unless(isOffer(kind, state), "wrongState"),
  }),
  markAbsence: move(people.markAbsence, {
    on: (world) => world.users,
    owner: ({ id }) => ({ userId: id }),
    input: ({ id }, luck) => ({ userId: id, from: dayOf(luck % 9), until: dayOf((luck % 9) + 2), despite: "yes" }),
    refusals: (user, _actor, world, luck) => {
      const days = [dayOf(luck % 9), dayOf((luck % 9) + 2)] as const;
      const from = new Date(`${days[0]}T00:00:00+05:00`);
      const until = new Date(+new Date(`${days[1]}T00:00:00+05:00`) + 24 * 3_600_000);
      const overlaps = row(world.users, user.id).absences.some((one) => one.startsAt < until && one.endsAt > from);
      return [...unless(user.grants.some(isHeld), "wrongState"), ...unless(!overlaps, "duplicate")];
    },
  }),
  endAbsence: move(people.endAbsence, {
    on: (world) => world.absences,
    input: ({ id }) => ({ absenceId: id }),
    owner: ({ userId }) => ({ userId }),
    refusals: ({ endedAt }) => unless(endedAt === null, "alreadyDone"),
  }),
  // Nobody in the stories has a passkey, nor needs one: they act by script. Confirmations have a test of their own.
  beginConfirmation: move(people.beginConfirmation, {
    on: () => [null],
    input: () => ({ action: "batches.approve", act: {} }),
    refusals: () => ["passkeyMissing"],
  }),
  confirmAct: move(people.confirmAct, {
    on: (world) => world.users,
    input: ({ id }) => ({ confirmationId: id, ...signed, credentialId: "AA", signature: "AA" }),
    refusals: () => ["confirmationWrong"],
  }),
  sendConfirmationCode: move(people.sendConfirmationCode, {
    on: () => [null],
    input: () => ({ action: "licences.releaseSeat", act: {} }),
    refusals: (_, { userId, email, roles: held }, world) => {
      const since = new Date(Date.now() - 15 * 60_000);
      const sent = world.confirmations.filter((one) => one.userId === userId && one.createdAt > since);
      if (email === null || held.length > 0) return ["passkeyNeeded"];
      return unless(sent.length < codesPerQuarterHour, "tooManyAttempts");
    },
  }),
  confirmByCode: move(people.confirmByCode, {
    on: (world) => world.users,
    input: ({ id }) => ({ confirmationId: id, code: "000000" }),
    refusals: () => ["codeExpired"],
  }),
  confirmAsDemonstration: move(people.confirmAsDemonstration, {
    on: () => [null],
    input: () => ({ action: "batches.approve", act: {} }),
    refusals: () => ["demonstrationOnly"],
  }),
  addPasskey: move(people.addPasskey, {
    on: (world) => world.users,
    input: ({ id }) => ({ confirmationId: id, name: "Phone", ...signed }),
    refusals: () => ["confirmationWrong"],
  }),
  removePasskey: move(people.removePasskey, {
    on: (world) => world.users,
    input: ({ id }) => ({ passkeyId: id }),
    refusals: () => ["notFound"],
  }),
};
