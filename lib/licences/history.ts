import { isLive, signaturesAsked, signaturesOf } from "../batches/signing/steps.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { type ChainWritePayloads, instantOf } from "../platform/chain/writes.ts";
import { db } from "../platform/db/client.ts";
import type { ChainWriteState } from "../platform/db/generated/enums.ts";
import { isId } from "../platform/ids.ts";
import { reading } from "../platform/reading.ts";
import { becomingOf } from "./becoming.ts";
import { signableAct } from "./jointly.ts";
import type { bindReason, ChangeReason, LicenceChange, ReleaseReason, rebindReason } from "./rules.ts";
import { isJoint, writeKeys } from "./rules.ts";
import { isConcerned } from "./steps.ts";
import { knownTo, shown } from "./view.ts";

/** What may happen to a licence after its issue, as the registry's log has it. */
export type ChangeKind = LicenceChange | "bindHolder" | "unbindHolder" | "rebindHolder" | "renewBatch";

/** A change of a licence as somebody asked for it, and how far it has come. */
export type Change = {
  id: string;
  kind: ChangeKind;
  /** Of the catalogue of its kind; null where the write names none. */
  reason: ChangeReason | ReleaseReason | typeof bindReason | typeof rebindReason | null;
  /** When a renewed licence ends. */
  until: Date | null;
  state: ChainWriteState;
  askedAt: Date;
  /** The officers who asked for it, whoever proposed it first; none where none did. */
  officers: string[];
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
    const open = await db().licenceChange.findMany({ where: { licenceId: id, state: "PROPOSED" } });
    const suspending = open.find(({ kind }) => kind === "suspend");
    const signatures = suspending ? await signaturesOf(db(), signableAct(suspending)) : [];
    return {
      ...{ ...shown(licence, now), changes: await changesOf(id), became: await becomingOf(db(), licence) },
      /** Is it the reader's own seat, or of an institution that they stand too close to? */
      isConcerned: actor?.kind === "person" && (await isConcerned(db(), licence, actor, now)),
      /** A reinstatement or a revocation that waits for approvers. */
      proposed: open.flatMap(({ id, kind }) => (isJoint(kind) ? { id, kind } : []))[0],
      /** A suspension that the registry has no signature for yet; is that on its way to it? */
      suspending: suspending && { id: suspending.id, isOnItsWay: signatures.some(isLive) },
      /** How many signatures of approvers the registry asks for; none before its policy was ever read. */
      signaturesAsked: await signaturesAsked(db()),
      /** Its number as the registry knows it, for whoever signs; null while nobody has it. */
      registered: licence.state === "PENDING" ? null : licence.number,
    };
  },
);

/** Every change of an institution's licence, the oldest first, without the officers; nothing for whoever may not read it. */
export async function historyFor(actor: Actor, licence: { id: string; institutionId: string }): Promise<Change[]> {
  if (!may(actor, "licences.read", { institutionId: licence.institutionId })) return [];
  return (await changesOf(licence.id)).map((change) => ({ ...change, officers: [] }));
}

async function changesOf(licenceId: string): Promise<Change[]> {
  const [seats, items, decided] = await Promise.all([
    db().seat.findMany({ where: { licenceId }, select: { id: true, rebinds: { select: { id: true } } }, take: 100 }),
    db().renewalItem.findMany({
      where: { licenceId },
      select: {
        renewalId: true,
        licence: { select: { number: true } },
        renewal: { select: { proposedById: true, approverIds: true } },
      },
      take: 100,
    }),
    db().licenceChange.findMany({
      where: { licenceId },
      select: { operation: true, proposedById: true, approverIds: true },
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
  const writes = await db().chainWrite.findMany({
    where: { OR: [{ key: { in: keys } }, ...prefixes.map((startsWith) => ({ key: { startsWith } })), ...renewals] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 300,
  });
  const deciders = new Map(
    items.map(({ renewalId, renewal }) => [renewalId, [renewal.proposedById, ...renewal.approverIds]]),
  );
  const officersOf = (write: (typeof writes)[number]) => {
    const change = decided.find(({ operation }) => operation === write.key);
    if (change) return [change.proposedById, ...change.approverIds];
    return (deciders.get(renewalOf(write)?.decision ?? "") ?? []).flatMap((one) => one ?? []);
  };
  const officers = await db().user.findMany({
    where: { id: { in: writes.flatMap(officersOf) } },
    select: { id: true, name: true },
  });
  return writes.map((write) => {
    const { reason = null } = write.payload as Partial<Pick<Change, "reason">>;
    const until = renewalOf(write)?.renewals.find(({ number }) => number === items[0]?.licence.number)?.validUntil;
    const answer = write.answer as { block?: string } | null;
    return {
      id: write.id,
      kind: write.kind as ChangeKind,
      reason,
      until: until === undefined ? null : instantOf(until),
      state: write.state,
      askedAt: write.createdAt,
      officers: officersOf(write).flatMap((one) => officers.find(({ id }) => id === one)?.name ?? []),
      certifiedAt: write.certifiedAt,
      block: answer?.block ?? null,
    };
  });
}

function renewalOf({ kind, payload }: { kind: string; payload: unknown }) {
  return kind === "renewBatch" ? (payload as ChainWritePayloads["renewBatch"]) : undefined;
}
