import { isClose, type Judge } from "../desk/closeness.ts";
import { passLease } from "../desk/steps.ts";
import type { Tx } from "../platform/db/client.ts";
import type { Institution } from "../platform/db/generated/client.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { allows, currentRound } from "./rules.ts";

/**
 * What every outcome of a check needs: the submitted institution as the officer saw it, its round, nobody judging one that they stand close to.
 * Errors: conflictOfInterest, wrongState, sameOfficer (unless they may repeat), changedMeanwhile, caseHeld.
 */
export async function openCheck(
  tx: Tx,
  officer: Judge,
  input: { institutionId: string; version: number },
  now: Date,
  mayRepeat = false,
): Promise<Result<{ institution: Institution; round: number; inRound: { id: string; officerId: string }[] }>> {
  const institution = await tx.institution.findUniqueOrThrow({ where: { id: input.institutionId } });
  if (await isClose(tx, officer, institution.id, now)) return fail("conflictOfInterest");
  if (!allows(institution.state, "institutions.verify")) return fail("wrongState");
  const checks = await tx.institutionCheck.findMany({ where: { institutionId: institution.id } });
  const round = currentRound(checks);
  const inRound = checks.filter((check) => check.round === round);
  if (!mayRepeat && inRound.some((check) => check.officerId === officer.userId)) return fail("sameOfficer");
  if (institution.version !== input.version) return fail("changedMeanwhile");
  const passed = await passLease(tx, { institutionId: institution.id }, officer.userId, now);
  return passed.ok ? ok({ institution, round, inRound }) : passed;
}
