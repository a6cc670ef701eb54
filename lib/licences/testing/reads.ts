import type { Action } from "../../platform/auth/permissions.ts";
import { chain } from "../../platform/chain/network.ts";

type Things = Record<string, string>;

/**
 * Who sees something by a read: whoever the table lets do `action` to what is the institution's and its owner's, of reviewers only
 * who was `asked`; or, where a read is narrower or wider than any line of the table, these people by name.
 */
export type Sees = Action | { asked: Action } | readonly string[] | "everybody" | "signedIn";

const its = ["its viewer", "its editor", "its owner"];
/** Who sees what is their own; where everybody has some of it, this says nothing of whose. */
const members = ["a member of another institution", ...its];
const editors = ["its editor", "its owner"];
const owner = ["its owner"];
const reviewer = ["the reviewer who was asked"];
const listing = { text: "", page: 1 };

/**
 * Reads of one thing, as their name says, of which the audit does not tell by themselves (docs/audit.md): beside what a page is
 * about, by a secret, of the person's own, of what is published or a rule for all.
 */
export const untold: readonly string[] = [
  ...[
    "findDecline",
    "findDecisionOn",
    "findWaitingPlace",
    "findDiscussionOf",
    "findDifferences",
    "findReviewByReceipt",
  ],
  ...["findInvitation", "findRegistrationInvite", "findOffer"],
  ...["findStatus", "findDecisionByLink", "findWaitingPlaceByLink", "findKeptWords", "findRubric", "findProgramme"],
];

/** Every read that takes an actor: who sees something, and what it is asked for besides. */
export const reads: Record<string, readonly [Sees, ((things: Things) => unknown[])?]> = {
  // People and their offices.
  people: ["people.read"],
  findPerson: ["people.read", ({ userId }) => [userId]],
  ownOffice: ["people.readOwnOffice"],
  openChanges: ["people.read", ({ userId }) => [userId]],
  pastChanges: ["people.read", ({ userId }) => [userId]],
  offersTo: [owner],
  changesWaiting: ["people.confirmChange"],
  quorumsMissed: ["people.readQuorums"],
  confirmationState: ["people.confirmAct", () => ["batches.approve", {}]],
  ownPasskeys: [owner],
  findKeptWords: [owner, () => ["/home"]],

  // Institutions.
  myInstitutions: [members],
  findInstitution: [{ asked: "institutions.read" }, ({ institutionId }) => [institutionId]],
  institutionMembers: [{ asked: "institutions.read" }, ({ institutionId }) => [institutionId]],
  institutionQueue: ["institutions.readQueue", () => [listing]],
  institutionStanding: ["institutions.readQueue", ({ institutionId }) => [institutionId]],
  membershipOf: ["institutions.readMembers", ({ institutionId }) => [institutionId]],
  findInvitation: [["a stranger"], ({ invited }) => [invited]],
  institutionsToJoin: ["signedIn", ({ name }) => [{ name }]],
  registeredAlready: ["institutions.edit", ({ institutionId }) => [institutionId]],
  registrationsToJoin: ["signedIn", () => [{ name: "Other", identifierKeys: ["ntn:7654321"] }]],
  registrationsBeside: ["institutions.edit", ({ institutionId }) => [institutionId]],
  registrationMessages: ["institutions.readMessages", ({ institutionId }) => [institutionId]],
  alikeInstitutions: ["institutions.readQueue", ({ institutionId }) => [institutionId]],
  findDecline: ["institutions.read", ({ institutionId }) => [institutionId]],
  declinesOf: ["institutions.readQueue", ({ institutionId }) => [institutionId]],
  mergeProposed: ["institutions.readQueue", ({ institutionId }) => [institutionId]],
  mergeCandidates: ["institutions.proposeMerge", ({ institutionId }) => [institutionId, ""]],
  mergedInto: ["institutions.read", ({ gone }) => [gone]],
  directoryRows: ["institutions.readDirectory", () => [listing]],
  findDirectoryEntry: ["institutions.readDirectory", ({ directoryEntryId }) => [directoryEntryId]],
  findRegistrationInvite: ["institutions.acceptRegistrationInvite", ({ toRegister }) => [toRegister]],
  findDocument: [{ asked: "documents.read" }, ({ documentId }) => [documentId]],

  // Programmes.
  openProgrammes: ["programmes.read", () => ["EDUCATION"]],
  findRubric: ["programmes.read", ({ programmeId }) => [programmeId, 1]],
  rubricInForce: ["programmes.read", ({ phaseId }) => [phaseId]],
  isPhaseBlind: ["programmes.read", ({ phaseId }) => [phaseId]],
  programmeDays: ["programmes.read"],
  quotas: ["programmes.readQuotas", ({ programmeId }) => [programmeId]],
  programmesOfDesk: ["programmes.readQuotas"],
  findProgramme: ["programmes.readQuotas", ({ programmeId }) => [programmeId]],
  programmeChanges: ["programmes.readQuotas", ({ programmeId }) => [programmeId, "open"]],
  programmeChangesWaiting: ["programmes.confirmChange"],

  // Applications.
  prospects: [members],
  myApplications: [members],
  findApplication: [{ asked: "applications.read" }, ({ inReview }) => [inReview]],
  applicationQueue: ["applications.readQueue", () => [listing]],
  messagesOf: ["applications.readMessages", ({ applicationId }) => [applicationId]],
  unreadMessages: [its],
  unreadAtDesk: [["ADMINISTRATOR"]],
  findStatus: ["everybody", ({ applicationId }) => [applicationId]],
  usualDays: [[]],
  caseLease: ["desk.open", ({ applicationId }) => [{ applicationId }]],
  myViews: [owner],
  appealQueue: ["appeals.read", () => [listing]],
  appealsWaiting: ["appeals.read"],
  appealMessages: ["appeals.readMessages", ({ appealId }) => [appealId]],
  findAppeal: ["appeals.read", ({ appealId }) => [appealId]],
  appealOn: ["applications.read", ({ applicationId }) => [applicationId]],

  // Reviews.
  reviewers: ["reviews.assign"],
  previewAssignment: ["reviews.assign", ({ inReview, askedId }) => [[inReview], [askedId]]],
  planAutomatically: ["reviews.assign", ({ inReview }) => [[inReview]]],
  reviewerSuggestions: ["reviews.assign", ({ inReview }) => [inReview]],
  lateReviews: ["reviews.reassign"],
  myReviews: [reviewer],
  findReviewByReceipt: [reviewer, ({ receipt }) => [receipt]],
  findReview: [{ asked: "reviews.read" }, ({ reviewId }) => [reviewId]],
  reviewsOf: [["APPROVER", "ADMINISTRATOR", "AUDITOR", ...reviewer], ({ reviewed }) => [reviewed]],
  findDiscussion: [{ asked: "reviews.readDiscussion" }, ({ discussionId }) => [discussionId]],
  findDiscussionOf: [{ asked: "reviews.readDiscussion" }, ({ reviewed }) => [reviewed]],
  findDifferences: ["reviews.readDifferences", ({ reviewed }) => [reviewed]],
  rubrics: ["reviews.readRubrics"],
  findRubricVersion: ["reviews.readRubrics", ({ rubricId }) => [rubricId]],

  // Batches.
  batches: ["batches.read"],
  findBatch: ["batches.read", ({ batchId }) => [batchId]],
  findDecision: ["batches.setItem", ({ draft, reviewed }) => [draft, reviewed]],
  findReading: ["batches.openItems", ({ toRead }) => [toRead]],
  findToSign: ["batches.sign", ({ toRead }) => [toRead]],
  tryRule: ["batches.setItem", ({ draft }) => [draft, undefined]],
  seatSpread: ["programmes.readQuotas", ({ programmeId }) => [programmeId, []]],
  candidates: ["batches.draft", ({ draftOf }) => [draftOf]],
  batchProgrammes: ["batches.draft"],
  unsignedBatches: ["batches.read"],
  findDecisionOn: ["applications.read", ({ applicationId }) => [applicationId]],
  findDecisionByLink: ["everybody", ({ applicationId }) => [applicationId]],
  waitlists: ["everybody"],
  closedWaitlists: ["everybody"],
  closingsProposed: ["batches.read"],
  deskWaitlists: ["batches.read"],
  offersToMake: ["batches.read"],
  findWaitingPlace: ["applications.read", ({ waiting }) => [waiting]],
  findWaitingPlaceByLink: ["everybody", ({ waiting }) => [waiting]],
  placesOfferedTo: ["batches.acceptPlaces"],

  // Licences and seats.
  licences: [["APPROVER", "ADMINISTRATOR", "AUDITOR", "OPERATOR"], () => [listing]],
  findLicence: [["APPROVER", "ADMINISTRATOR", "AUDITOR", "OPERATOR"], ({ licenceId }) => [licenceId]],
  licencesOf: ["licences.read", ({ institutionId }) => [institutionId, listing]],
  seatCounts: ["licences.read", ({ institutionId }) => [institutionId]],
  historyFor: ["licences.read", ({ licenceId: id, institutionId }) => [{ id, institutionId }]],
  findCertificate: ["licences.read", ({ number }) => [number]],
  expiryOf: ["licences.read", ({ institutionId }) => [institutionId]],
  renewalsWaiting: ["licences.approveRenewal"],
  previewRenewals: ["licences.approveRenewal", ({ renewalId }) => [[renewalId]]],
  findRenewal: [["APPROVER", "ADMINISTRATOR", "AUDITOR", "OPERATOR"], ({ renewalId }) => [renewalId]],
  openRenewals: [["APPROVER", "ADMINISTRATOR", "AUDITOR", "OPERATOR"]],
  proposedChanges: [["APPROVER", "ADMINISTRATOR", "AUDITOR", "OPERATOR"]],
  proposedChangesWaiting: ["licences.approveChange"],
  findProposedChange: [
    ["APPROVER", "ADMINISTRATOR", "AUDITOR", "OPERATOR"],
    ({ licenceChangeId }) => [licenceChangeId],
  ],
  previewSuspension: ["licences.suspend", ({ licenceId }) => [[licenceId]]],
  findSeat: ["licences.read", ({ seatId }) => [seatId]],
  openRebinds: ["licences.confirmRebind", ({ institutionId }) => [institutionId]],
  offersToRemind: ["licences.remindOffers", ({ institutionId }) => [institutionId]],
  idleCount: ["licences.reclaimSeat", ({ institutionId }) => [institutionId]],
  idleSeats: ["licences.reclaimSeat", ({ institutionId }) => [institutionId]],
  previewReclaim: ["licences.reclaimSeat", ({ institutionId, seatId }) => [institutionId, [seatId]]],
  findSeatImport: ["licences.confirmImport", ({ importId }) => [importId]],
  findOffer: ["everybody", ({ claim }) => [claim]],
  holderCredential: [owner, ({ held: seatId }) => [{ seatId, subject: null }, null, chain()]],
  batchEvidence: ["batches.exportEvidence", ({ batchId }) => [batchId, chain()]],
  proving: [owner, ({ heldNumber: licence }) => [{ licence }]],
  mySeats: [owner],
  myRebinds: [owner],

  // The messenger, what came of it, notices.
  myAccounts: [owner],
  accountQueue: ["messenger.read"],
  accountsWaiting: ["messenger.read"],
  accountBatches: ["messenger.read"],
  findAccountBatch: ["messenger.read", ({ accounts }) => [accounts]],
  findReport: ["outcomes.read", ({ institutionId }) => [institutionId]],
  isReportAsked: ["outcomes.confirm", ({ institutionId }) => [institutionId, nextSummer()]],
  reportsAsked: [editors, () => [nextSummer()]],
  findEntry: ["outcomes.read", ({ entryId }) => [entryId]],
  entryQueue: ["outcomes.readQueue", () => [listing]],
  unreadNotices: [owner],
  myNotices: [owner, () => [1]],
  myDelivery: [owner],
  myTexts: ["signedIn"],
  mailCounts: ["notifications.readMail"],
  mails: ["notifications.readMail", () => [{ state: undefined, page: 1 }]],

  // The register, the audit, reports.
  outbox: ["chain.read"],
  findChainWrite: ["chain.read", ({ writeId }) => [writeId]],
  outboxCounts: ["chain.read"],
  workerBeat: ["chain.read"],
  chainOwners: ["chain.read"],
  logCheck: ["chain.read", () => ["aaaaa-aa"]],
  registryPeople: ["governance.read", () => [["2vxsx-fae"]]],
  cameThrough: [owner, ({ seatId }) => ["licences.reclaimSeat", [seatId]]],
  auditTrail: ["audit.read"],
  auditHead: ["audit.read"],
  auditGuard: ["audit.read"],
  exportRows: ["audit.export", () => [{ filter: {}, lastId: 1_000n, sequence: 1_000n }]],
  report: ["reports.read", () => [{ from: "2020-01-01", to: "2100-01-01" }]],
  reportSchedules: ["reports.read"],
  possibleReaders: ["reports.schedule"],
  findReportFile: ["reports.read", ({ file }) => [file]],
};

/** What a licence of today came to is asked for by then. */
function nextSummer(): Date {
  return new Date(Date.now() + 300 * 86_400_000);
}
