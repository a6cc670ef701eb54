import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import type { Prisma } from "../../platform/db/generated/client.ts";
import { isId } from "../../platform/ids.ts";
import { isProgrammeChangeStep } from "./rules.ts";
import { ChangePayload } from "./schema.ts";

const row = {
  ...{ id: true, programmeId: true, kind: true, state: true, version: true, payload: true, before: true, reason: true },
  ...{ proposedById: true, proposedAt: true, closedAt: true },
  proposedBy: { select: { name: true } },
  confirmedBy: { select: { name: true } },
} as const satisfies Prisma.ProgrammeChangeSelect;

/** A change of a programme as the desk shows it, with what the reader may do about it. */
export type ProgrammeChangeRow = Omit<
  Prisma.ProgrammeChangeGetPayload<{ select: typeof row }>,
  "payload" | "before"
> & {
  payload: ChangePayload;
  /** What was when it was proposed, in the form that its kind has. */
  before: Record<string, unknown>;
  mayConfirm: boolean;
  mayCancel: boolean;
};

/** Changes that one page shows at most. */
const shown = 50;

/** Changes of a programme: those that are open, the oldest first, or those that are over, the newest first; at most 50. */
export async function programmeChanges(
  actor: Actor,
  programmeId: string,
  which: "open" | "past",
): Promise<ProgrammeChangeRow[]> {
  if (!may(actor, "programmes.readQuotas") || !isId(programmeId)) return [];
  const isOpen = which === "open";
  const rows = await db().programmeChange.findMany({
    where: { programmeId, state: isOpen ? "PROPOSED" : { not: "PROPOSED" } },
    select: row,
    orderBy: isOpen ? [{ proposedAt: "asc" }, { id: "asc" }] : [{ closedAt: "desc" }, { id: "desc" }],
    take: shown,
  });
  return rows.map((change) => ({
    ...change,
    payload: ChangePayload.parse(change.payload),
    before: change.before as Record<string, unknown>,
    ...acts(actor, change),
  }));
}

/** How many changes of programmes wait for this administrator's word; undefined for whoever confirms none. */
export async function programmeChangesWaiting(actor: Actor): Promise<number | undefined> {
  if (actor?.kind !== "person" || !may(actor, "programmes.confirmChange")) return undefined;
  return db().programmeChange.count({ where: { state: "PROPOSED", proposedById: { not: actor.userId } } });
}

function acts(actor: Actor, { state, proposedById }: Prisma.ProgrammeChangeGetPayload<{ select: typeof row }>) {
  const isOwn = actor?.kind === "person" && actor.userId === proposedById;
  return {
    mayConfirm: may(actor, "programmes.confirmChange") && isProgrammeChangeStep(state, "CONFIRMED") && !isOwn,
    mayCancel: may(actor, "programmes.cancelChange") && isProgrammeChangeStep(state, "CANCELLED"),
  };
}
