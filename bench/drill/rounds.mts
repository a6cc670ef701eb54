import type { Officers } from "../../scripts/scenario/excess.mts";
import { type Ask, type Batch, proposedBatch, reviewedApplications } from "../shared/awards.mts";
import type { Fault } from "./faults.mts";

/** A fault and the batches that are on their way when it strikes. */
export type Round = { fault: Fault; batches: Batch[] };

/** What the small batches award, one each: as much as the programme's places allow. */
const small: Ask[] = (
  [
    { sector: "EDUCATION", count: 19 },
    { sector: "GOVERNMENT", count: 5 },
    { sector: "PRIVATE", count: 4 },
    { sector: "STARTUPS", count: 1 },
  ] as const
).flatMap(({ sector, count }) => Array.from({ length: count }, () => ({ sector, seats: 30 })));
/** One batch of two chunks: the registry takes 500 at most in one call. */
const large: Ask[] = [
  { sector: "STARTUPS", seats: 300 },
  { sector: "GOVERNMENT", seats: 220 },
];

/** Brings the batches of every round to where only the second approver's yes is missing. */
export async function prepareRounds(faults: readonly Fault[], deciding: Officers): Promise<Round[]> {
  const applications = await reviewedApplications([...small, ...large], deciding);
  const next = () => {
    const application = applications.shift();
    if (application === undefined) throw new Error("there are more rounds than applications");
    return application;
  };
  const last = applications.splice(-large.length);
  const rounds: Round[] = [];
  for (const fault of faults) {
    const isLarge = fault.kind === "point" && fault.point === "betweenChunks";
    // Two batches are on their way when a moment strikes, so that one may be further than the other.
    const sets = isLarge ? [last] : Array.from({ length: fault.kind === "point" ? 1 : 2 }, () => [next()]);
    const batches: Batch[] = [];
    for (const set of sets) batches.push(await proposedBatch(deciding, set));
    rounds.push({ fault, batches });
  }
  return rounds;
}
