import type { Actor } from "../platform/auth/actor.ts";
import { type Action, may, type Ownership } from "../platform/auth/permissions.ts";
import { rawId } from "../platform/command.ts";
import type { Db } from "../platform/db/client.ts";

/**
 * The `owner` of commands whose input names an institution by `institutionId`. What the actor may not even read is not
 * there for them: a foreign institution and a missing one look the same.
 */
export async function institutionOwner(db: Db, raw: unknown, actor: Actor): Promise<Ownership | undefined> {
  const id = rawId(raw, "institutionId");
  if (!id || !(await db.institution.findUnique({ where: { id }, select: { id: true } }))) return undefined;
  return ownedBy(actor, "institutions.read", id);
}

/** The ownership, or undefined for whoever may not do `read` there. */
export function ownedBy(actor: Actor, read: Action, institutionId: string): Ownership | undefined {
  return may(actor, read, { institutionId }) ? { institutionId } : undefined;
}
