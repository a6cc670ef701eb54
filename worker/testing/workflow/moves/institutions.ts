import { isSettled } from "../../../../lib/applications/rules.ts";
import * as documents from "../../../../lib/documents/commands.ts";
import { pdf } from "../../../../lib/documents/testing/samples.ts";
import * as institutions from "../../../../lib/institutions/commands.ts";
import { currentRound, documentsExpected, isComplete } from "../../../../lib/institutions/rules.ts";
import { currentTerms } from "../../../../lib/institutions/terms.ts";
import { move, pairs, unless } from "../move.ts";
import { belongs, isAppealed, isClose, isHeldByOther, isMute, membersOf, row, type World } from "../world.ts";

type Invite = World["registrationInvites"][number];
type Merge = World["merges"][number];
type Institution = World["institutions"][number];

const on = (world: World) => world.institutions;
const owner = ({ id }: Institution) => ({ institutionId: id });
const isOpen = ({ state }: Institution) => state === "DRAFT" || state === "RETURNED";
const named = ({ id, version }: Institution) => ({ institutionId: id, version });
const standing = (of: Institution) =>
  of.documents.filter((document) => document.removedAt === null && document.applicationId === null);

/** Is the institution found genuine, suspended or not? */
const isStanding = ({ state }: Institution) => state === "VERIFIED" || state === "SUSPENDED";

/** What stands in the way of two institutions becoming one. */
const mergeable = (from: Institution, into: Institution, userId: string, world: World) => [
  ...unless(!isClose(world, userId, from.id) && !isClose(world, userId, into.id), "conflictOfInterest"),
  ...unless(from.id !== into.id, "nothingChosen"),
  ...unless(isStanding(from) && into.state === "VERIFIED", "wrongState"),
  ...unless(from.sector === into.sector, "otherSector"),
];

/** Is no institution verified under the entry? */
const isFree = (world: World, entry: string | null) =>
  entry === null || !world.institutions.some((of) => of.directoryEntryId === entry && isStanding(of));

/** Did others hand in a registration of the same university, which waits? Nothing else makes two alike here. */
const isBeside = (of: Institution, userId: string, world: World) =>
  of.directoryEntryId !== null &&
  world.institutions
    .filter(({ id, directoryEntryId }) => id !== of.id && directoryEntryId === of.directoryEntryId)
    .some(({ id, state }) => (state === "SUBMITTED" || state === "RETURNED") && !belongs(world, userId, id));

/** May the person open one more registration? */
const opens = (world: World, person: string) =>
  world.institutions.filter(
    (of) =>
      (isOpen(of) || of.state === "SUBMITTED") &&
      membersOf(world, of.id).some(({ userId, role }) => userId === person && role === "OWNER"),
  ).length < 20;

/** What is said of an institution that is submitted, by somebody who does not belong to it. */
const judged = (of: Institution, userId: string, world: World) => [
  ...unless(of.state === "SUBMITTED", "wrongState"),
  ...unless(!isClose(world, userId, of.id), "conflictOfInterest"),
  ...unless(!isHeldByOther(world, of.id, userId), "caseHeld"),
];

/** Does a decline of the institution wait for another officer? */
const isDeclining = (of: Institution, world: World) =>
  world.declines.some(({ institutionId, state }) => institutionId === of.id && state === "PROPOSED");

/** What the kinds that play are asked about how they are registered. */
const answers: Partial<Record<Institution["kind"], Record<string, string>>> = {
  UNIVERSITY: { hecListing: "no", charterLaw: "Act I of 2020" },
  FEDERAL_DEPARTMENT: { headName: "Kashif", headTitle: "Secretary" },
};

export const institutionMoves = {
  registerInstitution: move(institutions.registerInstitution, {
    on: () => ["UNIVERSITY", "FEDERAL_DEPARTMENT"],
    input: (kind, luck) => ({ kind, name: `Applicant ${luck}` }),
    refusals: (_kind, { userId }, world) => unless(opens(world, userId), "registrationsOpen"),
  }),
  saveIdentity: move(institutions.saveIdentity, {
    ...{ on, owner },
    input: (of, luck) => ({ ...named(of), kind: of.kind, name: `Applicant ${luck}` }),
    refusals: (of) => unless(isOpen(of), "wrongState"),
  }),
  inviteRegistration: move(institutions.inviteRegistration, {
    on: (world) => pairs(world.directory, world.users),
    input: ({ a, b }) => ({ directoryEntryId: a.id, email: b.email }),
    refusals: ({ a, b }, { email }, world) => {
      const isSent = ({ directoryEntryId, email: to, state }: Invite) =>
        directoryEntryId === a.id && to === b.email && state === "OPEN";
      return [
        ...unless(b.email !== email, "conflictOfInterest"),
        ...unless(isFree(world, a.id), "institutionRegistered"),
        ...unless(!world.registrationInvites.some(isSent), "duplicate"),
      ];
    },
  }),
  withdrawRegistrationInvite: move(institutions.withdrawRegistrationInvite, {
    on: (world) => world.registrationInvites,
    input: ({ id, version }) => ({ registrationInviteId: id, version }),
    refusals: ({ state }) => unless(state === "OPEN", "alreadyDone"),
  }),
  acceptRegistrationInvite: move(institutions.acceptRegistrationInvite, {
    on: (world) => world.registrationInvites,
    input: ({ token }) => ({ token }),
    refusals: ({ state, directoryEntryId, acceptedById }, { userId }, world) => {
      if (state === "ACCEPTED" && acceptedById === userId) return [];
      return [
        ...unless(state === "OPEN", "notFound"),
        ...unless(isFree(world, directoryEntryId), "institutionRegistered"),
        ...unless(opens(world, userId), "registrationsOpen"),
      ];
    },
  }),
  saveParticulars: move(institutions.saveParticulars, {
    ...{ on, owner },
    input: (of) => ({ ...named(of), kind: of.kind, ...answers[of.kind] }),
    refusals: (of) => unless(isOpen(of), "wrongState"),
  }),
  saveContact: move(institutions.saveContact, {
    ...{ on, owner },
    input: (of) => ({
      ...named(of),
      ...{ districtCode: "TST01", focalName: "Bushra", focalTitle: "Registrar", focalPhone: "0300 1234567" },
    }),
    refusals: (of) => unless(isOpen(of), "wrongState"),
  }),
  submitInstitution: move(institutions.submitInstitution, {
    ...{ on, owner },
    input: (of, luck) => ({
      ...{ ...named(of), termsVersion: currentTerms().version, accepted: "yes" },
      ...(luck % 2 === 0 && { besideReason: "Another campus of it." }),
    }),
    refusals: (of, { userId }, world, luck) => [
      ...unless(luck % 2 === 0 || !isBeside(of, userId, world), "registrationUnderWay"),
      ...unless(isOpen(of), "wrongState"),
      ...unless(isFree(world, of.directoryEntryId), "institutionRegistered"),
      ...unless(isComplete({ ...of, documents: standing(of).map(({ purpose }) => purpose) }), "incomplete"),
    ],
  }),
  sendRegistrationMessage: move(institutions.sendRegistrationMessage, {
    ...{ on, owner },
    input: ({ id }) => ({ institutionId: id, key: crypto.randomUUID(), text: "Which paper is missing?" }),
    refusals: ({ id, state }, { userId }, world) => [
      ...unless(state === "SUBMITTED" || state === "RETURNED", "wrongState"),
      ...unless(!isMute(world, userId, id), "conflictOfInterest"),
    ],
  }),
  markRegistrationRead: move(institutions.markRegistrationRead, {
    on: (world) => world.messages.filter(({ institutionId }) => institutionId !== null),
    owner: ({ institutionId }) => ({ institutionId: institutionId ?? "" }),
    input: ({ id }) => ({ registrationMessageId: id }),
  }),
  verifyInstitution: move(institutions.verifyInstitution, {
    ...{ on, owner },
    input: named,
    refusals: (of, { userId }, world) => {
      const round = of.checks.filter((check) => check.round === currentRound(of.checks));
      const again = of.state === "SUBMITTED" && round.some((check) => check.officerId === userId);
      return [
        ...judged(of, userId, world),
        ...unless(!again, "sameOfficer"),
        ...unless(!isDeclining(of, world), "declineProposed"),
        ...unless(isFree(world, of.directoryEntryId), "institutionRegistered"),
      ];
    },
  }),
  returnInstitution: move(institutions.returnInstitution, {
    ...{ on, owner },
    input: (of) => ({ ...named(of), reasons: ["documentWrong"] }),
    refusals: (of, { userId }, world) => [
      ...judged(of, userId, world),
      ...unless(!isDeclining(of, world), "declineProposed"),
    ],
  }),
  proposeDecline: move(institutions.proposeDecline, {
    ...{ on, owner },
    input: (of) => ({ ...named(of), reason: "neverProven", evidence: "No register knows of it." }),
    refusals: (of, { userId }, world) => [
      ...judged(of, userId, world),
      ...unless(!isDeclining(of, world), "declineProposed"),
    ],
  }),
  confirmDecline: move(institutions.confirmDecline, {
    on: (world) => world.declines,
    owner: ({ institutionId }) => ({ institutionId }),
    input: ({ id, version }) => ({ declineId: id, version }),
    refusals: ({ state, institutionId, proposedById }, { userId }, world) =>
      state === "PROPOSED"
        ? [
            ...judged(row(world.institutions, institutionId), userId, world),
            ...unless(proposedById !== userId, "sameOfficer"),
          ]
        : ["alreadyDone"],
  }),
  cancelDecline: move(institutions.cancelDecline, {
    on: (world) => world.declines,
    owner: ({ institutionId }) => ({ institutionId }),
    input: ({ id, version }) => ({ declineId: id, version }),
    refusals: ({ state, institutionId }, { userId }, world) => [
      ...unless(state === "PROPOSED", "alreadyDone"),
      ...unless(!isClose(world, userId, institutionId), "conflictOfInterest"),
    ],
  }),
  suspendInstitution: move(institutions.suspendInstitution, {
    ...{ on, owner },
    input: (of) => ({ ...named(of), reason: "Letters come back.", confirmed: "yes" }),
    refusals: (of, { userId }, world) => [
      ...unless(of.state === "VERIFIED", "wrongState"),
      ...unless(!isClose(world, userId, of.id), "conflictOfInterest"),
    ],
  }),
  liftSuspension: move(institutions.liftSuspension, {
    ...{ on, owner },
    input: (of) => ({ ...named(of), reason: "They have answered." }),
    refusals: (of, { userId }, world) => [
      ...unless(of.state === "SUSPENDED", "wrongState"),
      ...unless(!isClose(world, userId, of.id), "conflictOfInterest"),
    ],
  }),
  proposeMerge: move(institutions.proposeMerge, {
    on: (world) => pairs(world.institutions, world.institutions),
    owner: ({ a }) => owner(a),
    input: ({ a, b }) => ({ ...named(a), intoId: b.id, reason: "One office, twice." }),
    refusals: ({ a, b }, { userId }, world) => {
      const isIn = ({ state, fromId, intoId }: Merge) =>
        state === "PROPOSED" && [fromId, intoId].some((id) => id === a.id || id === b.id);
      return [
        ...unless(a.state !== "DRAFT" && b.state !== "DRAFT", "notFound"),
        ...mergeable(a, b, userId, world),
        ...unless(!world.merges.some(isIn), "changeUnderway"),
      ];
    },
  }),
  confirmMerge: move(institutions.confirmMerge, {
    on: (world) => world.merges,
    owner: ({ fromId }) => ({ institutionId: fromId }),
    input: ({ id, version }) => ({ mergeId: id, version }),
    refusals: ({ state, fromId, intoId, proposedById }, { userId }, world) => {
      if (state !== "PROPOSED") return ["alreadyDone"];
      const of = (id: string) => world.applications.filter(({ institutionId }) => institutionId === id);
      const open = (id: string) =>
        of(id).filter((application) => !isSettled(application.state) || isAppealed(application.id, world));
      const coming = world.licences.some((one) => one.institutionId === fromId && one.state === "PENDING");
      const proposed = of(fromId).some((application) => application.state === "PROPOSED");
      const inBoth = open(fromId).some((one) => open(intoId).some(({ phaseId }) => phaseId === one.phaseId));
      return [
        ...mergeable(row(world.institutions, fromId), row(world.institutions, intoId), userId, world),
        ...unless(proposedById !== userId, "sameOfficer"),
        ...unless(!coming && !proposed, "changeUnderway"),
        ...unless(!inBoth, "applicationsInBoth"),
      ];
    },
  }),
  cancelMerge: move(institutions.cancelMerge, {
    on: (world) => world.merges,
    owner: ({ fromId }) => ({ institutionId: fromId }),
    input: ({ id, version }) => ({ mergeId: id, version }),
    refusals: ({ state, fromId, intoId }, { userId }, world) => [
      ...unless(state === "PROPOSED", "alreadyDone"),
      ...unless(!isClose(world, userId, fromId) && !isClose(world, userId, intoId), "conflictOfInterest"),
    ],
  }),
  uploadDocument: move(documents.uploadDocument, {
    on: (world) => pairs(world.institutions, ["authorisation", "charter"]),
    owner: ({ a }) => owner(a),
    input: ({ a, b }, luck) => ({
      ...{ institutionId: a.id, purpose: b, fileName: "a.pdf", bytes: pdf(String(luck % 4)) },
    }),
    refusals: ({ a, b }) => [
      ...unless(isOpen(a), "wrongState"),
      ...unless(
        documentsExpected(a).some(({ purpose }) => purpose === b),
        "invalidInput",
      ),
    ],
  }),
  removeDocument: move(documents.removeDocument, {
    on: (world) =>
      world.institutions.flatMap((of) =>
        of.documents.filter(({ applicationId }) => applicationId === null).map((document) => ({ of, document })),
      ),
    owner: ({ of }) => owner(of),
    input: ({ document }) => ({ documentId: document.id }),
    refusals: ({ of, document }) => [
      ...unless(isOpen(of), "wrongState"),
      ...unless(document.removedAt === null, "alreadyDone"),
    ],
  }),
};
