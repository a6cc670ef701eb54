import * as institutions from "../../../../lib/institutions/commands.ts";
import {
  invitationsADay,
  invitedRoles,
  keepsAnOwner,
  memberRoles,
  membersAtMost,
  requestsAtMost,
} from "../../../../lib/institutions/membership/rules.ts";
import type { Actor, Person } from "../../../../lib/platform/auth/actor.ts";
import { may } from "../../../../lib/platform/auth/permissions.ts";
import { move, pairs, pick, unless } from "../move.ts";
import { belongs, membersOf, type World } from "../world.ts";

type Transfer = World["transfers"][number];

const memberships = (world: World) => world.users.flatMap((user) => user.memberships);
const owner = ({ institutionId }: { institutionId: string }) => ({ institutionId });
const isOpen = ({ state }: { state: string }) => state === "OPEN";

/** Somebody leaves, is removed or owns no more: the institution has another owner. */
const keptWithout = (world: World, institutionId: string, userId: string) =>
  unless(keepsAnOwner(membersOf(world, institutionId), userId), "lastOwner");

const isFull = (world: World, institutionId: string, coming = 0) =>
  membersOf(world, institutionId).length + coming >= membersAtMost;

const transfer = {
  on: (world: World) => world.transfers,
  owner: ({ institutionId, toId }: Transfer) => ({ institutionId, userId: toId }),
  input: ({ id, version }: Transfer) => ({ transferId: id, version }),
};

/** What is said of an offer of ownership to whoever it names: nothing, once they cannot even read the institution. */
const offered = (of: Transfer, actor: Person) => [
  ...unless(may(actor, "institutions.read", owner(of)), "notFound"),
  ...unless(of.state === "PROPOSED", "alreadyDone"),
];

/** The version of one's own membership, which is what one leaves. */
function ownVersion(world: World, institutionId: string, actor: Actor): number {
  const userId = actor?.kind === "person" ? actor.userId : null;
  return membersOf(world, institutionId).find((member) => member.userId === userId)?.version ?? 0;
}

export const memberMoves = {
  inviteMember: move(institutions.inviteMember, {
    on: (world) => pairs(world.institutions, world.users),
    owner: ({ a }) => ({ institutionId: a.id }),
    input: ({ a, b }, luck) => ({
      ...{ institutionId: a.id, email: b.email, role: pick(invitedRoles, luck) },
      ...(luck % 4 === 0 && { shared: "yes" }),
    }),
    refusals: ({ a, b }, _actor, world) => {
      const sent = world.invitations.filter(({ institutionId }) => institutionId === a.id);
      const open = sent.filter(isOpen);
      const isInvited = open.some(({ email }) => email === b.email);
      return [
        ...unless(!belongs(world, b.id, a.id) && !isInvited, "duplicate"),
        ...unless(!isFull(world, a.id, open.length), "membersFull"),
        ...unless(sent.length < invitationsADay, "tooManyRequests"),
      ];
    },
  }),
  withdrawInvitation: move(institutions.withdrawInvitation, {
    on: (world) => world.invitations,
    owner,
    input: ({ id, version }) => ({ invitationId: id, version }),
    refusals: (invitation) => unless(isOpen(invitation), "alreadyDone"),
  }),
  acceptInvitation: move(institutions.acceptInvitation, {
    on: (world) => world.invitations,
    input: ({ token }) => ({ token }),
    refusals: ({ institutionId, email, state }, actor, world) => {
      const isIn = belongs(world, actor.userId, institutionId);
      if (email !== actor.email) return ["notFound"];
      if (state === "ACCEPTED" && isIn) return [];
      return [
        ...unless(state === "OPEN", "notFound"),
        ...unless(!isIn, "alreadyDone"),
        ...unless(!isFull(world, institutionId), "membersFull"),
      ];
    },
  }),

  changeMemberRole: move(institutions.changeMemberRole, {
    on: (world) => pairs(memberships(world), memberRoles),
    owner: ({ a }) => owner(a),
    input: ({ a, b }) => ({ membershipId: a.id, version: a.version, role: b }),
    refusals: ({ a, b }, _actor, world) => [
      ...unless(a.role !== b, "alreadyDone"),
      ...(b === "OWNER" ? unless(!a.shared, "sharedMailbox") : keptWithout(world, a.institutionId, a.userId)),
    ],
  }),
  removeMember: move(institutions.removeMember, {
    on: memberships,
    owner,
    input: ({ id, version }) => ({ membershipId: id, version }),
    refusals: ({ institutionId, userId }, _actor, world) => keptWithout(world, institutionId, userId),
  }),
  leaveInstitution: move(institutions.leaveInstitution, {
    on: (world) => world.institutions,
    owner: ({ id }) => ({ institutionId: id }),
    input: ({ id }, _luck, world, actor) => ({ institutionId: id, version: ownVersion(world, id, actor) }),
    refusals: ({ id }, { userId }, world) => keptWithout(world, id, userId),
  }),

  proposeTransfer: move(institutions.proposeTransfer, {
    on: memberships,
    owner,
    input: ({ id, institutionId }) => ({ institutionId, membershipId: id }),
    refusals: ({ institutionId, role, shared }, _actor, world) => {
      const isUnderway = world.transfers.some((one) => one.institutionId === institutionId && one.state === "PROPOSED");
      return [
        ...unless(role !== "OWNER", "alreadyDone"),
        ...unless(!shared, "sharedMailbox"),
        ...unless(!isUnderway, "changeUnderway"),
      ];
    },
  }),
  // Whoever an open offer names is still who they were: whatever changes that closes it, so that there is no wrongState.
  acceptTransfer: move(institutions.acceptTransfer, { ...transfer, refusals: offered }),
  closeTransfer: move(institutions.closeTransfer, { ...transfer, refusals: offered }),

  requestToJoin: move(institutions.requestToJoin, {
    on: (world) => world.institutions,
    input: ({ id }) => ({ institutionId: id, note: "Registrar since spring." }),
    refusals: ({ id, state }, { userId }, world) => {
      const open = world.joinRequests.filter((request) => request.userId === userId && isOpen(request));
      return [
        ...unless(["SUBMITTED", "RETURNED", "VERIFIED", "SUSPENDED"].includes(state), "notFound"),
        ...unless(!belongs(world, userId, id), "alreadyDone"),
        ...unless(!open.some(({ institutionId }) => institutionId === id), "alreadyDone"),
        ...unless(open.length < requestsAtMost, "tooManyRequests"),
      ];
    },
  }),
  decideJoinRequest: move(institutions.decideJoinRequest, {
    on: (world) => pairs(world.joinRequests, ["EDITOR", "VIEWER", "DECLINE"]),
    owner: ({ a }) => owner(a),
    input: ({ a, b }) => ({ requestId: a.id, version: a.version, decision: b }),
    refusals: ({ a, b }, _actor, world) => [
      ...unless(isOpen(a), "alreadyDone"),
      ...unless(
        b === "DECLINE" || belongs(world, a.userId, a.institutionId) || !isFull(world, a.institutionId),
        "membersFull",
      ),
    ],
  }),
};
