import { linkTo } from "../notifications/link.ts";
import { type MailKey, notify } from "../notifications/steps.ts";
import { roleName } from "../notifications/words.ts";
import { heldAt } from "../platform/auth/held.ts";
import type { Tx } from "../platform/db/client.ts";
import type { Prisma, RoleChange } from "../platform/db/generated/client.ts";
import type { Role } from "../platform/db/generated/enums.ts";
import { formatDate, formatDateTime } from "../platform/i18n/format.ts";

/** At most this many of an office hear of a change of roles. */
const toldAtMost = 50;

const reader = { id: true, email: true, locale: true } as const satisfies Prisma.UserSelect;
type Reader = Prisma.UserGetPayload<{ select: typeof reader }>;

/** Those who hold one of the roles at `now`, oldest first. */
export function holdersOf(tx: Tx, roles: readonly Role[], now: Date): Promise<Reader[]> {
  return tx.user.findMany({
    where: { email: { not: null }, grants: { some: { role: { in: [...roles] }, ...heldAt(now) } } },
    select: reader,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: toldAtMost,
  });
}

/** What is told of a change of roles. */
export type ChangeLetter = Extract<MailKey, `roleChange${string}`>;

/**
 * Tells the administrators of a change, and with `concerned` the person too, and whom they stand in for; not whoever did it.
 * `offices` hear of it besides the administrators.
 */
export async function tellOfChange(
  tx: Tx,
  change: RoleChange,
  letter: ChangeLetter,
  now: Date,
  options: { concerned: boolean; except?: string; offices?: readonly Role[] },
): Promise<void> {
  const ids = [change.userId, change.deputyForId].filter((id) => id !== null);
  const [officials, people, person, principal] = [
    await holdersOf(tx, ["ADMINISTRATOR", ...(options.offices ?? [])], now),
    await (options.concerned ? tx.user.findMany({ where: { id: { in: ids } }, select: reader }) : []),
    await tx.user.findUniqueOrThrow({ where: { id: change.userId }, select: { name: true } }),
    await (change.deputyForId && tx.user.findUnique({ where: { id: change.deputyForId }, select: { name: true } })),
  ];
  const readers = new Map([...officials, ...people].map((one) => [one.id, one]));
  if (!options.concerned) readers.delete(change.userId);
  if (options.except) readers.delete(options.except);
  for (const { id, email, locale } of readers.values()) {
    if (email === null) continue;
    const own = id === change.userId;
    // The person concerned may be no official any more, or not yet: their way leads home.
    const path = own ? "/home" : `/desk/people/${change.userId}`;
    await notify(tx, {
      to: email,
      locale,
      letter,
      values: (locale) => ({
        kind: change.kind,
        reader: own ? "own" : "other",
        name: person.name,
        principal: principal ? principal.name : "",
        role: roleName(locale, change.role),
        at: change.effectiveAt ? formatDateTime(change.effectiveAt, locale) : "",
        until: change.endsAt ? formatDate(new Date(change.endsAt.getTime() - 1), locale) : "",
        reason: change.reason,
        link: linkTo(path, locale),
      }),
    });
  }
}

/** Tells a deputy, and the administrators, that the time is over. */
export async function tellOfDeputyEnd(tx: Tx, userId: string, role: Role, now: Date): Promise<void> {
  const { name, ...deputy } = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: { ...reader, name: true },
  });
  const readers = new Map([...(await holdersOf(tx, ["ADMINISTRATOR"], now)), deputy].map((one) => [one.id, one]));
  for (const { id, email, locale } of readers.values()) {
    if (email === null) continue;
    const own = id === userId;
    await notify(tx, {
      to: email,
      locale,
      letter: "deputyEnded",
      values: (locale) => ({
        reader: own ? "own" : "other",
        name,
        role: roleName(locale, role),
        link: linkTo(own ? "/home" : `/desk/people/${userId}`, locale),
      }),
    });
  }
}

/** Tells a person of a passkey of theirs, so that one that they did not make is noticed. */
export async function tellOfPasskey(
  tx: Tx,
  userId: string,
  letter: "passkeyAdded" | "passkeyRemoved",
  key: { name: string },
  now: Date,
): Promise<void> {
  const { email, locale, grants } = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: { ...reader, grants: { where: heldAt(now), select: { role: true } } },
  });
  if (email === null) return;
  const isOfficial = grants.length > 0;
  await notify(tx, {
    to: email,
    locale,
    letter,
    values: (locale) => ({
      name: key.name,
      place: isOfficial ? "office" : "own",
      at: formatDateTime(now, locale),
      link: linkTo(isOfficial ? "/desk/office" : "/home", locale),
    }),
  });
}
