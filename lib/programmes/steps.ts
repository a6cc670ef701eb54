import type { Tx } from "../platform/db/client.ts";
import type { Sector } from "../platform/db/generated/enums.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { placesLeftOf } from "./rules.ts";
import { type Criterion, Rubric } from "./schema.ts";
import { type ClockedStep, type DaysSet, daysOf, daysShown, firstDays } from "./stepDays.ts";

/** Locks a programme's places until the transaction ends: what is counted of them then stays so. */
export async function lockPlaces(tx: Tx, programmeId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Programme" WHERE id = ${programmeId}::uuid FOR NO KEY UPDATE`;
}

/** Locks the places of every programme, in the order of their ids, until the transaction ends. */
export async function lockAllPlaces(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Programme" ORDER BY id FOR NO KEY UPDATE`;
}

/**
 * Takes `seats` places of `sector`, or none: `quotaExceeded` when the sector or the programme as a whole has too few left.
 * The programme's row is locked first, so that sectors cannot together pass the total; then one guarded UPDATE.
 * The places come back with the transaction, or by `returnPlaces`. `seats` is a positive whole number.
 */
export async function reservePlaces(
  tx: Tx,
  programmeId: string,
  sector: Sector,
  seats: number,
): Promise<Result<{ taken: number }>> {
  assertSeats(seats);
  await lockPlaces(tx, programmeId);
  const rows = await tx.$queryRaw<{ taken: number }[]>`
    UPDATE "Quota" AS quota SET taken = quota.taken + ${seats}::int
    FROM "Programme" AS programme
    WHERE quota."programmeId" = ${programmeId}::uuid AND quota.sector = ${sector}::"Sector"
      AND programme.id = quota."programmeId"
      AND quota.taken + ${seats}::int <= quota.places
      AND (SELECT sum(every.taken) FROM "Quota" AS every WHERE every."programmeId" = programme.id) + ${seats}::int
        <= programme.places
    RETURNING quota.taken`;
  const [row] = rows;
  return row ? ok({ taken: row.taken }) : fail("quotaExceeded", { values: { sector, seats } });
}

/** Gives `seats` places of `sector` back. Throws when more would come back than were taken: that is a bug, not a case. */
export async function returnPlaces(tx: Tx, programmeId: string, sector: Sector, seats: number): Promise<void> {
  assertSeats(seats);
  await lockPlaces(tx, programmeId);
  const { count } = await tx.quota.updateMany({
    where: { programmeId, sector, taken: { gte: seats } },
    data: { taken: { decrement: seats } },
  });
  if (count !== 1) throw new Error(`cannot return ${seats} places of ${sector}: fewer are taken`);
}

/** How many places of a sector can be given: of its own, and of the programme in all. Call with the places locked. */
export async function placesLeft(tx: Tx, programmeId: string, sector: Sector): Promise<number> {
  const programme = await tx.programme.findUniqueOrThrow({ where: { id: programmeId }, include: { quotas: true } });
  return placesLeftOf(programme, sector);
}

/** The newest published rubric of a programme; throws when it has none, or one whose weights do not add up. */
export async function currentRubric(
  tx: Tx,
  programmeId: string,
): Promise<{ version: number; criteria: readonly Criterion[]; spread: number; blind: boolean }> {
  const rubric = await tx.rubric.findFirstOrThrow({
    where: { programmeId, state: "PUBLISHED" },
    orderBy: { version: "desc" },
  });
  const { version, criteria, spread, blind } = rubric;
  return { version, criteria: Rubric.parse(criteria), spread, blind };
}

/**
 * The version of the rubric that a phase's applications are scored by: the one that is published when the first of them is handed
 * in, which pins it.
 */
export async function rubricOfPhase(tx: Tx, phase: { id: string; programmeId: string }): Promise<number> {
  const read = () => tx.phase.findUniqueOrThrow({ where: { id: phase.id }, select: { rubricVersion: true } });
  const pinned = (await read()).rubricVersion;
  if (pinned !== null) return pinned;
  // Two first ones take turns, so that both are scored by the same.
  await tx.$queryRaw`SELECT 1 FROM "Phase" WHERE id = ${phase.id}::uuid FOR NO KEY UPDATE`;
  const meanwhile = (await read()).rubricVersion;
  if (meanwhile !== null) return meanwhile;
  const { version } = await currentRubric(tx, phase.programmeId);
  await tx.phase.update({ where: { id: phase.id }, data: { rubricVersion: version } });
  return version;
}

/** What was set for the steps of a programme; `daysOf` tells by it how long one may take. */
export function stepDaysOf(tx: Tx, programmeId: string): Promise<DaysSet[]> {
  return tx.stepDays.findMany({ where: { programmeId }, ...daysShown });
}

/**
 * Working days that a registration which is handed in at `at` may wait: the fewest that any programme promises, since it may be
 * checked for any of them.
 */
export async function verificationDays(tx: Tx, at: Date): Promise<number> {
  return fewestDays(await daysByProgramme(tx, "verification", at), "verification");
}

/** How many working days the step has that begins at `at`, in each programme. */
export async function daysByProgramme(
  tx: Tx,
  step: ClockedStep,
  at: Date,
): Promise<{ programmeId: string; days: number }[]> {
  const programmes = await tx.programme.findMany({ select: { id: true, stepDays: { where: { step }, ...daysShown } } });
  return programmes.map(({ id, stepDays }) => ({ programmeId: id, days: daysOf(step, at, stepDays) }));
}

/** The fewest days that any programme gives, for what belongs to none. */
export function fewestDays(programmes: readonly { days: number }[], step: ClockedStep): number {
  return programmes.length > 0 ? Math.min(...programmes.map(({ days }) => days)) : firstDays[step];
}

function assertSeats(seats: number): void {
  if (!Number.isSafeInteger(seats) || seats < 1) throw new RangeError(`${seats} is no number of seats`);
}
