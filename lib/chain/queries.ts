import type { Actor } from "../platform/auth/actor.ts";
import { heldAt } from "../platform/auth/held.ts";
import { may } from "../platform/auth/permissions.ts";
import { type ChainCaps, forTomorrow, isForTomorrow } from "../platform/chain/writes.ts";
import { db } from "../platform/db/client.ts";
import type { ChainWrite, LogCheck } from "../platform/db/generated/client.ts";
import type { ChainWriteState, Sector } from "../platform/db/generated/enums.ts";
import { isId } from "../platform/ids.ts";
import { listingOffset, trailListingSize } from "../platform/listing.ts";
import { reading } from "../platform/reading.ts";
import type { Sorting } from "../platform/sorting.ts";
import { operators } from "./operators.ts";

/** A row of the outbox, without what it carries. */
export type OutboxRow = {
  id: string;
  key: string;
  kind: string;
  state: ChainWriteState;
  /** Waits for the next day in Pakistan: the registry takes no more of its kind today. */
  isForTomorrow: boolean;
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  certifiedAt: Date | null;
  /** Block of the registry that holds it, where there is one. */
  block: string | null;
};

/** What the outbox may be ordered by. */
export const outboxSorts = ["kind", "state", "requested", "attempts"] as const;

/**
 * The outbox, or only one state of it, the newest first unless another order is asked for. `page` counts from 1 and has at most
 * 50 rows. Empty for whoever may not read it.
 */
export async function outbox(
  actor: Actor,
  {
    state,
    page = 1,
    sort,
  }: {
    state?: ChainWriteState | undefined;
    page?: number;
    sort?: Sorting<(typeof outboxSorts)[number]> | undefined;
  } = {},
): Promise<{ rows: OutboxRow[]; count: number }> {
  if (!may(actor, "chain.read")) return { rows: [], count: 0 };
  const where = state ? { state } : {};
  const [count, found] = await Promise.all([
    db().chainWrite.count({ where }),
    db().chainWrite.findMany({
      where,
      omit: { payload: true, certificate: true },
      orderBy: [
        ...(sort ? [{ [sort.by === "requested" ? "createdAt" : sort.by]: sort.order }] : []),
        { createdAt: "desc" },
        { id: "desc" },
      ],
      skip: listingOffset({ page }, trailListingSize),
      take: trailListingSize,
    }),
  ]);
  return { rows: found.map(outboxRow), count };
}

/** One row of the outbox, or null for whoever may not read it. */
export const findChainWrite = reading(
  "chain.read",
  "chainWrite",
  async (actor: Actor, id: string): Promise<OutboxRow | null> => {
    if (!may(actor, "chain.read") || !isId(id)) return null;
    const row = await db().chainWrite.findUnique({ where: { id }, omit: { payload: true, certificate: true } });
    return row && outboxRow(row);
  },
);

/**
 * How many chain writes are in each state, how many of those that wait do so for the next day in Pakistan, and since when the oldest
 * waits. Null for whoever may not read it.
 */
export async function outboxCounts(
  actor: Actor,
): Promise<{ states: Record<ChainWriteState, number>; forTomorrow: number; waitingSince: Date | null } | null> {
  if (!may(actor, "chain.read")) return null;
  const [groups, tomorrows, oldest] = await Promise.all([
    db().chainWrite.groupBy({ by: ["state"], _count: { _all: true } }),
    db().chainWrite.count({ where: forTomorrow }),
    db().chainWrite.findFirst({
      where: { state: { in: ["QUEUED", "SENT"] } },
      orderBy: { createdAt: "asc" },
      select: { createdAt: true },
    }),
  ]);
  const states = { QUEUED: 0, SENT: 0, CERTIFIED: 0, REFUSED: 0 };
  for (const group of groups) states[group.state] = group._count._all;
  return { states, forTomorrow: tomorrows, waitingSince: oldest?.createdAt ?? null };
}

/** The operators, whose it is that writes arrive; nobody for whoever may not read the outbox. */
export async function chainOwners(actor: Actor): Promise<string[]> {
  return may(actor, "chain.read") ? operators() : [];
}

/** When the worker last gave a sign of life; null if it never did, or for whoever may not know. */
export async function workerBeat(actor: Actor): Promise<Date | null> {
  if (!may(actor, "chain.read")) return null;
  const beat = await db().heartbeat.findUnique({ where: { name: "worker" } });
  return beat?.beatAt ?? null;
}

/** What the portal's own monitor last found of the register's log; null before its first look, or for whoever may not know. */
export async function logCheck(actor: Actor, registry: string): Promise<LogCheck | null> {
  if (!may(actor, "chain.read")) return null;
  return db().logCheck.findUnique({ where: { registry } });
}

function outboxRow({ answer, sentAt: _, ...row }: Omit<ChainWrite, "payload" | "certificate">): OutboxRow {
  const { state, kind, lastError } = row;
  return { ...row, isForTomorrow: state === "QUEUED" && isForTomorrow(kind, lastError), block: blockOf(answer) };
}

function blockOf(answer: unknown): string | null {
  if (typeof answer !== "object" || answer === null || !("block" in answer)) return null;
  return typeof answer.block === "string" ? answer.block : null;
}

/** Who is who in the registry, as far as they are known here. Principals are textual. */
export type RegistryPeople = {
  names: ReadonlyMap<string, string>;
  /** Administrators and approvers with an identity, and what each may be in the registry. */
  officials: { principal: string; role: "governor" | "approver" }[];
  /** The programme's places, in the registry's form; null where there is not exactly one programme. */
  caps: ChainCaps | null;
};

/** The people behind `principals` and those who could be given a role; nobody for whoever may not read it. */
export async function registryPeople(actor: Actor, principals: readonly string[]): Promise<RegistryPeople> {
  if (!may(actor, "governance.read")) return { names: new Map(), officials: [], caps: null };
  const now = new Date();
  const [users, programmes] = await Promise.all([
    db().user.findMany({
      where: {
        principal: { not: null },
        OR: [
          { principal: { in: [...principals] } },
          { grants: { some: { ...heldAt(now), role: { in: ["ADMINISTRATOR", "APPROVER"] } } } },
        ],
      },
      select: { name: true, principal: true, grants: { where: heldAt(now), select: { role: true } } },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: 200,
    }),
    db().programme.findMany({ take: 2, select: { places: true, quotas: { select: { sector: true, places: true } } } }),
  ]);
  const known = users.flatMap(({ principal, ...user }) => (principal === null ? [] : [{ principal, ...user }]));
  const [programme] = programmes;
  return {
    names: new Map(known.map(({ principal, name }) => [principal, name])),
    officials: known.flatMap(({ principal, grants }): RegistryPeople["officials"] => {
      if (grants.some(({ role }) => role === "ADMINISTRATOR")) return [{ principal, role: "governor" }];
      return grants.some(({ role }) => role === "APPROVER") ? [{ principal, role: "approver" }] : [];
    }),
    caps: programme && programmes.length === 1 ? capsOf(programme) : null,
  };
}

function capsOf({ places, quotas }: { places: number; quotas: { sector: Sector; places: number }[] }): ChainCaps {
  const of = (sector: Sector) => quotas.find((quota) => quota.sector === sector)?.places ?? 0;
  return {
    ...{ total: places, government: of("GOVERNMENT"), education: of("EDUCATION") },
    ...{ startups: of("STARTUPS"), private: of("PRIVATE") },
  };
}
