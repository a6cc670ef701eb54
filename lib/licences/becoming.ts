import { licencesOfChunk } from "../batches/manifest/steps.ts";
import { db, type Tx } from "../platform/db/client.ts";

/** An institution, by its two names. */
type Named = { name: string; nameUr: string | null };

/** That an institution became another: two registrations of one were merged. */
export type Becoming = { from: Named; into: Named; at: Date };

/** As many merges as one licence has gone through at most. */
const mergesAtMost = 20;

/**
 * How the institution that a licence was given to became the one that has it now, the first merge leading; empty where it is the
 * same. Told from what was asked of the registry at its issue, which keeps that name, and from the merges that were carried out.
 */
export async function becomingOf(
  tx: Tx,
  licence: { number: string; chunk: number; institutionId: string; batch: { code: string } },
): Promise<Becoming[]> {
  const { number, chunk, institutionId, batch } = licence;
  const moved = await tx.institution.count({ where: { mergedIntoId: institutionId } });
  if (moved === 0) return [];
  const entries = await licencesOfChunk(tx, batch.code, chunk);
  let at = entries.find((entry) => entry.number === number)?.institutionId ?? institutionId;
  const became: Becoming[] = [];
  while (at !== institutionId && became.length < mergesAtMost) {
    const merge = await tx.institutionMerge.findFirst({
      where: { fromId: at, state: "CONFIRMED" },
      select: {
        ...{ intoId: true, closedAt: true },
        from: { select: { name: true, nameUr: true } },
        into: { select: { name: true, nameUr: true } },
      },
    });
    if (!merge?.closedAt) break;
    became.push({ from: merge.from, into: merge.into, at: merge.closedAt });
    at = merge.intoId;
  }
  return became;
}

/**
 * The same for everybody who checks a licence: of a number as it is kept, empty where the registry has not certified it. No part
 * of the proof: the portal's own word beside it.
 */
export async function publicBecoming(number: string): Promise<Becoming[]> {
  const licence = await db().licence.findFirst({
    where: { number, state: { not: "PENDING" } },
    select: { number: true, chunk: true, institutionId: true, batch: { select: { code: true } } },
  });
  return licence ? becomingOf(db(), licence) : [];
}
