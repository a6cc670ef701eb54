import type { Tx } from "../platform/db/client.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { leaseFor } from "./rules.ts";

/** A case by its key: of an institution or of an application. */
export type CaseKey = { institutionId: string } | { applicationId: string };

/**
 * For a command that decides on a case: refuses where somebody else holds it at `now`, and ends the actor's own lease, since what
 * they held it for is done. A lease that lapsed stands in nobody's way. Errors: caseHeld.
 */
export async function passLease(tx: Tx, of: CaseKey, userId: string, now: Date): Promise<Result<void>> {
  const { institutionId = null, applicationId = null } = { ...of } as {
    institutionId?: string;
    applicationId?: string;
  };
  // Locked, so that nobody takes the case over between this look and the end of the transaction.
  const [lease] = await tx.$queryRaw<{ id: string; holderId: string; until: Date }[]>`
    SELECT id, "holderId", until FROM "CaseLease"
    WHERE "institutionId" = ${institutionId}::uuid OR "applicationId" = ${applicationId}::uuid FOR UPDATE`;
  if (!lease) return ok(undefined);
  if (leaseFor(lease, userId, now) === "other") return fail("caseHeld");
  await tx.caseLease.delete({ where: { id: lease.id } });
  return ok(undefined);
}
