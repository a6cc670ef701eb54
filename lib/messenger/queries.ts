import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Prisma } from "../platform/db/generated/client.ts";
import { isId } from "../platform/ids.ts";
import { deskListingSize } from "../platform/listing.ts";
import { reading } from "../platform/reading.ts";
import { proposedAtOnce } from "./rules.ts";
import { statusUnderway } from "./steps.ts";

/**
 * The person's messenger accounts by licence: the one that stands, or else the last that was declined or removed, and whether its
 * removal is under way. At most 20.
 */
export async function myAccounts(actor: Actor) {
  if (actor?.kind !== "person") return [];
  const rows = await db().messengerAccount.findMany({
    where: { userId: actor.userId },
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
    take: 60,
  });
  const latest = rows.filter((row, index) => rows.findIndex((other) => other.licenceId === row.licenceId) === index);
  return Promise.all(
    latest.slice(0, 20).map(async ({ id, licenceId, handle, state, version, reason, openedAt }) => ({
      id,
      licenceId,
      handle,
      state,
      version,
      reason,
      openedAt,
      isBeingRemoved: (await statusUnderway(db(), id)) === "removeAccount",
    })),
  );
}

/** A request in the queue. */
export type QueuedAccount = Awaited<ReturnType<typeof accountQueue>>["rows"][number];

/** Requests that wait for a batch, the oldest first, and how many there are; nothing for whoever may not read them. At most 500. */
export async function accountQueue(actor: Actor) {
  if (!may(actor, "messenger.read")) return { rows: [], total: 0 };
  const where: Prisma.MessengerAccountWhereInput = { state: "REQUESTED" };
  const [rows, total] = await Promise.all([
    db().messengerAccount.findMany({
      where,
      select: {
        id: true,
        handle: true,
        version: true,
        requestedAt: true,
        institution: { select: { name: true, nameUr: true } },
      },
      orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
      take: proposedAtOnce,
    }),
    db().messengerAccount.count({ where }),
  ]);
  return { rows, total };
}

/** How many requests and proposed batches wait for an administrator; none for whoever may not read them. */
export async function accountsWaiting(actor: Actor): Promise<number> {
  if (!may(actor, "messenger.read")) return 0;
  const [requests, batches] = await Promise.all([
    db().messengerAccount.count({ where: { state: "REQUESTED" } }),
    db().messengerBatch.count({ where: { state: "PROPOSED" } }),
  ]);
  return requests + batches;
}

/** Batches of accounts, the newest first; a page of at most 100. */
export async function accountBatches(actor: Actor, page = 1) {
  if (!may(actor, "messenger.read")) return { rows: [], total: 0 };
  const [rows, total] = await Promise.all([
    db().messengerBatch.findMany({
      orderBy: [{ createdAt: "desc" }],
      include: { _count: { select: { accounts: true } } },
      skip: (page - 1) * deskListingSize,
      take: deskListingSize,
    }),
    db().messengerBatch.count(),
  ]);
  return { rows, total };
}

/** One batch with its accounts in order and the names of the two who decide, or null for whoever may not read it. */
export const findAccountBatch = reading("messenger.read", "messengerBatch", async (actor: Actor, id: string) => {
  if (!may(actor, "messenger.read") || !isId(id)) return null;
  const batch = await db().messengerBatch.findUnique({
    where: { id },
    include: {
      accounts: {
        orderBy: [{ chunk: "asc" }, { position: "asc" }],
        select: {
          id: true,
          handle: true,
          state: true,
          principal: true,
          institution: { select: { name: true, nameUr: true } },
          licence: { select: { state: true } },
        },
        take: proposedAtOnce,
      },
    },
  });
  if (!batch) return null;
  const ids = [batch.proposedById, batch.approvedById].filter((officer) => officer !== null);
  const officers = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const nameOf = (officer: string | null) => officers.find(({ id: key }) => key === officer)?.name ?? null;
  return {
    ...batch,
    planHash: batch.planHash && Buffer.from(batch.planHash).toString("hex"),
    proposer: nameOf(batch.proposedById),
    approver: nameOf(batch.approvedById),
  };
});
