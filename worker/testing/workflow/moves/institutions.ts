import * as documents from "../../../../lib/documents/commands.ts";
import { pdf } from "../../../../lib/documents/testing/samples.ts";
import * as institutions from "../../../../lib/institutions/commands.ts";
import { currentRound, documentsExpected, isComplete } from "../../../../lib/institutions/rules.ts";
import { currentTerms } from "../../../../lib/institutions/terms.ts";
import { move, pairs, unless } from "../move.ts";
import { belongs, isHeldByOther, membersOf, type World } from "../world.ts";

type Institution = World["institutions"][number];

const on = (world: World) => world.institutions;
const owner = ({ id }: Institution) => ({ institutionId: id });
const isOpen = ({ state }: Institution) => state === "DRAFT" || state === "RETURNED";
const named = ({ id, version }: Institution) => ({ institutionId: id, version });
const standing = (of: Institution) =>
  of.documents.filter((document) => document.removedAt === null && document.applicationId === null);

/** What is said of an institution that is submitted, by somebody who does not belong to it. */
const judged = (of: Institution, userId: string, world: World) => [
  ...unless(of.state === "SUBMITTED", "wrongState"),
  ...unless(!belongs(world, userId, of.id), "conflictOfInterest"),
  ...unless(!isHeldByOther(world, of.id, userId), "caseHeld"),
];

/** What the kinds that play are asked about how they are registered. */
const answers: Partial<Record<Institution["kind"], Record<string, string>>> = {
  UNIVERSITY: { hecListing: "no", charterLaw: "Act I of 2020" },
  FEDERAL_DEPARTMENT: { headName: "Kashif", headTitle: "Secretary" },
};

export const institutionMoves = {
  registerInstitution: move(institutions.registerInstitution, {
    on: () => ["UNIVERSITY", "FEDERAL_DEPARTMENT"],
    input: (kind, luck) => ({ kind, name: `Applicant ${luck}` }),
    refusals: (_kind, actor, world) => {
      const owned = world.institutions.filter(
        ({ id, state }) =>
          state !== "VERIFIED" &&
          membersOf(world, id).some(({ userId, role }) => userId === actor.userId && role === "OWNER"),
      );
      return unless(owned.length < 20, "registrationsOpen");
    },
  }),
  saveIdentity: move(institutions.saveIdentity, {
    ...{ on, owner },
    input: (of, luck) => ({ ...named(of), kind: of.kind, name: `Applicant ${luck}` }),
    refusals: (of) => unless(isOpen(of), "wrongState"),
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
    input: (of) => ({ ...named(of), termsVersion: currentTerms().version, accepted: "yes" }),
    refusals: (of) => [
      ...unless(isOpen(of), "wrongState"),
      ...unless(isComplete({ ...of, documents: standing(of).map(({ purpose }) => purpose) }), "incomplete"),
    ],
  }),
  verifyInstitution: move(institutions.verifyInstitution, {
    ...{ on, owner },
    input: named,
    refusals: (of, { userId }, world) => {
      const round = of.checks.filter((check) => check.round === currentRound(of.checks));
      const again = of.state === "SUBMITTED" && round.some((check) => check.officerId === userId);
      return [...judged(of, userId, world), ...unless(!again, "sameOfficer")];
    },
  }),
  returnInstitution: move(institutions.returnInstitution, {
    ...{ on, owner },
    input: (of) => ({ ...named(of), reasons: ["documentWrong"] }),
    refusals: (of, { userId }, world) => judged(of, userId, world),
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
