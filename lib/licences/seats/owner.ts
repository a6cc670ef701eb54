import { ownedBy } from "../../institutions/owner.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import type { Ownership } from "../../platform/auth/permissions.ts";
import { rawId } from "../../platform/command.ts";
import type { Db } from "../../platform/db/client.ts";

/** The `owner` of commands about a seat, by `seatId`: a foreign seat and a missing one look the same. */
export async function seatOwner(db: Db, raw: unknown, actor: Actor): Promise<Ownership | undefined> {
  const id = rawId(raw, "seatId");
  const seat =
    id && (await db.seat.findUnique({ where: { id }, select: { licence: { select: { institutionId: true } } } }));
  return seat ? ownedBy(actor, "licences.read", seat.licence.institutionId) : undefined;
}

/** The `owner` of commands about a wish to bind a seat to another identity, by `rebindId`. */
export async function rebindOwner(db: Db, raw: unknown, actor: Actor): Promise<Ownership | undefined> {
  const id = rawId(raw, "rebindId");
  const rebind =
    id &&
    (await db.seatRebind.findUnique({
      where: { id },
      select: { seat: { select: { licence: { select: { institutionId: true } } } } },
    }));
  return rebind ? ownedBy(actor, "licences.read", rebind.seat.licence.institutionId) : undefined;
}
