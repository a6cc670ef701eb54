import type { ChainCaps } from "../../platform/chain/writes.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { clockedSteps } from "../stepDays.ts";
import { type Present, splitAfter } from "./rules.ts";
import type { ChangePayload } from "./schema.ts";

/** A change that was confirmed. */
type Confirmed = { id: string; programmeId: string; payload: ChangePayload; at: Date };

/**
 * Brings a confirmed change about: the split in one statement, or how many places there are (the registry's own are its
 * governors' to set: they sign for them, and the portal cannot); a phase, its dates or its questions; the days of steps that begin from now on; or the rules of the quorum. Call with the programme locked and its obstacles asked about.
 */
export async function applyProgrammeChange(tx: Tx, change: Confirmed, present: Present): Promise<void> {
  const { payload, programmeId } = change;
  if (payload.kind === "PHASE") {
    const { opensAt, closesAt } = payload;
    await tx.phase.update({
      where: { id: payload.phaseId },
      data: { opensAt: new Date(opensAt), closesAt: new Date(closesAt) },
    });
    return;
  }
  if (payload.kind === "QUORUM") {
    await tx.quorumRule.deleteMany({ where: { programmeId } });
    await tx.quorumRule.createMany({ data: payload.tiers.map((tier) => ({ programmeId, ...tier })) });
    return;
  }
  if (payload.kind === "NEW_PHASE") {
    const { kind: _, opensAt, closesAt, ...phase } = payload;
    await tx.phase.create({
      data: { ...phase, programmeId, opensAt: new Date(opensAt), closesAt: new Date(closesAt) },
    });
    return;
  }
  if (payload.kind === "ELIGIBILITY") {
    await tx.phase.update({ where: { id: payload.phaseId }, data: { eligibility: payload.questions } });
    return;
  }
  if (payload.kind === "DAYS") {
    const others = clockedSteps.filter((step) => payload.days[step] !== present.days[step]);
    await tx.stepDays.createMany({
      data: others.map((step) => ({ programmeId, step, days: payload.days[step], since: change.at })),
    });
    return;
  }
  if (payload.kind === "PLACES")
    await tx.programme.update({ where: { id: programmeId }, data: { places: payload.places } });
  else await split(tx, programmeId, splitAfter(payload, present) ?? new Map());
}

/** All sectors at once: one by one, the split would add up to too much in between. */
async function split(tx: Tx, programmeId: string, after: ReadonlyMap<Sector, number>): Promise<void> {
  await tx.quota.createMany({
    data: [...after.keys()].map((sector) => ({ programmeId, sector, places: 0 })),
    skipDuplicates: true,
  });
  const [names, places] = [[...after.keys()], [...after.values()]];
  await tx.$executeRaw`
    UPDATE "Quota" AS quota SET places = split.places
    FROM unnest(${names}::text[], ${places}::int[]) AS split (sector, places)
    WHERE quota."programmeId" = ${programmeId}::uuid AND quota.sector = split.sector::"Sector"`;
}

/** The places of all programmes: the registry knows one cap for each sector. */
export async function registryCaps(tx: Tx): Promise<ChainCaps> {
  const groups = await tx.quota.groupBy({ by: ["sector"], _sum: { places: true } });
  const programmes = await tx.programme.aggregate({ _sum: { places: true } });
  const of = (sector: Sector) => groups.find((group) => group.sector === sector)?._sum.places ?? 0;
  return {
    total: programmes._sum.places ?? 0,
    government: of("GOVERNMENT"),
    education: of("EDUCATION"),
    startups: of("STARTUPS"),
    private: of("PRIVATE"),
  };
}
