import type { Tx } from "../platform/db/client.ts";
import { type LicenceChange, writeKeys } from "./rules.ts";

export { expireLicences } from "./expire.ts";
export type { StatusWrite } from "./settle.ts";
export { refuseBinding, refuseIssue, refuseStatus, settleBinding, settleIssue, settleStatus } from "./settle.ts";

/**
 * Ends an institution's offers that nobody took in time: their licences may be offered again.
 * Call with the institution locked (`lockInstitution` of its room).
 */
export async function releaseExpiredOffers(tx: Tx, institutionId: string, now: Date): Promise<void> {
  await tx.seat.updateMany({
    where: { state: "OFFERED", expiresAt: { lte: now }, licence: { institutionId } },
    data: { state: "RELEASED", releasedAt: now, version: { increment: 1 } },
  });
}

/**
 * Up to `count` ids of an institution's licences that are in force and with nobody, the oldest first.
 * Call with the institution locked: otherwise two could be given the same.
 */
export async function freeLicences(tx: Tx, institutionId: string, count: number, now: Date): Promise<string[]> {
  const licences = await tx.licence.findMany({
    where: {
      institutionId,
      state: "ACTIVE",
      validUntil: { gt: now },
      seats: { none: { state: { not: "RELEASED" } } },
    },
    orderBy: [{ createdAt: "asc" }, { batchId: "asc" }, { chunk: "asc" }, { position: "asc" }],
    select: { id: true },
    take: count,
  });
  return licences.map((licence) => licence.id);
}

/** Chain writes that have not come back yet. */
export const underway = ["QUEUED", "SENT"] as const;

/** The change of a licence that still waits for the registry, if there is one. The outbox row is the marker. */
export async function changeUnderway(tx: Tx, licenceId: string): Promise<LicenceChange | undefined> {
  const write = await tx.chainWrite.findFirst({
    where: { key: { startsWith: writeKeys.statusOf(licenceId) }, state: { in: [...underway] } },
    select: { kind: true },
  });
  return write ? (write.kind as LicenceChange) : undefined;
}
