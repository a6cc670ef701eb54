import type { MailKey } from "./steps.ts";

/** What somebody can choose to hear of once a day, and the letters of each topic. */
const topicLetters = {
  institutions: [
    "institutionSubmitted",
    "institutionVerified",
    "institutionReturned",
    "institutionDeclined",
    "registrationLying",
    "registrationLapsed",
    "memberJoined",
    "memberLeft",
    "joinRequested",
    "joinDecided",
    "reportDue",
    "entryHidden",
    "entryRestored",
  ],
  applications: [
    "applicationReceived",
    "informationRequested",
    "applicationWithdrawn",
    "applicationAwarded",
    "applicationDeclined",
    "applicationWaitlisted",
    "placesOffered",
    "placesLapsed",
    "waitlistClosed",
    "messageFromDesk",
    "appealReceived",
    "appealWaits",
    "appealUpheld",
    "appealDismissed",
  ],
  licences: [
    "licencesActive",
    "seatBound",
    "seatNotBound",
    "licenceSuspended",
    "licenceReinstated",
    "licenceRevoked",
    "accountOpened",
    "accountDeclined",
    "accountSuspended",
    "accountReinstated",
    "accountRemoved",
  ],
  work: [
    "reviewAssigned",
    "reviewWithdrawn",
    "batchProposed",
    "changeProposed",
    "renewalAsked",
    "casesOverdue",
    "messageFromInstitution",
    "appealToJudge",
    "placesFree",
  ],
} as const satisfies Record<string, readonly MailKey[]>;

/** A topic of notices. */
export type Topic = keyof typeof topicLetters;

/** The topics, in the order in which people see them. */
export const topics = Object.keys(topicLetters) as Topic[];

/**
 * The topic that a letter belongs to. None for whatever comes at once whatever anybody chose: codes, invitations, links that open
 * something, and what concerns who may do what.
 */
export function topicOf(letter: MailKey): Topic | undefined {
  return topics.find((topic) => (topicLetters[topic] as readonly MailKey[]).includes(letter));
}

/** Letters that are nothing outside of the mail: they prove an address, or open something by it. */
const mailOnly: readonly MailKey[] = ["signInCode", "confirmationCode", "statusLink", "digest"];

/** Does a letter leave a notice in the portal too? */
export function leavesNotice(letter: MailKey): boolean {
  return !mailOnly.includes(letter);
}

/** Where a letter's link leads in the portal, without the language; none for links that carry a secret, or lead elsewhere. */
export function noticePath(link: unknown, origin: string): string | null {
  if (typeof link !== "string" || !link.startsWith(`${origin}/`)) return null;
  const path = link.slice(origin.length).replace(/^\/ur(?=\/|$)/, "") || "/";
  return /[A-Za-z0-9_-]{43}/.test(path) || path.length > 500 ? null : path;
}

/** Times that a mail is tried, each later than the one before: half a day in all. */
export const mailTries = 20;

/** The hour in Pakistan at which the digest of the day is written. */
export const digestHour = 9;

const HOUR = 3_600_000;
/** Pakistan keeps UTC+5 all year. */
const PAKISTAN = 5 * HOUR;

/** The last moment for a digest that is not after `now`: whatever came before it belongs in one. */
export function lastDigest(now: Date): Date {
  const shift = PAKISTAN - digestHour * HOUR;
  return new Date(Math.floor((now.getTime() + shift) / (24 * HOUR)) * 24 * HOUR - shift);
}

/** Notices on one page. */
export const noticesShown = 25;
