import type { Tx } from "../platform/db/client.ts";
import type { Institution, Prisma } from "../platform/db/generated/client.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { allows } from "./rules.ts";
import { currentTerms } from "./terms.ts";

/** Where a letter to an institution goes. */
export type Recipient = { to: string; locale: "en" | "ur" };

/** Owner and editors with an e-mail address, each in their language: who hears what happens to the institution's matters. */
export async function institutionRecipients(tx: Tx, institutionId: string): Promise<Recipient[]> {
  return (await recipientsOf(tx, [institutionId])).get(institutionId) ?? [];
}

/** The same for many institutions, in one statement. */
export async function recipientsOf(tx: Tx, institutionIds: readonly string[]): Promise<Map<string, Recipient[]>> {
  const memberships = await tx.membership.findMany({
    where: {
      ...{ institutionId: { in: [...institutionIds] }, endedAt: null, role: { in: ["OWNER", "EDITOR"] } },
      user: { email: { not: null } },
    },
    select: { institutionId: true, user: { select: { email: true, locale: true } } },
    orderBy: { createdAt: "asc" },
  });
  const all = Map.groupBy(memberships, ({ institutionId }) => institutionId);
  return new Map(
    [...all].map(([institutionId, members]) => [
      institutionId,
      members
        .slice(0, recipientsAtMost)
        .flatMap(({ user }): Recipient[] =>
          user.email === null ? [] : [{ to: user.email, locale: user.locale === "ur" ? "ur" : "en" }],
        ),
    ]),
  );
}

/** People of one institution who get a letter. */
const recipientsAtMost = 50;

/** The institution, its row locked until the transaction ends, or null. For what must not happen twice at the same time. */
export async function lockInstitution(tx: Tx, id: string): Promise<Institution | null> {
  await tx.$queryRaw`SELECT 1 FROM "Institution" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.institution.findUnique({ where: { id } });
}

/** Compare-and-set of a registration's fields while it may be edited: wrongState, changedMeanwhile. */
export async function saveDraft(
  tx: Tx,
  id: string,
  version: number,
  data: Omit<Prisma.InstitutionUncheckedUpdateManyInput, "id" | "state" | "version">,
): Promise<Result<{ version: number }>> {
  const { state } = await tx.institution.findUniqueOrThrow({ where: { id }, select: { state: true } });
  if (!allows(state, "institutions.edit")) return fail("wrongState");
  const { count } = await tx.institution.updateMany({
    where: { id, state, version },
    data: { ...data, touchedAt: new Date(), remindedAt: null, version: { increment: 1 } },
  });
  return count === 0 ? fail("changedMeanwhile") : ok({ version: version + 1 });
}

/** Its people worked on the registration at `now`: the days in which it lies untouched begin anew. */
export async function touchRegistration(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.institution.update({ where: { id }, data: { touchedAt: now, remindedAt: null } });
}

/** Stores the terms in force, once, and gives their version. Throws when that version is stored with other texts. */
export async function ensureTerms(tx: Tx): Promise<string> {
  const terms = currentTerms();
  await tx.terms.createMany({ data: terms, skipDuplicates: true });
  const { version, hash } = terms;
  const stored = await tx.terms.findUniqueOrThrow({ where: { version } });
  if (Buffer.compare(stored.hash, hash) !== 0)
    throw new Error(`the terms ${version} were changed without a new version`);
  return version;
}
