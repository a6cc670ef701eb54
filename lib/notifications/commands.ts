import type { Actor } from "../platform/auth/actor.ts";
import type { Ownership } from "../platform/auth/permissions.ts";
import { command, done, rawId } from "../platform/command.ts";
import type { Db } from "../platform/db/client.ts";
import { fail } from "../platform/errors/result.ts";
import { enqueue } from "../platform/jobs/queues.ts";
import { ChooseDelivery, MarkNotice, MarkNotices, ResendMail } from "./schema.ts";

export { askMobileCode, chooseTexts, proveMobile, removeMobile } from "./texts/commands.ts";

/** Whose notice it is; somebody else's looks like one that is not there. */
async function owner(db: Db, raw: unknown, actor: Actor): Promise<Ownership | undefined> {
  const id = rawId(raw, "noticeId");
  if (actor?.kind !== "person" || !id) return undefined;
  return (await db.notice.findFirst({ where: { id, userId: actor.userId }, select: { userId: true } })) ?? undefined;
}

/** Marks a notice as read. Errors: notFound, alreadyDone. */
export const markNotice = command({
  action: "notifications.mark",
  schema: MarkNotice,
  owner,
  run: async ({ tx, actor, input, now }) => {
    const { noticeId: id } = input;
    const { count } = await tx.notice.updateMany({
      where: { id, userId: actor.userId, readAt: null },
      data: { readAt: now },
    });
    return count === 0 ? fail("alreadyDone") : done(null, { kind: "notice", id });
  },
});

/** Marks all of the person's notices as read, and gives how many there were. */
export const markNotices = command({
  action: "notifications.markAll",
  schema: MarkNotices,
  run: async ({ tx, actor, now }) => {
    const { count } = await tx.notice.updateMany({
      where: { userId: actor.userId, readAt: null },
      data: { readAt: now },
    });
    return done({ count }, { kind: "user", id: actor.userId }, { count });
  },
});

/** Chooses the topics of which the person hears once a day; of the others, and of whatever cannot wait, they hear at once. */
export const chooseDelivery = command({
  action: "notifications.choose",
  schema: ChooseDelivery,
  run: async ({ tx, actor, input }) => {
    const { userId } = actor;
    const daily = [...new Set(input.daily)];
    // Two choices at once take turns; the later one counts.
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
    await tx.noticeChoice.deleteMany({ where: { userId } });
    await tx.noticeChoice.createMany({ data: daily.map((topic) => ({ userId, topic })) });
    return done({ daily }, { kind: "user", id: userId }, { daily });
  },
});

/** Tries a mail again that was given up, from the beginning. Errors: notFound, wrongState. */
export const resendMail = command({
  action: "notifications.resend",
  schema: ResendMail,
  run: async ({ tx, input }) => {
    const { mailId: id } = input;
    if ((await tx.mail.count({ where: { id } })) === 0) return fail("notFound");
    const { count } = await tx.mail.updateMany({
      where: { id, sentAt: null, failedAt: { not: null } },
      data: { failedAt: null, ownerId: null, attempts: 0 },
    });
    if (count === 0) return fail("wrongState");
    await enqueue(tx, "mail", { mailId: id });
    return done({ mailId: id }, { kind: "mail", id });
  },
});
