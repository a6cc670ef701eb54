import type { Action } from "../platform/auth/permissions.ts";
import type { AppealState, ApplicationState, Sector } from "../platform/db/generated/enums.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";
import { attachmentsMissing } from "./attachments.ts";
import type { Answers } from "./schema.ts";

/** What an institution may ask for in one application. */
export const seatsAsked = { least: 1, most: 500 } as const;

/**
 * Links to an application's status by e-mail: days to open one, and from then on to read by it; how many may be written to one
 * address in a quarter of an hour; and the milliseconds that an answer takes at least, so that it does not tell a fitting receipt
 * number from another.
 */
export const statusLinks = { days: 30, perQuarterHour: 5, answerAfter: 400 } as const;

/** Files within the messages of one case at most. */
export const filesInMessages = 40;

/** Every application state, in the order of the way. */
export const applicationStates = [
  "DRAFT",
  "SUBMITTED",
  "IN_REVIEW",
  "INFORMATION_REQUESTED",
  "REVIEWED",
  "PROPOSED",
  "WAITLISTED",
  "AWARDED",
  "DECLINED",
  "WITHDRAWN",
] as const satisfies readonly ApplicationState[];

/** From each state, the states that may follow. Nothing moves that this table does not name. */
const moves: Record<ApplicationState, readonly ApplicationState[]> = {
  DRAFT: ["SUBMITTED", "WITHDRAWN"],
  SUBMITTED: ["IN_REVIEW", "INFORMATION_REQUESTED", "WITHDRAWN"],
  IN_REVIEW: ["REVIEWED", "INFORMATION_REQUESTED", "SUBMITTED", "WITHDRAWN"],
  INFORMATION_REQUESTED: ["SUBMITTED", "IN_REVIEW", "WITHDRAWN"],
  REVIEWED: ["PROPOSED", "IN_REVIEW", "WITHDRAWN"],
  PROPOSED: ["REVIEWED", "AWARDED", "DECLINED", "WAITLISTED"],
  // Places were offered and accepted: it is decided on anew. Or the waitlist was closed.
  WAITLISTED: ["REVIEWED", "DECLINED", "WITHDRAWN"],
  AWARDED: [],
  // An appeal was upheld: it is decided on anew.
  DECLINED: ["REVIEWED"],
  WITHDRAWN: [],
};

/** May an application go from one state to the other? */
export function mayMove(from: ApplicationState, to: ApplicationState): boolean {
  return moves[from].includes(to);
}

/** Is the application over? A decline is, unless an appeal against it is upheld. */
export function isSettled(state: ApplicationState): boolean {
  return state === "AWARDED" || state === "DECLINED" || state === "WITHDRAWN";
}

/** May another application begin with its answers? What was handed in may, and a draft that was discarded: its words are not lost. */
export function mayBeTaken({ receipt, state }: { receipt: string | null; state: ApplicationState }): boolean {
  return receipt !== null || state === "WITHDRAWN";
}

/** The states of an appeal that somebody has to decide on still. */
export const openAppeals = ["FILED", "PROPOSED"] as const satisfies readonly AppealState[];

/** What people do to an application, and in which states. A button that is shown is a transition that works. */
const actions = {
  "applications.save": ["DRAFT"],
  "applications.attach": ["DRAFT"],
  "applications.removeAttachment": ["DRAFT"],
  "applications.submit": ["DRAFT"],
  "applications.reply": ["INFORMATION_REQUESTED"],
  "applications.sendMessage": [
    ...["SUBMITTED", "IN_REVIEW", "INFORMATION_REQUESTED", "REVIEWED", "PROPOSED"],
    ...["WAITLISTED", "AWARDED", "DECLINED", "WITHDRAWN"],
  ],
  "applications.withdraw": ["DRAFT", "SUBMITTED", "IN_REVIEW", "INFORMATION_REQUESTED", "REVIEWED", "WAITLISTED"],
  "reviews.assign": ["SUBMITTED", "IN_REVIEW"],
  "reviews.requestInformation": ["SUBMITTED", "IN_REVIEW"],
} as const satisfies Partial<Record<Action, readonly ApplicationState[]>>;

/** An action of the table above. */
export type ApplicationAction = keyof typeof actions;

/** Does the state allow the action? The permission is another question. */
export function allows(state: ApplicationState, action: ApplicationAction): boolean {
  const states: readonly ApplicationState[] = actions[action];
  return states.includes(state);
}

/** What somebody can do now: the state allows it and `permitted` (their `may`, for this application's institution) says yes. */
export function actionsAvailable(
  state: ApplicationState,
  permitted: (action: ApplicationAction) => boolean,
): ApplicationAction[] {
  return (Object.keys(actions) as ApplicationAction[]).filter((action) => allows(state, action) && permitted(action));
}

/** How sensitive the data is that the seats will work with. */
export const dataSensitivities = ["PUBLIC", "INTERNAL", "PERSONAL", "RESTRICTED"] as const;

/** The questions with a written answer, in order: how long an answer has to be before the application can go in, and may be at most. */
export const questions = {
  purpose: { least: 40, most: 2000 },
  builders: { least: 20, most: 1000 },
  projects: { least: 40, most: 2000 },
  /** Asked in each sector's own words. */
  readiness: { least: 20, most: 2000 },
} as const;

/** A question with a written answer. */
export type Question = keyof typeof questions;

/** The questions in order. */
export const questionKeys = Object.keys(questions) as Question[];

/** What still keeps the application from being submitted: field path → code. Empty when it is complete. */
export function missing(application: {
  seats: number | null;
  answers: Answers;
  institution: { sector: Sector };
  /** The standing files, each with its question as `purpose`. */
  documents: readonly { purpose: string }[];
}): Record<string, ErrorCode> {
  const { answers, seats, institution, documents } = application;
  const found: Record<string, ErrorCode> = {};
  if (seats === null) found.seats = "required";
  for (const key of questionKeys) {
    const length = answers[key]?.trim().length ?? 0;
    if (length === 0) found[`answers.${key}`] = "required";
    else if (length < questions[key].least) found[`answers.${key}`] = "tooShort";
  }
  const attached = documents.map(({ purpose }) => purpose);
  for (const key of attachmentsMissing(institution.sector, attached)) found[`files.${key}`] = "attachmentMissing";
  if (!answers.dataSensitivity) found["answers.dataSensitivity"] = "required";
  if (!answers.supportName?.trim()) found["answers.supportName"] = "required";
  if (!answers.supportEmail) found["answers.supportEmail"] = "required";
  else if (!isEmail(answers.supportEmail)) found["answers.supportEmail"] = "emailInvalid";
  return found;
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text.trim());
}
