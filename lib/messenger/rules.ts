import { chunkSize } from "../platform/chain/writes.ts";
import type { AccountState } from "../platform/db/generated/enums.ts";

/** The text that a holder consents to when a handle is published; a change of the text is a new version. */
export const consentVersion = "2026-11";

/** At most this many accounts in one batch: what the messenger takes in one call, so that a batch stands or falls whole. */
export const proposedAtOnce = chunkSize;

/** The form of a handle, as people are told it and as an address is allowed to look. */
export const handleForm = /^[a-z](?:[a-z0-9]|[._](?=[a-z0-9])){2,19}$/;

/** Is `handle` 3 to 20 characters a–z and 0–9 with single dots or underscores inside, beginning with a letter? */
export function isHandle(handle: string): boolean {
  return handleForm.test(handle);
}

/** What somebody typed, as a handle: an @ in front and blanks around dropped, lower case. Says nothing about its form. */
export function readHandle(typed: string): string {
  return typed.trim().replace(/^@/, "").toLowerCase();
}

/**
 * What a hurried eye sees. Two handles with one skeleton are look-alikes, and only one of them may stand.
 * Separators vanish; 0 is o; 1, i and l are one; rn is m, vv is w, cl is d; 5 is s, 2 is z, 8 is b, 6 and 9 are g, q is g.
 */
export function skeleton(handle: string): string {
  return handle
    .replace(/[._]/g, "")
    .replace(/rn/g, "m")
    .replace(/vv/g, "w")
    .replace(/cl/g, "d")
    .replace(/[01i5286q9]/g, (character) => lookalikes[character] ?? character);
}

const lookalikes: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  i: "l",
  "5": "s",
  "2": "z",
  "8": "b",
  "6": "g",
  q: "g",
  "9": "g",
};

/** Names that could pass for an office, for this portal or for those who run the network. */
const reserved = [
  ...[
    "admin",
    "administrator",
    "root",
    "system",
    "support",
    "help",
    "helpdesk",
    "info",
    "contact",
    "security",
    "abuse",
  ],
  ...["moderator", "official", "staff", "team", "service", "postmaster", "webmaster", "noreply", "mailer", "null"],
  ...["sanad", "licence", "license", "verify", "registry", "messenger", "portal", "desk", "auditor", "approver"],
  ...[
    "pakistan",
    "gov",
    "government",
    "govpk",
    "pda",
    "nadra",
    "pta",
    "hec",
    "pseb",
    "moitt",
    "nitb",
    "ignite",
    "secp",
  ],
  ...["president", "primeminister", "pmoffice", "cabinet", "senate", "parliament", "assembly", "supremecourt", "army"],
  ...["ministry", "minister", "federal", "punjab", "sindh", "balochistan", "kpk", "gilgit", "islamabad", "azadkashmir"],
  ...[
    "statebank",
    "sbp",
    "fbr",
    "ecp",
    "fia",
    "ispr",
    "police",
    "interior",
    "defence",
    "finance",
    "education",
    "health",
  ],
  ...["dfinity", "caffeine", "internetcomputer", "internetidentity", "icp", "ic", "openchat", "nns"],
];

/** Words that no handle may begin with, whatever follows: nobody should be `sanad.helpdesk` or `ministry_of_it`. */
const reservedStems = [
  "sanad",
  "ministry",
  "government",
  "pakistan",
  "official",
  "dfinity",
  "caffeine",
  "admin",
  "support",
];

const reservedSkeletons = new Set(reserved.map(skeleton));
const stemSkeletons = reservedStems.map(skeleton);

/** May nobody have this handle, because it is, looks like, or begins like the name of an office or of the portal itself? */
export function isReserved(handle: string): boolean {
  const seen = skeleton(handle);
  return reservedSkeletons.has(seen) || stemSkeletons.some((stem) => seen.startsWith(stem));
}

/** The one table of account states. ACTIVE, SUSPENDED and REMOVED are reached by what the messenger certified. */
export const accountSteps: Record<AccountState, readonly AccountState[]> = {
  REQUESTED: ["PROPOSED", "DECLINED", "REMOVED"],
  PROPOSED: ["PENDING", "REQUESTED"],
  PENDING: ["ACTIVE", "REQUESTED", "DECLINED"],
  ACTIVE: ["SUSPENDED", "REMOVED"],
  SUSPENDED: ["ACTIVE", "REMOVED"],
  DECLINED: [],
  REMOVED: [],
};

/** May an account go from `from` to `to`? */
export function isAccountStep(from: AccountState, to: AccountState): boolean {
  return accountSteps[from].includes(to);
}

/** Accounts in these states stand: they keep their handle, and their holder may not ask for another. */
export const standing = ["REQUESTED", "PROPOSED", "PENDING", "ACTIVE", "SUSPENDED"] as const satisfies AccountState[];

/** Why an administrator declines a handle. */
export const declineReasons = ["misleading", "offensive", "impersonation", "nameOfOffice"] as const;

/** A reason of the catalogue. */
export type DeclineReason = (typeof declineReasons)[number];

/** One line of the plan that the second administrator approves. */
export type PlannedAccount = {
  account: string;
  handle: string;
  owner: string;
  institutionId: string;
};

/** The plan of a batch in one canonical text, of which the SHA-256 is the plan hash: order counts. */
export function canonicalPlan(batchCode: string, accounts: readonly PlannedAccount[]): string {
  return JSON.stringify([
    "sanad-accounts-plan-1",
    batchCode,
    accounts.map(({ account, handle, owner, institutionId }) => [account, handle, owner, institutionId]),
  ]);
}

/** The outbox keys of this room. */
export const writeKeys = {
  open: (batchCode: string, chunk: number) => `accounts:${batchCode}:${chunk}`,
  statusOf: (accountId: string) => `account:${accountId}:`,
  status: (accountId: string, version: number) => `account:${accountId}:${version}`,
} as const;
