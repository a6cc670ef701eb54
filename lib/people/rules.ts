import type { Role, RoleChangeKind, RoleChangeState } from "../platform/db/generated/enums.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";

/** At most this many codes to one address in a quarter of an hour. */
export const codesPerQuarterHour = 5;

/** What somebody is called who came with Internet Identity alone, until they are invited by name: their key, shortened. */
export function nameOfKey(principal: string): string {
  return `${principal.slice(0, 5)}…${principal.slice(-3)}`;
}

/** What an official's identity is called at the local identity provider of a demonstration: "approver-1" for "Demo approver 1". */
export function identityNameOf(name: string): string {
  return name
    .replace(/^Demo /, "")
    .toLowerCase()
    .replaceAll(" ", "-");
}

/** An Internet Identity challenge lives five minutes. */
export const challengeMinutes = 5;

/** Roles that one person never holds together. */
const exclusive: readonly (readonly [Role, Role])[] = [["ADMINISTRATOR", "APPROVER"]];

/** Would `role` clash with the ones that are held? */
export function clashes(held: readonly Role[], role: Role): boolean {
  return exclusive.some(([a, b]) => (role === a && held.includes(b)) || (role === b && held.includes(a)));
}

/**
 * What an Internet Identity session key signs to sign in: domain separator, origin, nonce.
 * The separator begins with its own length, as the Internet Computer's do, so that no request can pass for a sign-in.
 */
export function challengeMessage(origin: string, nonce: string): Uint8Array {
  return new TextEncoder().encode(`\x0Dsanad-sign-in${origin}\n${nonce}`);
}

/**
 * The one table of changes of roles. A suspension is IN_FORCE from one person's word on, and a second person's makes it final;
 * everything else is proposed, confirmed by a second person, and carried out when its time has come.
 */
export const roleChangeSteps: Record<RoleChangeState, readonly RoleChangeState[]> = {
  PROPOSED: ["CONFIRMED", "CANCELLED", "LAPSED"],
  CONFIRMED: ["APPLIED", "CANCELLED", "FAILED"],
  IN_FORCE: ["APPLIED", "CANCELLED"],
  APPLIED: [],
  CANCELLED: [],
  LAPSED: [],
  FAILED: [],
};

/** May a change go from `from` to `to`? */
export function isRoleChangeStep(from: RoleChangeState, to: RoleChangeState): boolean {
  return roleChangeSteps[from].includes(to);
}

/** The states in which something can still be done about a change; one such change at a time of a person's role. */
export const openStates = ["PROPOSED", "CONFIRMED", "IN_FORCE"] as const satisfies readonly RoleChangeState[];

/** What a second administrator's word makes of a change in `state`; undefined where it makes nothing. */
export function confirmedTo(state: RoleChangeState): "CONFIRMED" | "APPLIED" | undefined {
  if (state === "PROPOSED") return "CONFIRMED";
  return state === "IN_FORCE" ? "APPLIED" : undefined;
}

/** Is it a role that somebody would get, and may still say no to? */
export function isOffer(kind: RoleChangeKind, state: RoleChangeState): boolean {
  return (kind === "GRANT" || kind === "DEPUTY") && (state === "PROPOSED" || state === "CONFIRMED");
}

/** A proposal that nobody confirms lapses after this many days. */
export const lapseDays = 14;

/** Suspensions of one administrator's that wait for a second person, at most: one account alone cannot stop the service. */
export const suspensionsAtMost = 3;

/** The longest time of a deputy, and of leave, in days. */
export const longestDays = { deputy: 92, absence: 366 } as const;

/** How many must be able to act at least, so that two who differ can decide; never fewer, however few officials there are. */
export const quorums = { ADMINISTRATOR: 2, APPROVER: 2, REVIEWER: 2 } as const satisfies Partial<Record<Role, number>>;

/** A role that decides by two or more. */
export type QuorumRole = keyof typeof quorums;

/** The roles that decide by two, in the order that a screen shows them. */
export const quorumRoles = Object.keys(quorums) as QuorumRole[];

/** How many of `role` are needed at least; 0 where one is as good as two. */
export function neededOf(role: Role): number {
  return isQuorumRole(role) ? quorums[role] : 0;
}

/** What stands about a person's role, as far as a change of it depends on it. */
export type Standing = {
  /** The person's roles, and those that an open change of theirs would give or give back. */
  held: readonly Role[];
  coming: readonly Role[];
  /** Does the person hold the role by a grant without an end? */
  isPermanent: boolean;
  /** How many others hold the role without an end. */
  others: number;
  /** How many have to hold it without an end; 0 where one is as good as two. */
  needed: number;
  /** Does the one who is stood in for hold the role without an end? */
  deputised: boolean;
};

/**
 * Why a role cannot be changed so, or null: `alreadyDone`, `roleConflict`, `roleNotHeld` (by whom a deputy would stand in for),
 * `quorumNeeded` (too few would be left; a suspension asks nobody).
 */
export function obstacleToChange(kind: RoleChangeKind, role: Role, standing: Standing): ErrorCode | null {
  const { held, coming, isPermanent, others, needed, deputised } = standing;
  if (kind === "GRANT" || kind === "DEPUTY") {
    if (held.includes(role)) return "alreadyDone";
    if (clashes([...held, ...coming], role)) return "roleConflict";
    return kind === "DEPUTY" && !deputised ? "roleNotHeld" : null;
  }
  if (!held.includes(role)) return "alreadyDone";
  return kind === "REVOKE" && isPermanent && others < needed ? "quorumNeeded" : null;
}

/** When what was confirmed at `confirmedAt` takes effect: after the delay, and not before a deputy's first day. */
export function effectOf(confirmedAt: Date, delaySeconds: number, startsAt: Date | null): Date {
  return new Date(Math.max(confirmedAt.getTime() + delaySeconds * 1_000, startsAt?.getTime() ?? 0));
}

const pakistan = 5 * 3_600_000;
const day = 24 * 3_600_000;

/** The first millisecond in Pakistan of a day, "2026-11-21". */
export function dayBegins(text: string): Date {
  return new Date(Date.parse(`${text}T00:00:00Z`) - pakistan);
}

/** The first millisecond after a day in Pakistan: until then, the day included. */
export function dayEnds(text: string): Date {
  return new Date(dayBegins(text).getTime() + day);
}

/** Is `from`–`until` a time of at most `most` days that is not over at `now`, and begins within a year? */
export function areDatesSound(from: string, until: string, most: number, now: Date): boolean {
  const [begins, ends] = [dayBegins(from).getTime(), dayEnds(until).getTime()];
  return begins < ends && ends - begins <= most * day && ends > now.getTime() && begins < now.getTime() + 366 * day;
}

/** Passkeys that one person keeps at most: a phone, a computer, a key in the safe, and some to spare. */
export const passkeysAtMost = 8;

/** Does the role decide by two or more? */
export function isQuorumRole(role: Role): role is QuorumRole {
  return role in quorums;
}
