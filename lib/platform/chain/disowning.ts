// What a browser needs of it before anything is signed, and so without the schemas.

/** Why a head of the audit is disowned. */
export const disowningReasons = ["keyStolen", "portalFault", "eventsLost"] as const;

/** Can this be the number of a decision in the registry? 1 to 128 printable characters of ASCII. */
export function isDecisionNumber(text: string): boolean {
  return /^[ -~]{1,128}$/.test(text);
}
