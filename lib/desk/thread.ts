import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import type { Person } from "../platform/auth/actor.ts";
import type { Tx } from "../platform/db/client.ts";
import type { Institution } from "../platform/db/generated/client.ts";
import type { MessageSide } from "../platform/db/generated/enums.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { inLanguage } from "../platform/i18n/inLanguage.ts";
import { isClose } from "./closeness.ts";
import { messagesADay } from "./rules.ts";

/** The case that messages are about: an application, the registration of an institution, or an appeal. */
export type ThreadKey = { applicationId: string } | { institutionId: string } | { appealId: string };

/** A message as a page shows it; the applicant sees the desk as one, and no officer's name. */
export type Message = {
  id: string;
  side: MessageSide;
  from: string | null;
  text: string;
  /** The file that it is, instead of words; its size in bytes. */
  file: { id: string; fileName: string; size: number } | null;
  at: Date;
  isNew: boolean;
};

/** As many messages of a case as a page shows. */
const shown = 200;

const day = 24 * 3_600_000;

/** The messages of a case as one of its members or somebody at the desk sees them, the oldest first, of the newest 200. */
export async function threadOf(
  client: Tx,
  of: ThreadKey,
  reader: { userId: string; isMember: boolean },
): Promise<Message[]> {
  const { userId, isMember } = reader;
  const [reading, rows] = await Promise.all([
    client.caseReading.findFirst({ where: { ...of, userId } }),
    client.caseMessage.findMany({
      where: of,
      include: {
        author: { select: { name: true } },
        files: { where: { removedAt: null }, select: { id: true, fileName: true, size: true }, take: 1 },
      },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: shown,
    }),
  ]);
  const other: MessageSide = isMember ? "DESK" : "INSTITUTION";
  return rows.reverse().map(({ id, side, author, text, files, at }) => ({
    ...{ id, side, text, at, file: files[0] ?? null },
    from: side === "DESK" && isMember ? null : author.name,
    isNew: side === other && (reading === null || at > reading.readAt),
  }));
}

/**
 * For whom the person writes. Whoever stands close to the institution, or ever belonged to it, is no neutral officer.
 * Errors: conflictOfInterest.
 */
export async function sideOf(tx: Tx, person: Person, institutionId: string, now: Date): Promise<Result<MessageSide>> {
  const { userId, memberships } = person;
  const own = memberships.find((membership) => membership.institutionId === institutionId);
  if (own) return own.role === "VIEWER" ? fail("conflictOfInterest") : ok("INSTITUTION");
  const belonged = (await tx.membership.count({ where: { userId, institutionId } })) > 0;
  return belonged || (await isClose(tx, person, institutionId, now)) ? fail("conflictOfInterest") : ok("DESK");
}

/**
 * Puts a message into a thread, once for its `key`, and has its writer have read so far. The case is locked by the caller.
 * Errors: tooManyMessages.
 */
export async function addMessage(
  tx: Tx,
  message: { of: ThreadKey; side: MessageSide; userId: string; key: string; text: string; now: Date },
): Promise<Result<{ messageId: string; repeated?: true }>> {
  const { of, side, userId, key, text, now } = message;
  const sent = await tx.caseMessage.findFirst({ where: { ...of, key } });
  if (sent) return ok({ messageId: sent.id, repeated: true });
  const recent = await tx.caseMessage.count({ where: { ...of, side, at: { gt: new Date(now.getTime() - day) } } });
  if (recent >= messagesADay) return fail("tooManyMessages", { values: { most: messagesADay } });
  const { id } = await tx.caseMessage.create({
    data: { ...of, side, authorId: userId, text, key, at: now },
    select: { id: true },
  });
  await markRead(tx, of, userId, now);
  return ok({ messageId: id });
}

/** Somebody has read a thread so far. Never earlier than before: of two pages the older one takes nothing back. */
export async function markRead(tx: Tx, of: ThreadKey, userId: string, readAt: Date): Promise<void> {
  await tx.caseReading.createMany({ data: { ...of, userId, readAt }, skipDuplicates: true });
  await tx.caseReading.updateMany({ where: { ...of, userId, readAt: { lt: readAt } }, data: { readAt } });
}

/** A letter about a message to each of them. `about`: which of the institution's cases it is about; `path`: where it is answered. */
export async function tellOfMessage(
  tx: Tx,
  recipients: readonly { to: string; locale: string }[],
  message: {
    about: "application" | "registration" | "appeal";
    side: MessageSide;
    text: string;
    receipt: string | null;
    institution: Pick<Institution, "name" | "nameUr">;
    path: string;
  },
): Promise<void> {
  const { about, side, text, receipt, institution, path } = message;
  for (const { to, locale } of recipients)
    await notify(tx, {
      ...{ to, locale, letter: side === "DESK" ? "messageFromDesk" : "messageFromInstitution" },
      values: (locale) => ({
        ...{ about, text, receipt: receipt ?? "" },
        institution: inLanguage(locale, institution.name, institution.nameUr),
        link: linkTo(path, locale),
      }),
    });
}

/** The administrators in office now who never belonged to the institution: who answers for the desk. */
export async function answering(tx: Tx, institutionId: string): Promise<{ to: string; locale: string }[]> {
  const now = new Date();
  const users = await tx.user.findMany({
    where: {
      email: { not: null },
      grants: { some: { role: "ADMINISTRATOR", endedAt: null, OR: [{ endsAt: null }, { endsAt: { gt: now } }] } },
      memberships: { none: { institutionId } },
    },
    select: { email: true, locale: true },
    take: 50,
  });
  return users.flatMap(({ email, locale }) => (email ? [{ to: email, locale }] : []));
}
