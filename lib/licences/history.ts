import { isClose } from "../desk/closeness.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { type ChainWritePayloads, instantOf } from "../platform/chain/writes.ts";
import { db } from "../platform/db/client.ts";
import type { ChainWriteState } from "../platform/db/generated/enums.ts";
import { isId } from "../platform/ids.ts";
import { reading } from "../platform/reading.ts";
import { becomingOf } from "./becoming.ts";
import type { ChangeReason, LicenceChange, ReleaseReason, rebindReason } from "./rules.ts";
import { writeKeys } from "./rules.ts";
import { knownTo, shown } from "./view.ts";

/** What may happen to a licence after its issue, as the registry's log has it. */
export type ChangeKind = LicenceChange | "bindHolder" | "unbindHolder" | "rebindHolder" | "renewBatch";

/** A change of a licence as somebody asked for it, and how far it has come. */
export type Change = {
  id: string;
  kind: ChangeKind;
  /** Of the catalogue of its kind; null for what needs none. */
  reason: ChangeReason | ReleaseReason | typeof rebindReason | null;
  /** When a renewed licence ends. */
  until: Date | null;
  state: ChainWriteState;
  askedAt: Date;
  /** The officer who asked for it; null where none did. */
  officer: string | null;
  certifiedAt: Date | null;
  /** Its place in the registry's log, once it is certified. */
  block: string | null;
};

/**
 * One licence for the desk: where it comes from, with whom it is, and every change that was asked for, the oldest first. Null for
 * whoever may not read it.
 */
export const findLicence = reading(
  "licences.read",
  "licence",
  async (actor: Actor, id: string, now: Date = new Date()) => {
    if (!may(actor, "licences.read") || !isId(id)) return null;
    const licence = await db().licence.findFirst({
      where: { ...knownTo(actor), id },
      include: {
        institution: { select: { id: true, name: true, nameUr: true } },
        programme: { select: { nameEn: true, nameUr: true } },
        phase: { select: { nameEn: true, nameUr: true } },
        application: { select: { id: true, receipt: true } },
        batch: { select: { id: true, code: true } },
        seats: { orderBy: { offeredAt: "asc" }, take: 50 },
        accounts: { where: { state: { in: ["ACTIVE", "SUSPENDED"] } }, select: { state: true } },
      },
    });
    if (!licence) return null;
    const { institutionId, seats } = licence;
    const isConcerned =
      actor?.kind === "person" &&
      (seats.some(({ userId, state }) => userId === actor.userId && state !== "RELEASED") ||
        (await isClose(db(), actor, institutionId, now)));
    return {
      ...{ ...shown(licence, now), changes: await changesOf(id), became: await becomingOf(db(), licence) },
      /** Is it the reader's own seat, or of an institution that they stand too close to? */
      isConcerned,
    };
  },
);

/** Every change of an institution's licence, the oldest first, without the officers; nothing for whoever may not read it. */
export async function historyFor(actor: Actor, licence: { id: string; institutionId: string }): Promise<Change[]> {
  if (!may(actor, "licences.read", { institutionId: licence.institutionId })) return [];
  return (await changesOf(licence.id)).map((change) => ({ ...change, officer: null }));
}

const statusActions = ["licences.suspend", "licences.reinstate", "licences.revoke"];

async function changesOf(licenceId: string): Promise<Change[]> {
  const [seats, items, asked] = await Promise.all([
    db().seat.findMany({ where: { licenceId }, select: { id: true, rebinds: { select: { id: true } } }, take: 100 }),
    db().renewalItem.findMany({
      where: { licenceId },
      select: { renewalId: true, licence: { select: { number: true } }, renewal: { select: { decidedById: true } } },
      take: 100,
    }),
    db().auditEvent.findMany({
      where: { subjectKind: "licence", subjectId: licenceId, outcome: "DONE", action: { in: statusActions } },
      orderBy: { id: "asc" },
      take: 100,
    }),
  ]);
  const keys = [
    ...seats.flatMap(({ id, rebinds }) => [writeKeys.bind(id), ...rebinds.map((one) => writeKeys.rebind(one.id))]),
  ];
  const prefixes = [writeKeys.statusOf(licenceId), ...seats.map(({ id }) => writeKeys.unbindOf(id))];
  const renewals = items.map(({ renewalId, licence }) => ({
    key: { startsWith: writeKeys.renewOf(renewalId) },
    payload: { path: ["renewals"], array_contains: [{ number: licence.number }] },
  }));
  const found = await db().chainWrite.findMany({
    where: { OR: [{ key: { in: keys } }, ...prefixes.map((startsWith) => ({ key: { startsWith } })), ...renewals] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 300,
  });
  // Of a renewal that was sent again without what was in its way, only the last time says what became of this licence.
  const writes = found.filter(({ key }) => !found.some((later) => later.key === writeKeys.renewRest(key)));
  const deciders = new Map(items.map(({ renewalId, renewal }) => [renewalId, renewal.decidedById]));
  const statusWrites = writes.filter(({ key }) => key.startsWith(writeKeys.statusOf(licenceId)));
  const officerOf = (write: (typeof writes)[number]) =>
    deciders.get(renewalOf(write)?.decision ?? "") ?? asked[statusWrites.indexOf(write)]?.actorId ?? null;
  const officers = await db().user.findMany({
    where: { id: { in: writes.flatMap((write) => officerOf(write) ?? []) } },
    select: { id: true, name: true },
  });
  return writes.map((write) => {
    const payload = write.payload as { reason?: NonNullable<Change["reason"]> };
    const until = renewalOf(write)?.renewals.find(({ number }) => number === items[0]?.licence.number)?.validUntil;
    const answer = write.answer as { block?: string } | null;
    return {
      id: write.id,
      kind: write.kind as ChangeKind,
      reason: payload.reason ?? null,
      until: until === undefined ? null : instantOf(until),
      state: write.state,
      askedAt: write.createdAt,
      officer: officers.find(({ id }) => id === officerOf(write))?.name ?? null,
      certifiedAt: write.certifiedAt,
      block: answer?.block ?? null,
    };
  });
}

function renewalOf({ kind, payload }: { kind: string; payload: unknown }) {
  return kind === "renewBatch" ? (payload as ChainWritePayloads["renewBatch"]) : undefined;
}
