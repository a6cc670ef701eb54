import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Role } from "../platform/db/generated/enums.ts";
import { searchText } from "../platform/text.ts";

/** A demo person on the sign-in page: one click and you are they. */
export type DemoPerson = { id: string; name: string; roles: Role[] };

/** The demo people; none outside demo mode. */
export async function demoPeople(demonstration: boolean): Promise<DemoPerson[]> {
  if (!demonstration) return [];
  const users = await db().user.findMany({
    where: { demonstration: true, email: { endsWith: "@demo.example" } },
    orderBy: { createdAt: "asc" },
    take: 20,
    select: { id: true, name: true, grants: { where: { endedAt: null }, select: { role: true } } },
  });
  return users.map(({ id, name, grants }) => ({ id, name, roles: grants.map((grant) => grant.role) }));
}

export type PersonRow = { id: string; name: string; email: string | null; principal: string | null; roles: Role[] };

/** People by name or address, 50 a page; officials first found. Empty for whoever may not read people. */
export async function people(
  actor: Actor,
  search: { text?: string | string[] | undefined; page?: number } = {},
): Promise<PersonRow[]> {
  if (!may(actor, "people.read")) return [];
  const text = searchText(search.text, 100);
  const users = await db().user.findMany({
    where: text
      ? { OR: [{ name: { contains: text, mode: "insensitive" } }, { email: { contains: text, mode: "insensitive" } }] }
      : { grants: { some: { endedAt: null } } },
    orderBy: { createdAt: "asc" },
    skip: Math.max(0, (search.page ?? 1) - 1) * 50,
    take: 50,
    select: {
      id: true,
      name: true,
      email: true,
      principal: true,
      grants: { where: { endedAt: null }, select: { role: true } },
    },
  });
  return users.map(({ grants, ...user }) => ({ ...user, roles: grants.map((grant) => grant.role) }));
}
