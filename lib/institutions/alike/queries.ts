import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import type { Prisma } from "../../platform/db/generated/client.ts";
import { publicProviders } from "../../platform/mailDomains.ts";
import { isGovernmentDomain } from "../identifiers.ts";
import { standingStates } from "../rules.ts";
import { areWordsAlike, wordsOf } from "./spelling.ts";

/** What two registrations may have in common: the directory's row, a number, the name in another spelling, a domain. */
export type Likeness = "entry" | "ntn" | "cuin" | "name" | "domain";

/** What is compared of an institution. */
type Compared = {
  names: readonly string[];
  domains: readonly string[];
  identifierKeys: readonly string[];
  directoryEntryId: string | null;
};

/** More institutions than the programme will have; their names are read, since a misspelling defeats an index. */
const lookedAtMost = 5000;

/**
 * Verified institutions that what somebody registers may be: by name in another spelling, by the domain that is typed or that of
 * their address, by directory entry, tax number or number of the register of companies. At most five, without those that the
 * person belongs to; `asked`: they have asked to join already.
 */
export async function institutionsToJoin(
  actor: Actor,
  typed: { name: string; nameUr?: string | null; domain?: string | null; identifierKeys?: string[] } & {
    directoryEntryId?: string | null;
  },
) {
  if (actor?.kind !== "person") return [];
  const isOther = {
    state: { in: [...standingStates] },
    memberships: { none: { userId: actor.userId, endedAt: null } },
  };
  const found = await alike(isOther, {
    names: [typed.name, typed.nameUr ?? ""],
    domains: [...(typed.domain ? [typed.domain] : []), ...domainsOf(actor.email)],
    identifierKeys: typed.identifierKeys ?? [],
    directoryEntryId: typed.directoryEntryId ?? null,
  });
  const first = found.slice(0, 5);
  const rows = await db().institution.findMany({
    where: { id: { in: first.map(({ id }) => id) } },
    select: {
      ...{ id: true, name: true, nameUr: true, kind: true },
      joinRequests: { where: { userId: actor.userId, state: "OPEN" }, select: { id: true } },
    },
  });
  return first.flatMap(({ id, why }) =>
    rows
      .filter((row) => row.id === id)
      .map(({ joinRequests, ...row }) => ({ ...row, why, asked: joinRequests.length > 0 })),
  );
}

/** As `institutionsToJoin`, for a registration that is under way: only its members are told. */
export async function registeredAlready(actor: Actor, institutionId: string) {
  if (!may(actor, "institutions.edit", { institutionId })) return [];
  const one = await db().institution.findUnique({ where: { id: institutionId } });
  return one ? institutionsToJoin(actor, one) : [];
}

/**
 * Other institutions that may be the same one, and why, for whoever checks it: a registration that is there already shows here,
 * verified or not. At most 10.
 */
export async function alikeInstitutions(actor: Actor, institutionId: string) {
  if (!may(actor, "institutions.readQueue")) return [];
  const one = await db().institution.findUnique({ where: { id: institutionId } });
  if (!one) return [];
  const { name, nameUr, domain, identifierKeys, directoryEntryId } = one;
  const found = await alike(
    { id: { not: institutionId }, state: { not: "DRAFT" } },
    { names: [name, nameUr ?? ""], domains: domain ? [domain] : [], identifierKeys, directoryEntryId },
  );
  const first = found.slice(0, 10);
  const rows = await db().institution.findMany({
    where: { id: { in: first.map(({ id }) => id) } },
    select: { id: true, name: true, state: true },
  });
  return first.flatMap(({ id, why }) => rows.filter((row) => row.id === id).map((row) => ({ ...row, why })));
}

/** Who among `where` is like it, the strongest likeness first. */
async function alike(where: Prisma.InstitutionWhereInput, one: Compared): Promise<{ id: string; why: Likeness[] }[]> {
  const rows = await db().institution.findMany({
    where,
    select: { id: true, name: true, nameUr: true, domain: true, identifierKeys: true, directoryEntryId: true },
    orderBy: [{ verifiedAt: { sort: "asc", nulls: "last" } }, { id: "asc" }],
    take: lookedAtMost,
  });
  const names = one.names.map(wordsOf);
  // Departments of one government share its domain without being one.
  const domains = one.domains.filter((domain) => !publicProviders.has(domain) && !isShared(domain));
  const isSpeltSo = (name: string | null) => {
    const words = wordsOf(name ?? "");
    return names.some((spelt) => areWordsAlike(spelt, words));
  };
  return rows
    .map((row) => ({
      id: row.id,
      why: (
        [
          ["entry", row.directoryEntryId !== null && row.directoryEntryId === one.directoryEntryId],
          ["ntn", has(one.identifierKeys, row.identifierKeys, "ntn")],
          ["cuin", has(one.identifierKeys, row.identifierKeys, "cuin")],
          ["name", isSpeltSo(row.name) || isSpeltSo(row.nameUr)],
          ["domain", row.domain !== null && domains.includes(row.domain)],
        ] as const
      ).flatMap(([likeness, is]) => (is ? [likeness] : [])),
    }))
    .filter(({ why }) => why.length > 0)
    .sort((a, b) => rank(a.why) - rank(b.why));
}

const strongest: readonly Likeness[] = ["entry", "ntn", "cuin", "name", "domain"];

function rank([first]: readonly Likeness[]): number {
  return first ? strongest.indexOf(first) : strongest.length;
}

function has(ones: readonly string[], others: readonly string[], kind: string): boolean {
  return ones.some((key) => key.startsWith(`${kind}:`) && others.includes(key));
}

/** A zone of governments itself, under which each office has its own name. */
function isShared(domain: string): boolean {
  return isGovernmentDomain(domain) && domain.split(".").length === 2;
}

/** The address's domain and those above it, down to two labels; none where anybody gets an address. */
function domainsOf(email: string | null): string[] {
  const labels = email?.slice(email.lastIndexOf("@") + 1).split(".") ?? [];
  if (publicProviders.has(labels.join("."))) return [];
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join("."));
}
