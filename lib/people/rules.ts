import type { Role } from "../platform/db/generated/enums.ts";

/** A code by e-mail: six digits, ten minutes, five tries. */
export const code = { digits: 6, minutes: 10, attempts: 5 } as const;

/** At most this many codes to one address in a quarter of an hour. */
export const codesPerQuarterHour = 5;

/** What somebody is called who came with Internet Identity alone, until they are invited by name: their key, shortened. */
export function nameOfKey(principal: string): string {
  return `${principal.slice(0, 5)}…${principal.slice(-3)}`;
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
