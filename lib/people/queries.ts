import type { Actor } from "../platform/auth/actor.ts";
import { heldAt } from "../platform/auth/held.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Prisma } from "../platform/db/generated/client.ts";
import type { Role } from "../platform/db/generated/enums.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";
import { isId } from "../platform/ids.ts";
import { deskListingSize, listingOffset } from "../platform/listing.ts";
import { reading, tellOfSearch } from "../platform/reading.ts";
import type { Sorting } from "../platform/sorting.ts";
import { foldedWords, searchText } from "../platform/text.ts";
import { type Quorum, quorumsAt } from "./quorum.ts";
import { confirmedTo, identityNameOf, isOffer, isRoleChangeStep, openStates } from "./rules.ts";

export { confirmationState, ownPasskeys } from "./confirmation.ts";

/**
 * A demo person on the sign-in page: one click and you are they. `identity` is what the identity that they sign in the registry with
 * is called at the local identity provider.
 */
export type DemoPerson = { id: string; name: string; roles: Role[]; identity: string | null };

/** The demo people; none outside demo mode. */
export async function demoPeople(demonstration: boolean): Promise<DemoPerson[]> {
  if (!demonstration) return [];
  const users = await db().user.findMany({
    where: { demonstration: true, email: { endsWith: "@demo.example" } },
    orderBy: { createdAt: "asc" },
    take: 20,
    select: { id: true, name: true, principal: true, grants: { where: { endedAt: null }, select: { role: true } } },
  });
  return users.map(({ id, name, principal, grants }) => ({
    id,
    name,
    roles: grants.map((grant) => grant.role),
    identity: principal === null ? null : identityNameOf(name),
  }));
}

/** Somebody as the desk lists them. */
export type PersonRow = {
  id: string;
  name: string;
  email: string | null;
  principal: string | null;
  roles: Role[];
  /** The roles with the end of those that are a deputy's. */
  offices: { role: Role; endsAt: Date | null }[];
  /** Leave that is not over, the earliest first; at most {@link absencesShown}. */
  absences: { id: string; startsAt: Date; endsAt: Date }[];
};

/** Leave of one person that is shown at most. */
const absencesShown = 20;

/** What the list of people may be ordered by. */
export const personSorts = ["name", "email"] as const;

const asRow = (now: Date) =>
  ({
    id: true,
    name: true,
    email: true,
    principal: true,
    grants: { where: heldAt(now), select: { role: true, endsAt: true }, orderBy: { grantedAt: "asc" } },
    absences: {
      where: { endedAt: null, endsAt: { gt: now } },
      select: { id: true, startsAt: true, endsAt: true },
      orderBy: { startsAt: "asc" },
      take: absencesShown,
    },
  }) as const satisfies Prisma.UserSelect;

/**
 * People by name or address, at most `most` a page, and how many there are; officials where nobody is searched for. In the order
 * in which they came unless another is asked for. None for whoever may not read people.
 */
export async function people(
  actor: Actor,
  search: {
    text?: string | string[] | undefined;
    page?: number;
    sort?: Sorting<(typeof personSorts)[number]> | undefined;
  } = {},
  most: number = deskListingSize,
): Promise<{ rows: PersonRow[]; total: number }> {
  if (!may(actor, "people.read")) return { rows: [], total: 0 };
  const text = searchText(search.text, 100);
  const now = new Date();
  const where: Prisma.UserWhereInput = text ? nameOrAddress(text) : { grants: { some: heldAt(now) } };
  const { sort } = search;
  const [users, total] = await Promise.all([
    db().user.findMany({
      where,
      orderBy: [
        ...(sort?.by === "name" ? [{ name: sort.order }] : []),
        ...(sort?.by === "email" ? [{ email: { sort: sort.order, nulls: "last" } } as const] : []),
        { createdAt: "asc" },
        { id: "asc" },
      ],
      skip: listingOffset({ page: search.page ?? 1 }, most),
      take: most,
      select: asRow(now),
    }),
    db().user.count({ where }),
  ]);
  if (text) await tellOfSearch(actor, "people.read");
  return { rows: users.map(personRow), total };
}

function nameOrAddress(text: string): Prisma.UserWhereInput {
  const words = foldedWords(text);
  // A query of punctuation alone means nobody, not everybody.
  return words.length === 0 ? { id: { in: [] } } : { AND: words.map((word) => ({ searchName: { contains: word } })) };
}

/** One person with the roles held now, or null for whoever may not read people. */
export const findPerson = reading(
  "people.read",
  "user",
  async (actor: Actor, id: string): Promise<PersonRow | null> => {
    if (!may(actor, "people.read") || !isId(id)) return null;
    const user = await db().user.findUnique({ where: { id }, select: asRow(new Date()) });
    return user && personRow(user);
  },
);

function personRow({ grants, ...user }: Prisma.UserGetPayload<{ select: ReturnType<typeof asRow> }>): PersonRow {
  return { ...user, roles: grants.map((grant) => grant.role), offices: grants };
}

/** One's own office: the roles and the leave. Null for whoever has none. */
export async function ownOffice(actor: Actor): Promise<PersonRow | null> {
  if (actor?.kind !== "person" || !may(actor, "people.readOwnOffice")) return null;
  const user = await db().user.findUnique({ where: { id: actor.userId }, select: asRow(new Date()) });
  return user && personRow(user);
}

const changeSelect = {
  id: true,
  kind: true,
  state: true,
  version: true,
  role: true,
  userId: true,
  deputyForId: true,
  proposedById: true,
  startsAt: true,
  endsAt: true,
  reason: true,
  proposedAt: true,
  confirmedAt: true,
  effectiveAt: true,
  failure: true,
  user: { select: { name: true, email: true } },
  deputyFor: { select: { name: true } },
  proposedBy: { select: { name: true } },
  confirmedBy: { select: { name: true } },
} as const satisfies Prisma.RoleChangeSelect;

/** A change of roles as the desk shows it, with what the reader may do about it. */
export type ChangeRow = Omit<Prisma.RoleChangeGetPayload<{ select: typeof changeSelect }>, "failure"> & {
  failure: ErrorCode | null;
  mayConfirm: boolean;
  mayCancel: boolean;
};

/** Changes that one page shows at most. */
const changesShown = 100;

/**
 * Changes of roles under way, the oldest first; those that concern `userId` where one is given. Whoever may not read people sees
 * those they proposed and those that concern them; a stranger to every office none. At most 100.
 */
export async function openChanges(actor: Actor, userId?: string): Promise<ChangeRow[]> {
  return changes(actor, { state: { in: [...openStates] } }, userId, "asc");
}

/** Changes of roles that are over and concerned `userId`, the newest first; read as {@link openChanges}. */
export async function pastChanges(actor: Actor, userId: string): Promise<ChangeRow[]> {
  return changes(actor, { state: { notIn: [...openStates] } }, userId, "desc");
}

async function changes(
  actor: Actor,
  where: Prisma.RoleChangeWhereInput,
  userId: string | undefined,
  order: "asc" | "desc",
): Promise<ChangeRow[]> {
  if (actor?.kind !== "person" || !may(actor, "people.readOwnOffice")) return [];
  if (userId !== undefined && !isId(userId)) return [];
  const of = (id: string) => [{ userId: id }, { deputyForId: id }];
  const rows = await db().roleChange.findMany({
    where: {
      ...where,
      AND: [
        userId === undefined ? {} : { OR: of(userId) },
        may(actor, "people.read") ? {} : { OR: [...of(actor.userId), { proposedById: actor.userId }] },
      ],
    },
    select: changeSelect,
    orderBy: [{ proposedAt: order }, { id: order }],
    take: changesShown,
  });
  return rows.map((row) => ({
    ...row,
    failure: row.failure === null ? null : (row.failure as ErrorCode),
    mayConfirm:
      may(actor, "people.confirmChange") &&
      confirmedTo(row.state) !== undefined &&
      ![row.proposedById, row.userId, row.deputyForId].includes(actor.userId),
    mayCancel:
      may(actor, "people.cancelChange", { userId: row.proposedById }) &&
      isRoleChangeStep(row.state, "CANCELLED") &&
      row.userId !== actor.userId &&
      (row.state !== "IN_FORCE" || actor.roles.includes("ADMINISTRATOR")),
  }));
}

const offerSelect = {
  id: true,
  kind: true,
  state: true,
  version: true,
  role: true,
  startsAt: true,
  endsAt: true,
  effectiveAt: true,
  deputyFor: { select: { name: true } },
} as const satisfies Prisma.RoleChangeSelect;

/** A role that somebody would get. */
export type Offer = Prisma.RoleChangeGetPayload<{ select: typeof offerSelect }>;

/** Roles that the person would get and may still decline, the oldest first. They need hold no office to see them. */
export async function offersTo(actor: Actor): Promise<Offer[]> {
  if (actor?.kind !== "person" || !may(actor, "people.declineRole", { userId: actor.userId })) return [];
  const offers = await db().roleChange.findMany({
    where: { userId: actor.userId, state: { in: [...openStates] } },
    select: offerSelect,
    orderBy: [{ proposedAt: "asc" }, { id: "asc" }],
    take: changesShown,
  });
  return offers.filter(({ kind, state }) => isOffer(kind, state));
}

/** How many changes of roles wait for this administrator's word; undefined for whoever confirms none. */
export async function changesWaiting(actor: Actor): Promise<number | undefined> {
  if (!may(actor, "people.confirmChange")) return undefined;
  return (await openChanges(actor)).filter((change) => change.mayConfirm).length;
}

/** The roles in which fewer can act now than their decisions need. None for whoever may not read of it. */
export async function quorumsMissed(actor: Actor): Promise<Quorum[]> {
  if (!may(actor, "people.readQuorums")) return [];
  return (await quorumsAt(db(), new Date())).filter(({ present, needed }) => present < needed);
}
