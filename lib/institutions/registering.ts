import type { Person } from "../platform/auth/actor.ts";
import { isDemonstration } from "../platform/config.ts";
import type { Tx } from "../platform/db/client.ts";
import type { DirectoryEntry } from "../platform/db/generated/client.ts";
import type { DomainMatch, InstitutionKind } from "../platform/db/generated/enums.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { domainMatch, openStates, sectorOf, standingStates } from "./rules.ts";
import { searchable } from "./search.ts";

/** At most this many registrations that are under way for one person: nobody needs more, and a script stops here. */
const openRegistrations = 20;

/**
 * Opens a registration whose owner is the actor, filled in from the directory's entry where there is one.
 * Errors: registrationsOpen.
 */
export async function openRegistration(
  tx: Tx,
  actor: Person,
  of: { kind: InstitutionKind; name: string; entry: DirectoryEntry | null },
): Promise<Result<{ institutionId: string }>> {
  const { kind, entry } = of;
  await tx.$queryRaw`SELECT 1 FROM "User" WHERE id = ${actor.userId}::uuid FOR NO KEY UPDATE`;
  const open = await tx.membership.count({
    where: {
      userId: actor.userId,
      role: "OWNER",
      endedAt: null,
      institution: { state: { in: [...openStates] } },
    },
  });
  if (open >= openRegistrations) return fail("registrationsOpen");
  const name = entry?.name ?? of.name;
  const { id } = await tx.institution.create({
    data: {
      kind,
      sector: sectorOf[kind],
      name,
      searchName: searchable(name),
      directoryEntryId: entry?.id ?? null,
      domain: entry?.domains[0] ?? null,
      domainMatch: match(actor.email, entry, null),
      demonstration: isDemonstration(process.env),
      memberships: { create: { userId: actor.userId, role: "OWNER" } },
    },
    select: { id: true },
  });
  return ok({ institutionId: id });
}

/** The directory's entry for a university: the one that was chosen, else the one whose name it is. Never one that is taken. */
export async function directoryEntry(
  tx: Tx,
  kind: InstitutionKind,
  name: string,
  chosen: string | undefined,
): Promise<Result<DirectoryEntry | null>> {
  if (kind !== "UNIVERSITY" || chosen === "none") return ok(null);
  if (chosen !== undefined) {
    const entry = await tx.directoryEntry.findUnique({ where: { id: chosen } });
    return entry ? entryIsFree(tx, entry) : fail("notFound");
  }
  const exact = await tx.directoryEntry.findUnique({ where: { name } });
  if (exact) return entryIsFree(tx, exact);
  const alike = await tx.directoryEntry.findMany({ where: { searchName: searchable(name) }, take: 2 });
  // Two entries under one name: the registrant chooses on the next page.
  return entryIsFree(tx, alike.length === 1 ? (alike[0] ?? null) : null);
}

/** The entry, unless an institution is verified under it: institutionRegistered. */
export async function entryIsFree(tx: Tx, entry: DirectoryEntry | null): Promise<Result<DirectoryEntry | null>> {
  if (!entry) return ok(null);
  const verified = await tx.institution.count({
    where: { directoryEntryId: entry.id, state: { in: [...standingStates] } },
  });
  return verified > 0 ? fail("institutionRegistered") : ok(entry);
}

/** How the address fits the entry's domains, or the one that the registrant named. */
export function match(
  email: string | null,
  entry: Pick<DirectoryEntry, "domains" | "weakEmailDomains"> | null,
  own: string | null,
): DomainMatch {
  return domainMatch(email, {
    domains: entry?.domains ?? [],
    weakEmailDomains: entry?.weakEmailDomains ?? [],
    own,
  });
}
