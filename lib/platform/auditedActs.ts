import { type Action, permissions } from "./auth/permissions.ts";

/** What the audit tells of that nobody does by a command: on the way in, by a link, by the clock, by the register. */
const besides = [
  "people.requestCode",
  "people.signIn",
  "people.appoint",
  "people.applyChange",
  "people.lapseChange",
  "people.endDeputy",
  "people.quorumAlarm",
  "institutions.remindLying",
  "institutions.closeLying",
  "applications.requestStatusLink",
  "applications.openStatusLink",
  "applications.readStatus",
  "applications.escalate",
  "reviews.remind",
  "batches.closeOffers",
  "licences.expire",
  "licences.returnPlaces",
  "outcomes.ask",
  "reports.write",
  "chain.certify",
  "chain.refuse",
  "chain.logAlarm",
] as const;

/** An act as the audit names it; people read it by its words under `audit.acts`. */
export type Act = Action | (typeof besides)[number];

/** Every act that a row of the audit can be of. */
export const acts: readonly Act[] = [...(Object.keys(permissions) as Action[]), ...besides];

/** What a row of the audit can be about; people read it by its words under `audit.kinds`. */
export const subjectKinds = [
  "appeal",
  "application",
  "batch",
  "chainWrite",
  "confirmation",
  "directoryEntry",
  "discussion",
  "document",
  "input",
  "institution",
  "licence",
  "licenceChange",
  "mail",
  "messengerAccount",
  "messengerBatch",
  "notice",
  "outcomeEntry",
  "programme",
  "renewal",
  "reportFile",
  "reportSchedule",
  "review",
  "rubric",
  "seat",
  "seatImport",
  "session",
  "user",
  "view",
] as const;

/** A kind of thing that a row of the audit is about. */
export type SubjectKind = (typeof subjectKinds)[number];
