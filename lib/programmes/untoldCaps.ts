import { isDeepStrictEqual } from "node:util";
import { knownRule } from "../chain/rule.ts";
import { db } from "../platform/db/client.ts";
import { registryCaps } from "./changes/effect.ts";

/** How many places there are in all, and how many the register holds to. */
export type UntoldCaps = { places: number; known: number };

/**
 * Places that are not the register's: what it holds to is its governors' word, which is compared with the portal's. Null where they
 * agree, and before its rule was ever read.
 */
export async function untoldCaps(): Promise<UntoldCaps | null> {
  const rule = await knownRule(db());
  if (!rule) return null;
  const caps = await registryCaps(db());
  return isDeepStrictEqual(caps, rule.caps) ? null : { places: caps.total, known: rule.caps.total };
}
