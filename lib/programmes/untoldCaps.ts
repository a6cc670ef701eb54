import { isDeepStrictEqual } from "node:util";
import { knownRule } from "../chain/rule.ts";
import { parseChainWrite } from "../platform/chain/writes.ts";
import { db } from "../platform/db/client.ts";
import type { Prisma } from "../platform/db/generated/client.ts";
import { registryCaps } from "./changes/effect.ts";

/** Places that the register was told of and has not taken: how many in all, and how many it had taken before, where that is known. */
export type UntoldCaps = {
  places: number;
  known: number | null;
  isRefused: boolean;
  /** The registry's places are its governors' to set, and it is they who have not signed for these yet. */
  isGoverned: boolean;
};

/**
 * The last word to the register about all places, unless it has taken it; null where it has, or was told of none since it began. Once
 * it is founded, what it holds to is its governors' word: their places are compared with the portal's.
 */
export async function untoldCaps(): Promise<UntoldCaps | null> {
  const rule = await knownRule(db());
  if (rule) {
    const caps = await registryCaps(db());
    if (isDeepStrictEqual(caps, rule.caps)) return null;
    return { places: caps.total, known: rule.caps.total, isRefused: false, isGoverned: true };
  }
  const last = await latest({ kind: "setCaps" });
  if (!last || last.state === "CERTIFIED") return null;
  const taken = await latest({ kind: "setCaps", state: "CERTIFIED" });
  return {
    places: totalOf(last.payload) ?? 0,
    known: taken && totalOf(taken.payload),
    isRefused: last.state === "REFUSED",
    isGoverned: false,
  };
}

function latest(where: Prisma.ChainWriteWhereInput) {
  return db().chainWrite.findFirst({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
}

function totalOf(payload: unknown): number | null {
  const write = parseChainWrite("setCaps", payload);
  return write.kind === "setCaps" ? write.payload.caps.total : null;
}
