import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { ChainWriteState } from "../platform/db/generated/enums.ts";

/** A row of the outbox, without what it carries. */
export type OutboxRow = {
  id: string;
  key: string;
  kind: string;
  state: ChainWriteState;
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  certifiedAt: Date | null;
  /** Block of the registry that holds it, where there is one. */
  block: string | null;
};

/** Rows on one page. */
export const outboxOnPage = 25;

/** The outbox, the newest first, or only one state of it. `page` counts from 1. Empty for whoever may not read it. */
export async function outbox(
  actor: Actor,
  { state, page = 1 }: { state?: ChainWriteState | undefined; page?: number } = {},
): Promise<{ rows: OutboxRow[]; count: number }> {
  if (!may(actor, "chain.read")) return { rows: [], count: 0 };
  const where = state ? { state } : {};
  const [count, found] = await Promise.all([
    db().chainWrite.count({ where }),
    db().chainWrite.findMany({
      where,
      omit: { payload: true, certificate: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * outboxOnPage,
      take: outboxOnPage,
    }),
  ]);
  const rows = found.map(({ answer, sentAt: _, ...row }) => ({ ...row, block: blockOf(answer) }));
  return { rows, count };
}

/** How many chain writes are in each state, and since when the oldest waits. Null for whoever may not read it. */
export async function outboxCounts(
  actor: Actor,
): Promise<{ states: Record<ChainWriteState, number>; waitingSince: Date | null } | null> {
  if (!may(actor, "chain.read")) return null;
  const [groups, oldest] = await Promise.all([
    db().chainWrite.groupBy({ by: ["state"], _count: { _all: true } }),
    db().chainWrite.findFirst({
      where: { state: { in: ["QUEUED", "SENT"] } },
      orderBy: { createdAt: "asc" },
      select: { createdAt: true },
    }),
  ]);
  const states = { QUEUED: 0, SENT: 0, CERTIFIED: 0, REFUSED: 0 };
  for (const group of groups) states[group.state] = group._count._all;
  return { states, waitingSince: oldest?.createdAt ?? null };
}

/** When the worker last gave a sign of life; null if it never did, or for whoever may not know. */
export async function workerBeat(actor: Actor): Promise<Date | null> {
  if (!may(actor, "chain.read")) return null;
  const beat = await db().heartbeat.findUnique({ where: { name: "worker" } });
  return beat?.beatAt ?? null;
}

function blockOf(answer: unknown): string | null {
  if (typeof answer !== "object" || answer === null || !("block" in answer)) return null;
  return typeof answer.block === "string" ? answer.block : null;
}
