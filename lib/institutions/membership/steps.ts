import { linkTo } from "../../notifications/link.ts";
import { type MailKey, notify } from "../../notifications/steps.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { type Action, may, type Ownership } from "../../platform/auth/permissions.ts";
import type { Db, Tx } from "../../platform/db/client.ts";
import type { Institution } from "../../platform/db/generated/client.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { ownedBy } from "../owner.ts";
import { lockInstitution } from "../steps.ts";
import { membersAtMost } from "./rules.ts";

/** A member as the commands see them. */
export type MemberRow = Awaited<ReturnType<typeof membersNow>>[number];

/** An institution locked until the end of the transaction, with its members as they are now. */
export type Room = { institution: Institution; members: MemberRow[] };

/**
 * Locks the institution, so that its members change one after the other, and asks for the permission once more: what the actor
 * was when the request came in, another owner may have changed since. Fails with `notFound` or `notAllowed`.
 */
export async function openRoom(tx: Tx, actor: Person, action: Action, owner: Ownership): Promise<Result<Room>> {
  const institution = owner.institutionId ? await lockInstitution(tx, owner.institutionId) : null;
  if (!institution) return fail("notFound");
  const members = await membersNow(tx, institution.id);
  const memberships = members
    .filter((member) => member.userId === actor.userId)
    .map(({ role }) => ({ institutionId: institution.id, role }));
  if (!may({ ...actor, memberships }, action, owner)) return fail("notAllowed");
  return ok({ institution, members });
}

/** Whoever belongs to the institution now, the first first. */
async function membersNow(tx: Tx, institutionId: string) {
  return tx.membership.findMany({
    where: { institutionId, endedAt: null },
    select: {
      id: true,
      userId: true,
      role: true,
      shared: true,
      version: true,
      user: { select: { name: true, email: true, locale: true } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

/** Makes somebody a member, or again one who was. The caller holds the institution's lock and has found that they are not one now. */
export async function enter(
  tx: Tx,
  room: Room,
  member: { userId: string; role: "EDITOR" | "VIEWER"; shared: boolean },
  now: Date,
): Promise<Result<null>> {
  if (room.members.length >= membersAtMost) return fail("membersFull", { values: { most: membersAtMost } });
  const { userId, ...as } = member;
  const institutionId = room.institution.id;
  await tx.membership.upsert({
    where: { institutionId_userId: { institutionId, userId } },
    create: { institutionId, ...member },
    update: { ...as, createdAt: now, endedAt: null, version: { increment: 1 } },
  });
  return ok(null);
}

/** A transfer that names somebody who leaves, or is something else now, is no more. */
export async function closeTransfersOf(tx: Tx, institutionId: string, userId: string, now: Date): Promise<void> {
  await tx.ownershipTransfer.updateMany({
    where: { institutionId, state: "PROPOSED", OR: [{ fromId: userId }, { toId: userId }] },
    data: { state: "CLOSED", closedAt: now, version: { increment: 1 } },
  });
}

/** Somebody to whom a letter goes, if they have an address. */
export type Reader = { email: string | null; locale: string };

/** A letter about the institution's members, to each in their language. `path`: where its link leads. */
export async function tell(
  tx: Tx,
  { institution }: Pick<Room, "institution">,
  readers: readonly Reader[],
  letter: MailKey,
  values: Record<string, string | number> = {},
  path = `/institutions/${institution.id}/members`,
): Promise<void> {
  for (const { email, locale } of readers) {
    if (email === null) continue;
    await notify(tx, {
      to: email,
      locale,
      letter,
      values: (locale) => ({
        institution: inLanguage(locale, institution.name, institution.nameUr),
        link: linkTo(path, locale),
        ...values,
      }),
    });
  }
}

/** The owners among the members, but for one. */
export function ownersOf(room: Room, but?: string): Reader[] {
  return room.members.filter(({ role, userId }) => role === "OWNER" && userId !== but).map(({ user }) => user);
}

/** Whose a membership is, by its id: nobody's for whoever may not read the institution. */
export async function membershipOwner(db: Db, id: string | undefined, actor: Parameters<typeof may>[0]) {
  const row = id && (await db.membership.findFirst({ where: { id, endedAt: null }, select: { institutionId: true } }));
  return row ? ownedBy(actor, "institutions.read", row.institutionId) : undefined;
}

/**
 * Is the person's address one that several people read, anywhere? Whatever asks for one certain person (to hold a seat) refuses it.
 */
export async function isSharedMailbox(tx: Tx, userId: string): Promise<boolean> {
  return (await tx.membership.count({ where: { userId, endedAt: null, shared: true } })) > 0;
}
