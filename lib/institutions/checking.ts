import { passLease } from "../desk/steps.ts";
import type { Tx } from "../platform/db/client.ts";
import type { Institution } from "../platform/db/generated/client.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { allows, currentRound } from "./rules.ts";
import { isMember } from "./steps.ts";

/**
 * What every outcome of a check needs: the submitted institution as the officer saw it, its round, nobody judging their own.
 * Errors: conflictOfInterest, wrongState, sameOfficer (unless they may repeat), changedMeanwhile, caseHeld.
 */
export async function openCheck(
  tx: Tx,
  officerId: string,
  input: { institutionId: string; version: number },
  now: Date,
  mayRepeat = false,
): Promise<Result<{ institution: Institution; round: number; inRound: { id: string; officerId: string }[] }>> {
  const institution = await tx.institution.findUniqueOrThrow({ where: { id: input.institutionId } });
  if (await isMember(tx, institution.id, officerId)) return fail("conflictOfInterest");
  if (!allows(institution.state, "institutions.verify")) return fail("wrongState");
  const checks = await tx.institutionCheck.findMany({ where: { institutionId: institution.id } });
  const round = currentRound(checks);
  const inRound = checks.filter((check) => check.round === round);
  if (!mayRepeat && inRound.some((check) => check.officerId === officerId)) return fail("sameOfficer");
  if (institution.version !== input.version) return fail("changedMeanwhile");
  const passed = await passLease(tx, { institutionId: institution.id }, officerId, now);
  return passed.ok ? ok({ institution, round, inRound }) : passed;
}
