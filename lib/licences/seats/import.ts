import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import { reading } from "../../platform/reading.ts";
import { planSeats } from "./plan.ts";
import { seatRows } from "./rows.ts";

/**
 * A list of people in CSV with what confirming it now would come to, or null for whoever may not confirm it. `plan` is null once
 * it is confirmed.
 */
export const findSeatImport = reading(
  "licences.read",
  "seatImport",
  async (actor: Actor, importId: string, now: Date = new Date()) => {
    const list = await db().seatImport.findUnique({ where: { id: importId } });
    if (!list || !may(actor, "licences.confirmImport", { institutionId: list.institutionId })) return null;
    const { id, institutionId, version, text } = list;
    const plan = text === null ? null : await planSeats(db(), institutionId, seatRows(text), now);
    return { id, institutionId, version, plan };
  },
);
