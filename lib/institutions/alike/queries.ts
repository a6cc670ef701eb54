import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import { directoryEntry } from "../registering.ts";
import { standingStates } from "../rules.ts";
import { alike, comparedOf, type Typed } from "./finding.ts";
import { besideOf } from "./underWay.ts";

/**
 * Verified institutions that what somebody registers may be: by name in another spelling, by the domain that is typed or that of
 * their address, by directory entry, tax number or number of the register of companies. At most five, without those that the
 * person belongs to; `asked`: they have asked to join already.
 */
export async function institutionsToJoin(actor: Actor, typed: Typed) {
  if (actor?.kind !== "person") return [];
  const isOther = {
    state: { in: [...standingStates] },
    memberships: { none: { userId: actor.userId, endedAt: null } },
  };
  const found = await alike(db(), isOther, comparedOf(typed, actor.email));
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
 * Registrations of what somebody registers that others have handed in and that nothing is decided on yet: since when, why it may
 * be the same, and whether the person has asked to join it. Never whose it is, nor what stands in it. At most five.
 */
export async function registrationsToJoin(actor: Actor, typed: Typed & { id?: string; kind?: string }) {
  if (actor?.kind !== "person") return [];
  const named = typed.kind === "UNIVERSITY" && !typed.id;
  const entry = named ? await directoryEntry(db(), "UNIVERSITY", typed.name, undefined) : undefined;
  const directoryEntryId = entry?.ok ? entry.value?.id : typed.directoryEntryId;
  const found = (await besideOf(db(), actor, { ...typed, directoryEntryId })).slice(0, 5);
  const rows = await db().institution.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    select: {
      ...{ id: true, submittedAt: true },
      joinRequests: { where: { userId: actor.userId, state: "OPEN" }, select: { id: true } },
    },
  });
  return found.flatMap(({ id, why }) =>
    rows
      .filter((row) => row.id === id)
      .map(({ submittedAt, joinRequests }) => ({ id, since: submittedAt, why, asked: joinRequests.length > 0 })),
  );
}

/** As `registrationsToJoin`, for a registration that is under way itself: only its members are told. */
export async function registrationsBeside(actor: Actor, institutionId: string) {
  if (!may(actor, "institutions.edit", { institutionId })) return [];
  const one = await db().institution.findUnique({ where: { id: institutionId } });
  return one ? registrationsToJoin(actor, one) : [];
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
    db(),
    { id: { not: institutionId }, state: { not: "DRAFT" } },
    { names: [name, nameUr ?? ""], domains: domain ? [domain] : [], identifierKeys, directoryEntryId },
  );
  const first = found.slice(0, 10);
  const rows = await db().institution.findMany({
    where: { id: { in: first.map(({ id }) => id) } },
    select: { id: true, name: true, state: true, submittedAt: true, besideReason: true },
  });
  return first.flatMap(({ id, why }) => rows.filter((row) => row.id === id).map((row) => ({ ...row, why })));
}
