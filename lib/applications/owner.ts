import { ownedBy } from "../institutions/owner.ts";
import type { Actor } from "../platform/auth/actor.ts";
import type { Ownership } from "../platform/auth/permissions.ts";
import { rawId } from "../platform/command.ts";
import type { Db } from "../platform/db/client.ts";

/**
 * The `owner` of commands whose input names an application by `applicationId`; a foreign one and a missing one look the same.
 */
export async function applicationOwner(db: Db, raw: unknown, actor: Actor): Promise<Ownership | undefined> {
  const id = rawId(raw, "applicationId");
  const found = id && (await db.application.findUnique({ where: { id }, select: { institutionId: true } }));
  return found ? ownedBy(actor, "applications.read", found.institutionId) : undefined;
}
