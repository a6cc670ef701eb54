import { parseNumber } from "../number.ts";

/** What another system asks a holder to sign (docs/entitlement.md): who asks, when, of which licence, and what the answer is for. */
export type Challenge = {
  v: 1;
  /** Of the system that asks: `https://build.example`. */
  origin: string;
  /** 32 bytes, hex: good for one answer. */
  nonce: string;
  /** When it was made: ISO 8601, milliseconds, UTC. */
  at: string;
  /** The licence's 14 characters. */
  licence: string;
  /** Whether the answer may be handed in here as the holder's word that they use their seat. */
  activates: boolean;
};

/** Milliseconds in which a challenge is to be answered, and by which clocks may differ. */
const goodFor = 10 * 60_000;
const ahead = 5 * 60_000;

/** The challenge in something that came from outside; undefined where it is none, or of a system that the web cannot tell from others. */
export function challengeIn(given: unknown): Challenge | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const { v, origin, nonce, at, licence, activates, ...more } = given as Record<string, unknown>;
  if (v !== 1 || Object.keys(more).length > 0 || typeof activates !== "boolean") return undefined;
  if (typeof origin !== "string" || typeof nonce !== "string" || typeof at !== "string" || typeof licence !== "string")
    return undefined;
  if (!isSafeOrigin(origin) || !/^[0-9a-f]{64}$/.test(nonce)) return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) || Number.isNaN(Date.parse(at))) return undefined;
  const number = parseNumber(licence);
  return number.ok && number.number === licence ? { v, origin, nonce, at, licence, activates } : undefined;
}

/** The same from a text of JSON. */
export function challengeOf(text: unknown): Challenge | undefined {
  if (typeof text !== "string" || text.length > 1_000) return undefined;
  try {
    return challengeIn(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** May a challenge be answered at `now`? */
export function isFresh({ at }: Challenge, now: Date): boolean {
  const age = now.getTime() - Date.parse(at);
  return age <= goodFor && age >= -ahead;
}

/** Where the holder goes back to: an address of the very system that asks, whatever `path` says. */
export function wayBack({ origin }: Challenge, path: unknown): string {
  const home = `${origin}/`;
  if (typeof path !== "string" || !path.startsWith("/") || path.length > 500 || !URL.canParse(path, home)) return home;
  const address = new URL(path, home);
  address.hash = "";
  return address.origin === origin ? address.href : home;
}

/** What the holder's browser signs: `0x11 ‖ "sanad-entitlement"` and the JSON array of the fields (verify/holder.ts says the same). */
export function challengeMessage({ v, origin, nonce, at, licence, activates }: Challenge): Uint8Array {
  return new TextEncoder().encode(`\x11sanad-entitlement${JSON.stringify([v, origin, nonce, at, licence, activates])}`);
}

/** An origin whose pages nobody on the way can put in, or of this very machine. */
function isSafeOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  if (url?.origin !== origin) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && /^(localhost|127\.0\.0\.1)$/.test(url.hostname));
}
