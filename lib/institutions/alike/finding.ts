import type { Tx } from "../../platform/db/client.ts";
import type { Prisma } from "../../platform/db/generated/client.ts";
import { publicProviders } from "../../platform/mailDomains.ts";
import { isGovernmentDomain } from "../identifiers.ts";
import { areWordsAlike, wordsOf } from "./spelling.ts";

/** What two registrations may have in common: the directory's row, a number, the name in another spelling, a domain. */
export type Likeness = "entry" | "ntn" | "cuin" | "name" | "domain";

/** What somebody typed of an institution, or has registered of it. */
export type Typed = {
  name: string;
  nameUr?: string | null;
  domain?: string | null;
  identifierKeys?: string[];
  directoryEntryId?: string | null;
};

/** What is compared of an institution. */
type Compared = {
  names: readonly string[];
  domains: readonly string[];
  identifierKeys: readonly string[];
  directoryEntryId: string | null;
};

/** More institutions than the programme will have; their names are read, since a misspelling defeats an index. */
const lookedAtMost = 5000;

/** What is compared of what somebody types: the domain of their own address counts as the institution's. */
export function comparedOf(typed: Typed, email: string | null): Compared {
  return {
    names: [typed.name, typed.nameUr ?? ""],
    domains: [...(typed.domain ? [typed.domain] : []), ...domainsOf(email)],
    identifierKeys: typed.identifierKeys ?? [],
    directoryEntryId: typed.directoryEntryId ?? null,
  };
}

/** Who among `where` is like it, the strongest likeness first. */
export async function alike(
  client: Tx,
  where: Prisma.InstitutionWhereInput,
  one: Compared,
): Promise<{ id: string; why: Likeness[] }[]> {
  const rows = await client.institution.findMany({
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
