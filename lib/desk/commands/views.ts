import type { Actor } from "../../platform/auth/actor.ts";
import type { Ownership } from "../../platform/auth/permissions.ts";
import { command, done, rawId } from "../../platform/command.ts";
import type { Db, Tx } from "../../platform/db/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { viewsAtMost } from "../rules.ts";
import { RemoveView, RenameView, SaveView } from "../schema.ts";

/** Whose view it is; somebody else's looks like one that is not there. */
async function owner(db: Db, raw: unknown, actor: Actor): Promise<Ownership | undefined> {
  const id = rawId(raw, "viewId");
  if (actor?.kind !== "person" || !id) return undefined;
  return (await db.savedView.findFirst({ where: { id, userId: actor.userId }, select: { userId: true } })) ?? undefined;
}

/** Two changes of one person's views take turns, so that the second sees the first. */
async function lockViews(tx: Tx, userId: string) {
  await tx.$queryRaw`SELECT 1 FROM "User" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
  return tx.savedView.findMany({ where: { userId }, select: { id: true, list: true, name: true } });
}

/**
 * Keeps a list of the desk as its address has it, under a name. The same name again keeps the new address under it.
 * Errors: viewsFull.
 */
export const saveView = command({
  action: "desk.saveView",
  schema: SaveView,
  run: async ({ tx, actor, input, now }) => {
    const { list, name, query } = input;
    const { userId } = actor;
    const views = await lockViews(tx, userId);
    const known = views.find((view) => view.list === list && view.name === name);
    if (!known && views.length >= viewsAtMost) return fail("viewsFull", { values: { most: viewsAtMost } });
    const { id } = await tx.savedView.upsert({
      where: { userId_list_name: { userId, list, name } },
      create: { userId, list, name, query, createdAt: now },
      update: { query },
      select: { id: true },
    });
    return done({ viewId: id, list }, { kind: "view", id }, { list });
  },
});

/** Gives a view another name. Errors: notFound, duplicate (another view of the list has it). */
export const renameView = command({
  action: "desk.renameView",
  schema: RenameView,
  owner,
  run: async ({ tx, actor, input }) => {
    const { viewId: id, name } = input;
    const views = await lockViews(tx, actor.userId);
    const view = views.find((one) => one.id === id);
    if (!view) return fail("notFound");
    const isTaken = views.some((one) => one.id !== id && one.list === view.list && one.name === name);
    if (isTaken) return fail("duplicate", { fields: { name: "duplicate" } });
    await tx.savedView.update({ where: { id }, data: { name } });
    return done({ viewId: id }, { kind: "view", id });
  },
});

/** Removes a view. Errors: notFound. */
export const removeView = command({
  action: "desk.removeView",
  schema: RemoveView,
  owner,
  run: async ({ tx, actor, input }) => {
    const { count } = await tx.savedView.deleteMany({ where: { id: input.viewId, userId: actor.userId } });
    return count === 0 ? fail("notFound") : done(null, { kind: "view", id: input.viewId });
  },
});
