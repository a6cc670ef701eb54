import { parseChainWrite } from "../platform/chain/writes.ts";
import { db } from "../platform/db/client.ts";
import type { Prisma } from "../platform/db/generated/client.ts";

/** Places that the register was told of and has not taken: how many in all, and how many it had taken before, where that is known. */
export type UntoldCaps = { places: number; known: number | null; isRefused: boolean };

/** The last word to the register about all places, unless it has taken it; null where it has, or was told of none since it began. */
export async function untoldCaps(): Promise<UntoldCaps | null> {
  const last = await latest({ kind: "setCaps" });
  if (!last || last.state === "CERTIFIED") return null;
  const taken = await latest({ kind: "setCaps", state: "CERTIFIED" });
  return {
    places: totalOf(last.payload) ?? 0,
    known: taken && totalOf(taken.payload),
    isRefused: last.state === "REFUSED",
  };
}

function latest(where: Prisma.ChainWriteWhereInput) {
  return db().chainWrite.findFirst({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
}

function totalOf(payload: unknown): number | null {
  const write = parseChainWrite("setCaps", payload);
  return write.kind === "setCaps" ? write.payload.caps.total : null;
}
