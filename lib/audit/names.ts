import { db } from "../platform/db/client.ts";

/** The names of those who acted, by their keys, as they are called today. */
export async function namesOf(events: readonly { actorId: string | null }[]): Promise<Map<string, string | null>> {
  const ids = [...new Set(events.flatMap((event) => event.actorId ?? []))];
  const users = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(users.map((user) => [user.id, user.name]));
}
