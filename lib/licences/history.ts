import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { ChainWriteState } from "../platform/db/generated/enums.ts";
import { isId } from "../platform/ids.ts";
import { type ChangeReason, type LicenceChange, writeKeys } from "./rules.ts";
import { knownTo, shown } from "./view.ts";

/** A change of a licence as somebody asked for it, and how far it has come. */
export type Change = {
  id: string;
  kind: LicenceChange;
  reason: ChangeReason;
  state: ChainWriteState;
  askedAt: Date;
  /** The officer who asked for it. */
  officer: string | null;
  certifiedAt: Date | null;
};

/**
 * One licence for the desk: where it comes from, with whom it is, and every change that was asked for, the oldest first. Null for
 * whoever may not read it.
 */
export async function findLicence(actor: Actor, id: string, now = new Date()) {
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
  return { ...shown(licence, now), changes: await changesOf(id) };
}

async function changesOf(licenceId: string): Promise<Change[]> {
  const [writes, asked] = await Promise.all([
    db().chainWrite.findMany({
      where: { key: { startsWith: writeKeys.statusOf(licenceId) } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: 100,
    }),
    db().auditEvent.findMany({
      where: {
        subjectKind: "licence",
        subjectId: licenceId,
        outcome: "DONE",
        action: { in: ["licences.suspend", "licences.reinstate", "licences.revoke"] },
      },
      orderBy: { id: "asc" },
      take: 100,
    }),
  ]);
  const officers = await db().user.findMany({
    where: { id: { in: asked.flatMap(({ actorId }) => actorId ?? []) } },
    select: { id: true, name: true },
  });
  return writes.map((write, index) => ({
    id: write.id,
    kind: write.kind as LicenceChange,
    reason: (write.payload as { reason: ChangeReason }).reason,
    state: write.state,
    askedAt: write.createdAt,
    officer: officers.find((officer) => officer.id === asked[index]?.actorId)?.name ?? null,
    certifiedAt: write.certifiedAt,
  }));
}
