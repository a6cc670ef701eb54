import { isDeepStrictEqual } from "node:util";
import type { ProgrammeChangeState, Sector } from "../../platform/db/generated/enums.ts";
import type { ErrorCode } from "../../platform/errors/codes.ts";
import type { PhaseWindow } from "../rules.ts";
import type { EligibilityQuestion } from "../schema.ts";
import { areDaysInOrder, type ClockedStep } from "../stepDays.ts";
import type { ChangePayload } from "./schema.ts";

/** The one table of changes of a programme: proposed by one, confirmed by another at once in force, or cancelled. */
export const programmeChangeSteps: Record<ProgrammeChangeState, readonly ProgrammeChangeState[]> = {
  PROPOSED: ["CONFIRMED", "CANCELLED"],
  CONFIRMED: [],
  CANCELLED: [],
};

/** May a change go from `from` to `to`? */
export function isProgrammeChangeStep(from: ProgrammeChangeState, to: ProgrammeChangeState): boolean {
  return programmeChangeSteps[from].includes(to);
}

/** A rule of the quorum: for batches with more than `above` seats, `approvals` besides the proposer. */
export type QuorumTier = { above: number; approvals: number };

/** The fewest who approve a batch besides whoever proposed it, and the most that a rule may ask for. */
export const approvalsLeast = 1;
export const approvalsMost = 5;

/** How many approve a batch of `seats`, besides whoever proposed it: what is written, and never fewer than one. */
export function approvalsNeeded(tiers: readonly QuorumTier[], seats: number): number {
  const met = tiers.filter(({ above }) => above === 0 || seats > above).sort((a, b) => b.above - a.above);
  return Math.max(approvalsLeast, met[0]?.approvals ?? approvalsLeast);
}

/** What a programme is like, as far as changes look at it. */
export type Present = {
  places: number;
  quotas: readonly { sector: Sector; places: number; taken: number }[];
  phases: readonly ({
    id: string;
    code: string;
    eligibility: readonly EligibilityQuestion[];
    /** Was an application handed in in it? */
    hasApplications: boolean;
  } & PhaseWindow)[];
  /** The versions of its rubric that are published. */
  rubrics: readonly number[];
  quorum: readonly QuorumTier[];
  /** Working days of each step that begins now. */
  days: Record<ClockedStep, number>;
  /** How many approvers are in office. */
  approvers: number;
};

/** What two changes cannot both be under way of: each subject has one open change. */
export function subjectOf(payload: ChangePayload): string {
  switch (payload.kind) {
    case "PHASE":
      return `phase:${payload.phaseId}`;
    case "ELIGIBILITY":
      return `questions:${payload.phaseId}`;
    case "NEW_PHASE":
      return `newPhase:${payload.code}`;
    case "QUORUM":
      return "quorum";
    case "DAYS":
      return "days";
    case "QUOTAS":
    case "CARRY_OVER":
    case "PLACES":
      return "split";
  }
}

/** The part of what is now that the change would replace, as it is written beside it; undefined where there is no such thing. */
export function beforeOf(payload: ChangePayload, present: Present) {
  const placesOf = (sector: Sector) => present.quotas.find((quota) => quota.sector === sector)?.places ?? 0;
  switch (payload.kind) {
    case "QUOTAS":
      return Object.fromEntries(Object.keys(payload.places).map((sector) => [sector, placesOf(sector as Sector)]));
    case "CARRY_OVER":
      return { [payload.from]: placesOf(payload.from), [payload.to]: placesOf(payload.to) };
    case "PHASE": {
      const phase = present.phases.find(({ id }) => id === payload.phaseId);
      return phase && { opensAt: phase.opensAt.toISOString(), closesAt: phase.closesAt.toISOString() };
    }
    case "PLACES":
      return { places: present.places };
    case "NEW_PHASE":
      return {};
    case "ELIGIBILITY": {
      const phase = present.phases.find(({ id }) => id === payload.phaseId);
      return phase && { questions: phase.eligibility };
    }
    case "DAYS":
      return { days: present.days };
    case "QUORUM":
      return { tiers: present.quorum.map(({ above, approvals }) => ({ above, approvals })) };
  }
}

/** The split that the change leads to; undefined for a change of something else. */
export function splitAfter(payload: ChangePayload, present: Present): Map<Sector, number> | undefined {
  const split = new Map(present.quotas.map(({ sector, places }) => [sector, places]));
  if (payload.kind === "QUOTAS") {
    for (const [sector, places] of Object.entries(payload.places)) split.set(sector as Sector, places);
    return split;
  }
  if (payload.kind !== "CARRY_OVER") return undefined;
  split.set(payload.from, (split.get(payload.from) ?? 0) - payload.places);
  split.set(payload.to, (split.get(payload.to) ?? 0) + payload.places);
  return split;
}

/**
 * Why the change cannot be made as things are, or null. Of the split: `placesTaken` (fewer than are taken), `splitTooLarge` (more
 * than the programme has in all), `quotaExceeded` (more carried over than are unused), `phaseStillOpen` (carried over from a sector
 * that may still apply, now or later). Of all places: `placesTaken`, `splitTooLarge` (the sectors have more). Of a phase: `notFound`,
 * `datesInvalid`, `datesPassed` (it would be over already); of a new one also `duplicate` (its code is taken), `notFound` (no such
 * rubric is published); of its questions: `questionsFrozen` (somebody has applied). Of days: `daysOutOfOrder`. Of the quorum: `quorumUnreachable` (too few
 * approvers for it). `alreadyDone` where nothing would change.
 */
export function obstacleToProgrammeChange(payload: ChangePayload, present: Present, now: Date): ErrorCode | null {
  const before = beforeOf(payload, present);
  if (before === undefined) return "notFound";
  if (payload.kind === "PHASE") return obstacleToDates(payload, before, now);
  if (payload.kind === "NEW_PHASE") {
    if (present.phases.some(({ code }) => code === payload.code)) return "duplicate";
    const { rubricVersion } = payload;
    if (rubricVersion !== null && !present.rubrics.includes(rubricVersion)) return "notFound";
    return obstacleToDates(payload, before, now);
  }
  if (payload.kind === "ELIGIBILITY") {
    const phase = present.phases.find(({ id }) => id === payload.phaseId);
    if (phase?.hasApplications) return "questionsFrozen";
    return isDeepStrictEqual(payload.questions, phase?.eligibility) ? "alreadyDone" : null;
  }
  if (payload.kind === "DAYS") {
    if (!areDaysInOrder(payload.days)) return "daysOutOfOrder";
    return isDeepStrictEqual(payload.days, present.days) ? "alreadyDone" : null;
  }
  if (payload.kind === "PLACES") return obstacleToPlaces(payload.places, present);
  if (payload.kind === "QUORUM") {
    if (sameTiers(payload.tiers, present.quorum)) return "alreadyDone";
    const most = Math.max(...payload.tiers.map(({ approvals }) => approvals));
    return most + 1 > present.approvers ? "quorumUnreachable" : null;
  }
  if (payload.kind === "CARRY_OVER") {
    if (payload.from === payload.to) return "invalidInput";
    const from = present.quotas.find(({ sector }) => sector === payload.from);
    if (!from || from.places - from.taken < payload.places) return "quotaExceeded";
    if (present.phases.some((phase) => phase.sectors.includes(payload.from) && now < phase.closesAt))
      return "phaseStillOpen";
  }
  const after = splitAfter(payload, present) ?? new Map<Sector, number>();
  if (present.quotas.some(({ sector, taken }) => (after.get(sector) ?? 0) < taken)) return "placesTaken";
  const sum = (places: Iterable<number>) => [...places].reduce((total, count) => total + count, 0);
  const was = sum(present.quotas.map(({ places }) => places));
  if (sum(after.values()) > Math.max(present.places, payload.kind === "CARRY_OVER" ? was : 0)) return "splitTooLarge";
  return present.quotas.every(({ sector, places }) => after.get(sector) === places) &&
    after.size === present.quotas.length
    ? "alreadyDone"
    : null;
}

function obstacleToPlaces(places: number, present: Present): ErrorCode | null {
  if (places === present.places) return "alreadyDone";
  const sum = (of: "taken" | "places") => present.quotas.reduce((total, quota) => total + quota[of], 0);
  if (places < sum("taken")) return "placesTaken";
  return places < sum("places") ? "splitTooLarge" : null;
}

function obstacleToDates(
  { opensAt, closesAt }: Extract<ChangePayload, { kind: "PHASE" | "NEW_PHASE" }>,
  before: Record<string, unknown>,
  now: Date,
): ErrorCode | null {
  const [opens, closes] = [Date.parse(opensAt), Date.parse(closesAt)];
  if (!(opens < closes) || closes - opens > longestPhaseDays * 86_400_000) return "datesInvalid";
  if (closes <= now.getTime()) return "datesPassed";
  return before.opensAt === opensAt && before.closesAt === closesAt ? "alreadyDone" : null;
}

/** A phase takes applications for at most this long, in days. */
const longestPhaseDays = 3 * 366;

function sameTiers(one: readonly QuorumTier[], other: readonly QuorumTier[]): boolean {
  const text = (tiers: readonly QuorumTier[]) =>
    [...tiers].sort((a, b) => a.above - b.above).map(({ above, approvals }) => `${above}:${approvals}`);
  return text(one).join() === text(other).join();
}
