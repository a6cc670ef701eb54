import { closenessTo } from "../../desk/closeness.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import type { Prisma } from "../../platform/db/generated/client.ts";
import { rungOf } from "../figures/rungs.ts";
import { renewalDays } from "../rules.ts";

/** Licences in force that end within the days in which they may be renewed. */
export function endingSoon(now: Date): { state: "ACTIVE"; validUntil: { gt: Date; lte: Date } } {
  return { state: "ACTIVE", validUntil: { gt: now, lte: new Date(now.getTime() + renewalDays * 86_400_000) } };
}

/** Licences of an institution that may be renewed at `now` and are not asked for yet. */
export function expiringLicences(institutionId: string, now: Date): Prisma.LicenceWhereInput {
  return { institutionId, ...endingSoon(now), renewals: { none: { live: true } } };
}

/** How many of an institution's licences end soon without being asked for, when the first does, and the renewals that are open. */
export async function expiryOf(actor: Actor, institutionId: string, now = new Date()) {
  if (!may(actor, "licences.read", { institutionId })) return { count: 0, first: null, open: [] };
  const where = expiringLicences(institutionId, now);
  const [ending, open] = await Promise.all([
    db().licence.aggregate({ where, _count: true, _min: { validUntil: true } }),
    db().renewal.findMany({
      where: {
        institutionId,
        OR: [{ state: { in: ["ASKED", "PROPOSED"] } }, { state: "APPROVED", items: { some: { live: true } } }],
      },
      select: { id: true, state: true, askedAt: true, _count: { select: { items: true } } },
      orderBy: { askedAt: "desc" },
      take: 5,
    }),
  ]);
  return { count: ending._count, first: ending._min.validUntil, open };
}

/** A renewal as the desk sees it. */
export type DeskRenewal = Awaited<ReturnType<typeof openRenewals>>[number];

/** More than are ever open at once: an institution has one or a few. */
const lookedAtMost = 3_000;

/** Rows that a reader is shown. */
const shownAtMost = 50;

/**
 * Renewals that wait for a decision, at most 50, those first that wait for the reader's word, then the oldest; each with its licences and
 * whether the reader stands close to the institution or has proposed or approved it; nothing for whoever has no office.
 */
export async function openRenewals(actor: Actor, now = new Date()) {
  if (actor?.kind !== "person" || !may(actor, "licences.read")) return [];
  const open = await db().renewal.findMany({
    where: { state: { in: ["ASKED", "PROPOSED"] } },
    select: { id: true, institutionId: true, proposedById: true, approverIds: true },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    take: lookedAtMost,
  });
  const institutionIds = open.map(({ institutionId }) => institutionId);
  const close = await closenessTo(db(), actor, institutionIds, now);
  const hasDecided = ({ proposedById, approverIds }: Pick<(typeof open)[number], "proposedById" | "approverIds">) =>
    [proposedById, ...approverIds].includes(actor.userId);
  const waits = (renewal: (typeof open)[number]) => !close.has(renewal.institutionId) && !hasDecided(renewal);
  const ids = [...open.filter(waits), ...open.filter((renewal) => !waits(renewal))]
    .slice(0, shownAtMost)
    .map(({ id }) => id);
  const rows = await db().renewal.findMany({
    where: { id: { in: ids } },
    include: {
      institution: { select: { name: true, nameUr: true } },
      items: {
        select: {
          licence: {
            select: {
              ...{ validUntil: true, state: true },
              seats: { where: { state: "BOUND" }, select: { state: true, activatedAt: true } },
            },
          },
        },
      },
    },
  });
  rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  return rows.map(({ items, ...renewal }) => ({
    ...renewal,
    licences: items.length,
    active: items.filter(({ licence }) => rungOf(licence, licence.seats[0] ?? null, now) === "active").length,
    held: items.filter(({ licence }) => licence.seats.length > 0).length,
    firstEnd: items.map(({ licence }) => licence.validUntil).sort((a, b) => Number(a) - Number(b))[0] ?? null,
    isClose: close.has(renewal.institutionId),
    hasDecided: hasDecided(renewal),
  }));
}

/** How many renewals wait for a word of this approver; undefined for whoever decides none. */
export async function renewalsWaiting(actor: Actor): Promise<number | undefined> {
  if (!may(actor, "licences.approveRenewal")) return undefined;
  return (await openRenewals(actor)).filter((renewal) => !renewal.isClose && !renewal.hasDecided).length;
}
