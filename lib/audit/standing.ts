import type { Chain } from "../platform/chain/agent.ts";
import { type DisownedWord, type RegisteredHead, registeredAudit } from "../platform/chain/auditHeads.ts";
import { db } from "../platform/db/client.ts";

/**
 * What the register noted of the audit: how many heads, the last that stands, those that the database contradicts and the first of
 * them, and what governors say: which they disowned, and of which others some of them say that they are forged.
 */
export type Standing = {
  count: number;
  last: RegisteredHead | null;
  contradicted: RegisteredHead | null;
  contradictions: RegisteredHead[];
  disowned: RegisteredHead[];
  words: DisownedWord[];
};

/** The largest number of a seal: the database counts no further, and the register does. */
const mostSeals = 2n ** 63n - 1n;

/** Holds the seals in the database against every head that the register noted and governors did not disown, its proof checked. Throws `ChainError`. */
export async function standing(from: Chain): Promise<Standing> {
  const { heads: all, words } = await registeredAudit(from);
  const heads = all.filter(({ disowned }) => disowned === null);
  const seals = await db().auditSeal.findMany({
    where: { sequence: { in: heads.map(({ sequence }) => sequence).filter((sequence) => sequence <= mostSeals) } },
    select: { sequence: true, hash: true },
  });
  const sealed = new Map(seals.map(({ sequence, hash }) => [sequence, Buffer.from(hash).toString("hex")]));
  const contradictions = heads.filter(({ sequence, hash }) => sealed.get(sequence) !== hash);
  return {
    ...{ count: all.length, last: heads.at(-1) ?? null, words },
    ...{ contradicted: contradictions[0] ?? null, contradictions },
    disowned: all.filter(({ disowned }) => disowned !== null),
  };
}
