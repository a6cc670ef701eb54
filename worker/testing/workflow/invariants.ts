import { isSettled } from "../../../lib/applications/rules.ts";
import { officersNeeded } from "../../../lib/institutions/rules.ts";
import { writeKeys } from "../../../lib/licences/rules.ts";
import { membersOf, row, type World } from "./world.ts";

/** What was seen to happen, kept apart from the tables: counts and sets. */
export type Ledger = {
  /** Places by sector: what approvals took less what cancellations and governors gave back. */
  taken: Map<string, number>;
  /** `reviewer application` of every score that was handed in. */
  scored: Set<string>;
  /** Who proposed a batch and who approved it, by batch. */
  proposers: Map<string, string>;
  approvers: Map<string, string>;
  /** Every decision on an institution by somebody who belonged to it then; whoever joins or leaves afterwards changes nothing. */
  partial: Set<string>;
};

export const emptyLedger = (): Ledger => ({
  ...{ taken: new Map(), scored: new Set(), proposers: new Map(), approvers: new Map(), partial: new Set() },
});

type Check = (world: World, ledger: Ledger) => string[];

const found = <T extends { id: string }>(rows: readonly T[], isWrong: (one: T) => boolean): string[] =>
  rows.filter(isWrong).map(({ id }) => id);

const decidedStates = ["APPROVED", "RELEASED", "COMPLETED"];

const heldPlaces = (offers: World["offers"]) => offers.reduce((sum, { seats }) => sum + seats, 0);

/** What must hold in every world; each gives the ids of what breaks it. */
const invariants: Record<string, Check> = {
  "no sector and no programme gives more places than it has, and each place taken is a licence or held by one offer": (
    world,
    ledger,
  ) => {
    const held = world.offers.filter(({ state }) => state === "OPEN" || state === "ACCEPTED");
    const heldIn = (sector: string) => heldPlaces(held.filter((offer) => offer.sector === sector));
    const kept = world.licences.filter(({ placeReturnedAt }) => placeReturnedAt === null);
    const count = (sector: string) => kept.filter((licence) => licence.sector === sector).length;
    const total = world.programmes[0]?.places ?? 0;
    return [
      ...world.quotas
        .filter(({ sector, places, taken }) => {
          const given = taken - heldIn(sector);
          const isKnown = given === count(sector) && given === (ledger.taken.get(sector) ?? 0);
          return taken > places || !isKnown;
        })
        .map(({ sector, taken }) => `${sector}: ${taken}`),
      ...(kept.length + heldPlaces(held) > total ? [`${kept.length} of ${total}`] : []),
      ...twice(held.map(({ applicationId }) => applicationId)),
    ];
  },
  "two people decide on a batch, and neither scored in it": (world, ledger) =>
    found(world.batches, (batch) => {
      if (!decidedStates.includes(batch.state)) return false;
      const deciders = [ledger.proposers.get(batch.id) ?? "", ledger.approvers.get(batch.id) ?? ""];
      const [proposer, approver] = deciders.map((id) => row(world.users, id));
      if (proposer?.id === approver?.id || batch.proposedById !== proposer?.id || batch.approvedById !== approver?.id)
        return true;
      if (proposer?.principal && proposer.principal === approver?.principal) return true;
      return batch.items.some(({ applicationId }) =>
        deciders.some((id) => ledger.scored.has(`${id} ${applicationId}`)),
      );
    }),
  "a batch is approved by as many as its quorum asks for, who are not its proposer and have opened all of it": (
    world,
  ) =>
    found(world.batches, ({ state, items, approvals, quorum, proposedById }) => {
      if (!decidedStates.includes(state)) return false;
      const sound = approvals.filter(
        ({ approverId }) =>
          approverId !== proposedById && items.every(({ views }) => views.some(({ userId }) => userId === approverId)),
      );
      return sound.length < approvals.length || sound.length < Math.max(1, quorum ?? 1);
    }),
  "nobody verifies, scores or decides on an institution while they belong to it": (_world, { partial }) => [...partial],
  "what an institution reports reads as somebody of it wrote it last, and how it read before is kept": (world) =>
    found(world.entries, ({ name, revisions }) => {
      const [first, last] = [revisions[0], revisions.at(-1)];
      return first?.version !== 0 || (last?.words as { name?: string } | undefined)?.name !== name;
    }),
  "two administrators open accounts, and nobody their own": (world) =>
    found(world.accountBatches, ({ id, state, proposedById, approvedById }) => {
      if (!decidedStates.includes(state)) return false;
      const isOwn = world.accounts.some((account) => account.batchId === id && account.userId === approvedById);
      return approvedById === null || approvedById === proposedById || isOwn;
    }),
  "two people decide on an appeal, and neither scored, decided or belongs to the applicant": (world, ledger) =>
    found(world.appeals, ({ state, applicationId, proposedById, confirmedById }) => {
      if (state !== "UPHELD" && state !== "DISMISSED") return false;
      const panel = [proposedById ?? "", confirmedById ?? ""];
      const decided = world.batches
        .filter(({ items }) => items.some((item) => item.applicationId === applicationId))
        .flatMap(({ proposedById: by, approvedById: and }) => [by, and]);
      const isInvolved = (id: string) => ledger.scored.has(`${id} ${applicationId}`);
      return (
        panel[0] === panel[1] ||
        panel.some(isInvolved) ||
        (state === "DISMISSED" && panel.some((id) => decided.includes(id)))
      );
    }),
  "what an appeal overturned is decided on anew by others": (world) => {
    const deciders = ({ proposedById, approvals }: World["batches"][number]) => [
      proposedById,
      ...approvals.map(({ approverId }) => approverId),
    ];
    return found(world.applications, ({ id }) => {
      const decisions = world.batches.flatMap((batch) =>
        decidedStates.includes(batch.state)
          ? batch.items.filter(({ applicationId }) => applicationId === id).map((item) => ({ batch, item }))
          : [],
      );
      const overturned = decisions.filter(({ item }) => !item.live && item.outcome === "DECLINE");
      return overturned.some(({ batch: first }) =>
        decisions.some(
          ({ batch: next }) =>
            Number(next.proposedAt) > Number(first.proposedAt) &&
            deciders(next).some((one) => deciders(first).includes(one)),
        ),
      );
    });
  },
  "an institution has one application in a phase that was handed in and is not over": (world) =>
    found(world.applications, ({ id, institutionId, phaseId, receipt, state }) => {
      if (receipt === null || isSettled(state)) return false;
      const others = world.applications.filter(
        (other) => other.id !== id && other.institutionId === institutionId && other.phaseId === phaseId,
      );
      return others.some((other) => other.receipt !== null && !isSettled(other.state));
    }),
  "every score is its reviewer's own, and a reviewed application has as many as it needs": (world, ledger) => [
    ...found(
      world.reviews,
      ({ state, reviewerId, applicationId }) =>
        state === "SUBMITTED" && !ledger.scored.has(`${reviewerId} ${applicationId}`),
    ),
    ...found(
      world.applications,
      ({ id, state, reviewersNeeded }) =>
        ["REVIEWED", "PROPOSED", "WAITLISTED", "AWARDED", "DECLINED"].includes(state) &&
        world.reviews.filter((review) => review.applicationId === id && review.state === "SUBMITTED").length !==
          reviewersNeeded,
    ),
  ],
  "an institution is verified by as many officers as it takes": (world) =>
    found(world.institutions, (institution) => {
      const { state, checks } = institution;
      if (state !== "VERIFIED" || institution.submittedAt === null) return false;
      const round = Math.max(...checks.map((check) => check.round));
      const officers = new Set(
        checks.filter((check) => check.round === round && check.verified).map((one) => one.officerId),
      );
      return officers.size < officersNeeded(institution);
    }),
  "a role changes by two people, neither the one concerned; nobody is administrator and approver": (world) => [
    ...found(world.changes, ({ state, userId, proposedById, confirmedById, deputyForId }) => {
      const isConfirmed = state === "CONFIRMED" || state === "APPLIED";
      const others = [proposedById, userId, deputyForId];
      return proposedById === userId || (isConfirmed && (!confirmedById || others.includes(confirmedById)));
    }),
    ...found(world.users, ({ grants }) => {
      const roles = grants.map((grant) => grant.role);
      return roles.includes("ADMINISTRATOR") && roles.includes("APPROVER");
    }),
  ],
  "a programme changes by two people, is split into no more places than it has, and asks for an approval at least": (
    world,
  ) => [
    ...found(
      world.proposals,
      ({ state, proposedById, confirmedById }) =>
        state === "CONFIRMED" && (confirmedById === null || confirmedById === proposedById),
    ),
    ...world.programmes.flatMap(({ id, quorumRules }) =>
      quorumRules.some(({ approvals }) => approvals < 1) ? [id] : [],
    ),
  ],
  "a batch is released once two have signed it in the registry": (world) =>
    found(world.batches, ({ id, state, manifestHash }) => {
      if (manifestHash === null || (state !== "RELEASED" && state !== "COMPLETED")) return false;
      const certified = world.signatures.filter((one) => one.subjectId === id && one.state === "CERTIFIED");
      return new Set(certified.map(({ principal }) => principal)).size < 2;
    }),
  "a licence is reinstated or revoked once two have approved it and signed it in the registry": (world) =>
    found(world.writes, ({ kind, key }) => {
      if (kind !== "reinstate" && kind !== "revoke") return false;
      const change = world.licenceChanges.find(({ operation }) => operation === key);
      if (change?.state !== "SENT" || change.approverIds.includes(change.proposedById)) return true;
      const certified = world.signatures.filter((one) => one.code === key && one.state === "CERTIFIED");
      return change.approverIds.length === 0 || new Set(certified.map(({ principal }) => principal)).size < 2;
    }),
  "a licence is suspended by one approver alone, who has signed it in the registry": (world) =>
    found(world.writes, ({ kind, key }) => {
      if (kind !== "suspend") return false;
      const change = world.licenceChanges.find(({ operation }) => operation === key);
      if (change?.state !== "SENT" || change.approverIds.length > 0) return true;
      const certified = world.signatures.filter((one) => one.code === key && one.state === "CERTIFIED");
      return !certified.some(({ userId }) => userId === change.proposedById);
    }),
  "licences are renewed once two have approved that and signed it in the registry": (world) =>
    found(world.writes, ({ kind, key, state }) => {
      if (kind !== "renewBatch" || state === "REFUSED") return false;
      const renewal = world.renewals.find(({ operation }) => operation === key);
      if (renewal?.state !== "APPROVED" || renewal.approverIds.length === 0) return true;
      const certified = world.signatures.filter((one) => one.code === key && one.state === "CERTIFIED");
      return new Set(certified.map(({ principal }) => principal)).size < 2;
    }),
  "an application gets the seats that were awarded, never more than it asked for": (world) =>
    found(world.applications, ({ id, state, seats }) => {
      const items = world.batches.flatMap((batch) =>
        batch.items.filter((item) => item.live && item.applicationId === id).map((item) => ({ ...item, batch })),
      );
      const [item] = items;
      const licences = world.licences.filter((licence) => licence.applicationId === id).length;
      const isDecided = item !== undefined && decidedStates.includes(item.batch.state);
      const awarded = isDecided ? item.seats : 0;
      const isNone = state === "DECLINED" || state === "WAITLISTED";
      const isRight = state === "AWARDED" ? awarded > 0 : !isNone || (isDecided && awarded === 0);
      return items.length > 1 || licences !== awarded || awarded > (seats ?? 0) || !isRight;
    }),
  "places are offered to whoever waits, no more than were asked for; who accepted them gets no more": (world) =>
    found(world.offers, ({ state, seats, applicationId }) => {
      const application = row(world.applications, applicationId);
      const licences = world.licences.filter((licence) => licence.applicationId === applicationId).length;
      const awarded = world.batches
        .flatMap(({ items }) => items)
        .filter((item) => item.live && item.applicationId === applicationId);
      if (seats > (application.seats ?? 0)) return true;
      if (state === "OPEN") return !["WAITLISTED", "WITHDRAWN"].includes(application.state);
      if (state === "ACCEPTED") return licences > 0 || awarded.some((item) => item.seats > seats);
      return state === "SPENT" && licences !== seats;
    }),
  "a licence that was certified has exactly one block, and it is its chunk's": (world) =>
    found(world.licences, ({ number, state, block }) => {
      const fixed = world.chunks.filter(({ entries }) => JSON.stringify(entries).includes(`"${number}"`));
      const keys = fixed.map(({ batch, chunk }) => writeKeys.issue(batch.code, chunk));
      const issued = world.writes.filter(({ key }) => keys.includes(key));
      const certified = issued.filter((write) => write.state === "CERTIFIED");
      if (state === "PENDING") return block !== null || certified.length > 0 || issued.length > 1;
      const [write] = certified;
      const answer = write?.answer as { block?: string } | null | undefined;
      return issued.length !== 1 || certified.length !== 1 || block === null || answer?.block !== block.toString();
    }),
  "a licence is in one hand at a time, and an identity holds one": (world) => {
    const held = world.seats.filter(({ state }) => state !== "RELEASED");
    const inForce = (id: string) => ["ACTIVE", "SUSPENDED"].includes(row(world.licences, id).state);
    const principals = held.filter((seat) => inForce(seat.licenceId)).flatMap(({ principal }) => principal ?? []);
    const moving = world.seatRebinds.filter(({ state }) => state === "CONFIRMED").map(({ principal }) => principal);
    const licences = held.map((seat) => seat.licenceId);
    return [...twice(licences), ...twice([...principals, ...moving])];
  },
  "a seat is moved to another identity by somebody other than who asks": (world) =>
    found(world.seatRebinds, ({ state, userId, decidedById }) => {
      const isDecided = state === "CONFIRMED" || state === "DONE";
      return decidedById === userId || (isDecided && decidedById === null);
    }),
  "two approvers renew, and a licence is renewed once at a time": (world) => [
    ...found(
      world.renewals,
      ({ state, proposedById, decidedById }) =>
        state === "APPROVED" && (proposedById === null || decidedById === null || decidedById === proposedById),
    ),
    ...twice(world.renewals.flatMap(({ items }) => items.filter(({ live }) => live).map((item) => item.licenceId))),
  ],
  "an institution always has an owner, and no address that several people read is one": (world) =>
    found(world.institutions, ({ id, state }) => {
      if (state === "MERGED") return false;
      const owners = membersOf(world, id).filter(({ role }) => role === "OWNER");
      return owners.length === 0 || owners.some(({ shared }) => shared);
    }),
  "a registration is declined by another officer than proposed it, and stays out of every decision while one is open": (
    world,
  ) => [
    ...found(
      world.declines,
      ({ state, proposedById, closedById }) => state === "CONFIRMED" && closedById === proposedById,
    ),
    ...found(world.institutions, ({ id, state }) => {
      const of = world.declines.filter(({ institutionId }) => institutionId === id);
      const isOpen = of.some((decline) => decline.state === "PROPOSED");
      const isDeclined = of.some((decline) => decline.state === "CONFIRMED");
      return (isOpen && state !== "SUBMITTED") || isDeclined !== (state === "DECLINED");
    }),
  ],
  "an institution that was merged into another has nothing left": (world) =>
    found(world.institutions, ({ id, state, mergedIntoId }) => {
      const has = (things: readonly { institutionId: string }[]) => things.some((one) => one.institutionId === id);
      const isLeft = membersOf(world, id).length > 0 || has(world.applications) || has(world.licences);
      return state === "MERGED" ? mergedIntoId === null || isLeft : mergedIntoId !== null;
    }),
  "an open offer of ownership is the only one, by an owner to a member": (world) => {
    const open = world.transfers.filter(({ state }) => state === "PROPOSED");
    const roleOf = (institutionId: string, userId: string) =>
      membersOf(world, institutionId).find((member) => member.userId === userId)?.role;
    return [
      ...twice(open.map(({ institutionId }) => institutionId)),
      ...found(open, ({ institutionId, fromId, toId }) => {
        const [from, to] = [roleOf(institutionId, fromId), roleOf(institutionId, toId)];
        return from !== "OWNER" || to === undefined || to === "OWNER";
      }),
    ];
  },
  "an invitation is accepted by the address that it was sent to, and none makes an owner": (world) =>
    found(world.invitations, ({ state, email, role, acceptedById }) => {
      const isOwn = state !== "ACCEPTED" || row(world.users, acceptedById ?? "").email === email;
      return role === "OWNER" || !isOwn;
    }),
};

function twice(list: readonly string[]): string[] {
  return list.filter((one, at) => list.indexOf(one) < at);
}

/** What of the invariants does not hold, in words; empty when all do. */
export function broken(world: World, ledger: Ledger): string[] {
  return Object.entries(invariants).flatMap(([says, check]) => {
    const ids = check(world, ledger);
    return ids.length > 0 ? [`not true: ${says} (${ids.join(", ")})`] : [];
  });
}
