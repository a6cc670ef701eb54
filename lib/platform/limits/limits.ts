import { visitorHeader } from "../web/frontDoor.ts";
import { FixedWindow, type Limit } from "./window.ts";

/**
 * What costs us something and is open to strangers, and how often one address may ask for it. A whole university may stand behind
 * one address, so each is far above what people do by hand, and far below what does harm.
 */
export const limits = {
  /** Each sends a letter. */
  signInCode: { most: 60, seconds: 600 },
  /** Each is a guess at a code. */
  signInAttempt: { most: 120, seconds: 600 },
  /** Each keeps a row for an hour. */
  signInChallenge: { most: 120, seconds: 600 },
  /** Each sends a letter, or tells in its own time that there was nobody to send it to. */
  statusLink: { most: 60, seconds: 600 },
  /** Each is drawn anew; images, scripts and styles do not count. */
  page: { most: 1_200, seconds: 60 },
  /** Each is a call to the registry and the check of a certificate. */
  proof: { most: 600, seconds: 60 },
  /** Each is a chain of signatures to be checked; a system reports for all who come to it. */
  activation: { most: 600, seconds: 600 },
  /** Each counts everything. */
  figures: { most: 60, seconds: 60 },
} as const satisfies Record<string, Limit>;

/** A name of the table above. */
export type Limited = keyof typeof limits;

// Pages and routes are bundled apart from each other, and yet count together.
const held = globalThis as typeof globalThis & { sanadLimits?: Map<Limited, FixedWindow> };

/**
 * Counts one request for `what` by whoever sent these headers: 0 when it may pass, else the seconds to wait. Who cannot be told
 * apart (on this machine itself, or behind a proxy on it that `TRUSTED_PROXIES` does not count) is not limited here.
 */
export function secondsToWait(what: Limited, headers: Headers): number {
  const visitor = headers.get(visitorHeader);
  if (visitor === null) return 0;
  held.sanadLimits ??= new Map();
  let window = held.sanadLimits.get(what);
  if (window === undefined) {
    window = new FixedWindow(limits[what]);
    held.sanadLimits.set(what, window);
  }
  return window.take(visitor);
}
