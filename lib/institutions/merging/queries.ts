import { isClose } from "../../desk/closeness.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import { alikeInstitutions } from "../alike/queries.ts";
import { searchWords } from "../search.ts";

const shown = { select: { id: true, name: true, nameUr: true, state: true, sector: true } } as const;

/**
 * The merge that is proposed of an institution, on either side, or undefined; with who proposed it and whether
 * the reader stands too close to one of the two to decide. For the desk alone.
 */
export async function mergeProposed(actor: Actor, institutionId: string) {
  if (actor?.kind !== "person" || !may(actor, "institutions.readQueue")) return undefined;
  const row = await db().institutionMerge.findFirst({
    where: { state: "PROPOSED", OR: [{ fromId: institutionId }, { intoId: institutionId }] },
    include: { from: shown, into: shown },
  });
  if (!row) return undefined;
  const by = await db().user.findUnique({ where: { id: row.proposedById }, select: { name: true } });
  return {
    ...row,
    proposedBy: by?.name ?? "",
    isClose: await isClose(db(), actor, [row.fromId, row.intoId]),
  };
}

/** Institutions that another could go into: verified and of its sector; those that are alike first, or, searched, by name. At most 20. */
export async function mergeCandidates(actor: Actor, institutionId: string, text: string) {
  if (!may(actor, "institutions.proposeMerge")) return [];
  const one = await db().institution.findUnique({ where: { id: institutionId }, select: { sector: true } });
  if (!one) return [];
  const words = searchWords(text);
  const alike = words.length > 0 ? [] : (await alikeInstitutions(actor, institutionId)).map(({ id }) => id);
  if (words.length === 0 && alike.length === 0) return [];
  return db().institution.findMany({
    where: {
      id: { not: institutionId },
      ...{ state: "VERIFIED", sector: one.sector },
      ...(words.length > 0
        ? { AND: words.map((word) => ({ searchName: { contains: word } })) }
        : { AND: { id: { in: alike } } }),
    },
    ...shown,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 20,
  });
}

/** Where an institution that was merged has gone, for whoever may read that one; undefined for everybody else. */
export async function mergedInto(actor: Actor, institutionId: string): Promise<string | undefined> {
  const row = await db().institution.findUnique({ where: { id: institutionId }, select: { mergedIntoId: true } });
  const id = row?.mergedIntoId ?? undefined;
  return id !== undefined && may(actor, "institutions.read", { institutionId: id }) ? id : undefined;
}
