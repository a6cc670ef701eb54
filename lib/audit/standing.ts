import type { Chain } from "../platform/chain/agent.ts";
import { type RegisteredHead, registeredHeads } from "../platform/chain/auditHeads.ts";
import { db } from "../platform/db/client.ts";

/** What the register noted of the audit, and the first of its heads that the database contradicts. */
export type Standing = { count: number; last: RegisteredHead | null; contradicted: RegisteredHead | null };

/** The largest number of a seal: the database counts no further, and the register does. */
const mostSeals = 2n ** 63n - 1n;

/** Holds the seals in the database against every head that the register noted, its proof checked. Throws `ChainError`. */
export async function standing(from: Chain): Promise<Standing> {
  const heads = await registeredHeads(from);
  const seals = await db().auditSeal.findMany({
    where: { sequence: { in: heads.map(({ sequence }) => sequence).filter((sequence) => sequence <= mostSeals) } },
    select: { sequence: true, hash: true },
  });
  const sealed = new Map(seals.map(({ sequence, hash }) => [sequence, Buffer.from(hash).toString("hex")]));
  return {
    count: heads.length,
    last: heads.at(-1) ?? null,
    contradicted: heads.find(({ sequence, hash }) => sealed.get(sequence) !== hash) ?? null,
  };
}
