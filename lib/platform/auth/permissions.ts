import type { MemberRole, Role } from "../db/generated/enums.ts";
import type { Actor, Person } from "./actor.ts";

/** Who a thing belongs to, as far as permission cares. */
export type Ownership = { institutionId?: string; userId?: string };

/** Holding any one of these lets somebody act. */
type Grant = "signedIn" | "self" | "system" | Role | `member:${MemberRole}`;

const editors = ["member:OWNER", "member:EDITOR"] as const;
const members = [...editors, "member:VIEWER"] as const;
const officials = ["REVIEWER", "APPROVER", "ADMINISTRATOR", "AUDITOR", "OPERATOR"] as const;

/**
 * The one table of action × role × ownership. Screens, queries, commands and tests read it; nothing else decides.
 * `member:*` needs the thing's institution, `self` its person; a plain role needs neither.
 */
export const permissions = {
  "people.endSession": ["self"],
  "people.extendSession": ["self"],
  "people.proposeChange": ["ADMINISTRATOR"],
  "people.nameDeputy": officials,
  "people.suspend": ["ADMINISTRATOR"],
  "people.confirmChange": ["ADMINISTRATOR"],
  "people.cancelChange": ["self", "ADMINISTRATOR"],
  "people.declineRole": ["self"],
  "people.markAbsence": ["self", "ADMINISTRATOR"],
  "people.endAbsence": ["self", "ADMINISTRATOR"],
  "people.confirmAct": ["signedIn"],
  "people.addPasskey": ["signedIn"],
  "people.removePasskey": ["signedIn"],
  "people.read": ["ADMINISTRATOR", "AUDITOR"],
  "people.readOwnOffice": officials,
  "people.readQuorums": ["ADMINISTRATOR", "OPERATOR", "AUDITOR"],
  "people.setLocale": ["self"],

  "institutions.register": ["signedIn"],
  "institutions.edit": editors,
  "institutions.submit": ["member:OWNER"],
  "institutions.verify": ["ADMINISTRATOR"],
  "institutions.return": ["ADMINISTRATOR"],
  "institutions.proposeDecline": ["ADMINISTRATOR"],
  "institutions.confirmDecline": ["ADMINISTRATOR"],
  "institutions.cancelDecline": ["ADMINISTRATOR"],
  "institutions.read": [...members, "REVIEWER", "APPROVER", "ADMINISTRATOR", "AUDITOR"],
  "institutions.readQueue": ["ADMINISTRATOR", "AUDITOR"],
  "institutions.readMembers": members,
  "institutions.inviteMember": ["member:OWNER"],
  "institutions.withdrawInvitation": ["member:OWNER"],
  "institutions.acceptInvitation": ["signedIn"],
  "institutions.changeMemberRole": ["member:OWNER"],
  "institutions.removeMember": ["member:OWNER"],
  "institutions.leave": members,
  "institutions.proposeTransfer": ["member:OWNER"],
  "institutions.acceptTransfer": ["self"],
  "institutions.closeTransfer": ["self", "member:OWNER"],
  "institutions.requestToJoin": ["signedIn"],
  "institutions.decideJoinRequest": ["member:OWNER"],
  "institutions.suspend": ["ADMINISTRATOR"],
  "institutions.lift": ["ADMINISTRATOR"],
  "institutions.proposeMerge": ["ADMINISTRATOR"],
  "institutions.confirmMerge": ["ADMINISTRATOR"],
  "institutions.cancelMerge": ["ADMINISTRATOR"],
  "institutions.readDirectory": ["ADMINISTRATOR", "AUDITOR"],
  "institutions.inviteToRegister": ["ADMINISTRATOR"],
  "institutions.withdrawRegistrationInvite": ["ADMINISTRATOR"],
  "institutions.acceptRegistrationInvite": ["signedIn"],
  "institutions.sendMessage": [...editors, "ADMINISTRATOR"],
  "institutions.markMessagesRead": [...members, "ADMINISTRATOR"],
  "institutions.readMessages": [...members, "ADMINISTRATOR", "AUDITOR"],

  "documents.upload": editors,
  "documents.remove": editors,
  "documents.read": [...members, "REVIEWER", "APPROVER", "ADMINISTRATOR", "AUDITOR"],

  "programmes.read": ["signedIn"],
  "programmes.readQuotas": ["APPROVER", "ADMINISTRATOR", "AUDITOR", "OPERATOR"],
  "programmes.proposeChange": ["ADMINISTRATOR"],
  "programmes.confirmChange": ["ADMINISTRATOR"],
  "programmes.cancelChange": ["ADMINISTRATOR"],

  "applications.start": editors,
  "applications.save": editors,
  "applications.attach": editors,
  "applications.removeAttachment": editors,
  "applications.submit": editors,
  "applications.withdraw": editors,
  "applications.reply": editors,
  "applications.read": [...members, "REVIEWER", "APPROVER", "ADMINISTRATOR", "AUDITOR"],
  "applications.sendMessage": [...editors, "ADMINISTRATOR"],
  "applications.markMessagesRead": [...members, "ADMINISTRATOR"],
  "applications.readMessages": [...members, "ADMINISTRATOR", "AUDITOR"],
  "applications.readQueue": ["ADMINISTRATOR", "AUDITOR", "APPROVER"],

  "reviews.assign": ["ADMINISTRATOR"],
  "reviews.widen": ["ADMINISTRATOR"],
  "reviews.moderate": ["ADMINISTRATOR"],
  "reviews.discuss": ["REVIEWER", "ADMINISTRATOR"],
  "reviews.revise": ["REVIEWER"],
  "reviews.readDiscussion": ["REVIEWER", "ADMINISTRATOR", "AUDITOR"],
  "reviews.readDifferences": ["APPROVER", "ADMINISTRATOR", "AUDITOR"],
  "reviews.reassign": ["ADMINISTRATOR"],
  "reviews.withdraw": ["ADMINISTRATOR"],
  "reviews.read": ["REVIEWER", "APPROVER", "ADMINISTRATOR", "AUDITOR"],
  "reviews.submit": ["REVIEWER"],
  "reviews.declareConflict": ["REVIEWER"],
  "reviews.readRubrics": ["ADMINISTRATOR", "AUDITOR"],
  "reviews.editRubric": ["ADMINISTRATOR"],
  "reviews.proposeRubric": ["ADMINISTRATOR"],
  "reviews.returnRubric": ["ADMINISTRATOR"],
  "reviews.publishRubric": ["ADMINISTRATOR"],
  "reviews.requestInformation": ["REVIEWER", "ADMINISTRATOR"],

  "batches.draft": ["APPROVER"],
  "batches.setItem": ["APPROVER"],
  "batches.propose": ["APPROVER"],
  "batches.repropose": ["APPROVER"],
  "batches.openItems": ["APPROVER"],
  "batches.sign": ["APPROVER"],
  "batches.approve": ["APPROVER"],
  "batches.reject": ["APPROVER"],
  "batches.cancel": ["APPROVER"],
  "batches.release": ["system"],
  "batches.offerPlaces": ["ADMINISTRATOR"],
  "batches.proposeClosing": ["ADMINISTRATOR"],
  "batches.confirmClosing": ["ADMINISTRATOR"],
  "batches.cancelClosing": ["ADMINISTRATOR"],
  "batches.acceptPlaces": ["member:OWNER"],
  "batches.declinePlaces": ["member:OWNER"],
  "batches.exportEvidence": ["AUDITOR", "ADMINISTRATOR"],
  "batches.read": ["APPROVER", "ADMINISTRATOR", "AUDITOR", "OPERATOR"],

  "appeals.file": ["member:OWNER"],
  "appeals.propose": ["ADMINISTRATOR", "APPROVER"],
  "appeals.confirm": ["ADMINISTRATOR", "APPROVER"],
  "appeals.sendBack": ["ADMINISTRATOR", "APPROVER"],
  "appeals.read": ["ADMINISTRATOR", "APPROVER", "AUDITOR"],
  "appeals.sendMessage": [...editors, "ADMINISTRATOR", "APPROVER"],
  "appeals.markMessagesRead": [...members, "ADMINISTRATOR", "APPROVER"],
  "appeals.readMessages": [...members, "ADMINISTRATOR", "APPROVER", "AUDITOR"],

  "licences.read": [...members, "APPROVER", "ADMINISTRATOR", "AUDITOR", "OPERATOR"],
  "licences.suspend": ["APPROVER"],
  "licences.proposeChange": ["APPROVER"],
  "licences.approveChange": ["APPROVER"],
  "licences.signChange": ["APPROVER"],
  "licences.rejectChange": ["APPROVER"],
  "licences.offerSeat": editors,
  "licences.openImport": editors,
  "licences.confirmImport": editors,
  "licences.withdrawOffer": editors,
  "licences.remindOffers": editors,
  "licences.releaseSeat": editors,
  "licences.remindIdle": editors,
  "licences.reclaimSeat": editors,
  "licences.askRebind": ["signedIn"],
  "licences.askRenewal": editors,
  "licences.proposeRenewal": ["APPROVER"],
  "licences.approveRenewal": ["APPROVER"],
  "licences.signRenewal": ["APPROVER"],
  "licences.declineRenewal": ["APPROVER"],
  "licences.confirmRebind": ["member:OWNER", "ADMINISTRATOR"],
  "licences.declineRebind": ["member:OWNER", "ADMINISTRATOR"],
  "licences.claimSeat": ["signedIn"],
  "licences.confirmUse": ["self"],
  "licences.readOwn": ["signedIn"],

  "outcomes.read": [...members, "ADMINISTRATOR", "AUDITOR"],
  "outcomes.readQueue": ["ADMINISTRATOR", "AUDITOR"],
  "outcomes.add": editors,
  "outcomes.correct": editors,
  "outcomes.remove": editors,
  "outcomes.confirm": editors,
  "outcomes.hide": ["ADMINISTRATOR"],
  "outcomes.restore": ["ADMINISTRATOR"],

  "messenger.request": ["signedIn"],
  "messenger.propose": ["ADMINISTRATOR"],
  "messenger.approve": ["ADMINISTRATOR"],
  "messenger.decline": ["ADMINISTRATOR"],
  "messenger.reject": ["ADMINISTRATOR"],
  "messenger.remove": ["self", "ADMINISTRATOR"],
  "messenger.read": ["ADMINISTRATOR", "AUDITOR"],

  "chain.resend": ["OPERATOR"],
  "governance.act": ["ADMINISTRATOR"],
  "governance.read": ["ADMINISTRATOR", "APPROVER", "OPERATOR", "AUDITOR"],
  "chain.read": ["OPERATOR", "ADMINISTRATOR", "APPROVER", "AUDITOR"],
  "audit.read": ["AUDITOR", "ADMINISTRATOR"],
  "audit.export": ["AUDITOR", "ADMINISTRATOR"],
  "audit.note": ["AUDITOR", "ADMINISTRATOR"],
  "reports.read": ["ADMINISTRATOR", "AUDITOR"],
  "reports.export": ["ADMINISTRATOR", "AUDITOR"],
  "reports.schedule": ["ADMINISTRATOR"],
  "reports.endSchedule": ["ADMINISTRATOR"],

  "notifications.readOwn": ["signedIn"],
  "notifications.mark": ["self"],
  "notifications.markAll": ["signedIn"],
  "notifications.choose": ["signedIn"],
  "notifications.askMobileCode": ["signedIn"],
  "notifications.proveMobile": ["signedIn"],
  "notifications.chooseTexts": ["signedIn"],
  "notifications.removeMobile": ["signedIn"],
  "notifications.readMail": ["OPERATOR", "ADMINISTRATOR", "AUDITOR"],
  "notifications.resend": ["OPERATOR"],

  "desk.claimCase": ["ADMINISTRATOR"],
  "desk.renewCase": ["ADMINISTRATOR"],
  "desk.releaseCase": ["ADMINISTRATOR"],
  "desk.saveView": officials,
  "desk.renameView": ["self"],
  "desk.removeView": ["self"],
  "desk.open": officials,
} as const satisfies Record<string, readonly Grant[]>;

/** A name from the table. */
export type Action = keyof typeof permissions;

/**
 * May `actor` do `action` to something owned by `owner`? Without `owner`, only what needs no ownership counts.
 * Pure; the same answer for a screen that shows a button and the command behind it.
 */
export function may(actor: Actor, action: Action, owner: Ownership = {}): boolean {
  if (actor === null) return false;
  const grants: readonly Grant[] = permissions[action];
  if (actor.kind === "system") return grants.includes("system");
  return grants.some((grant) => {
    if (grant === "signedIn") return true;
    if (grant === "self") return owner.userId === actor.userId;
    if (grant === "system") return false;
    if (grant.startsWith("member:"))
      return actor.memberships.some((m) => m.institutionId === owner.institutionId && `member:${m.role}` === grant);
    return actor.roles.some((role) => role === grant);
  });
}

/**
 * Is being asked to review the only office by which the person reads what belongs to others? Then queries show them what
 * they were asked to review, and nothing else.
 */
export function readsForReviewsOnly(actor: Person): boolean {
  return !actor.roles.some((role) => role === "APPROVER" || role === "ADMINISTRATOR" || role === "AUDITOR");
}

/** May `actor` do `action` to at least one thing? For navigation, never for a guard. */
export function mayEver(actor: Actor, action: Action): boolean {
  if (actor?.kind !== "person") return may(actor, action);
  return (
    may(actor, action, { userId: actor.userId }) ||
    actor.memberships.some((m) => may(actor, action, { institutionId: m.institutionId }))
  );
}
