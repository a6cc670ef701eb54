import type { InstitutionState } from "../platform/db/generated/enums.ts";

/** What is known, before anything is asked, of an institution that thinks of applying in a phase. */
export type Known = {
  institution: { state: InstitutionState };
  /** Does the person edit for the institution? */
  permitted: boolean;
  /** The phase that takes its sector: open, or the next to open; null where there is none. */
  phase: { opensAt: Date; closesAt: Date } | null;
  /** Its application in that phase that is not over. */
  underway: { id: string } | null;
  /** Its application in that phase about which an appeal is open. */
  appealed: { id: string } | null;
};

/** What keeps an institution from applying now. Each has its sentence, and what to do, under `applications.eligible.obstacles`. */
export type Obstacle = "notVerified" | "notEditor" | "noPhase" | "notOpenYet" | "underway" | "appealOpen";

/** Everything that keeps the institution from applying at `now`; empty when a draft can be started. */
export function obstaclesToApply(known: Known, now: Date): Obstacle[] {
  const { institution, permitted, phase, underway, appealed } = known;
  return [
    ...(institution.state === "VERIFIED" ? [] : ["notVerified" as const]),
    ...(permitted ? [] : ["notEditor" as const]),
    ...(!phase || phase.closesAt <= now ? ["noPhase" as const] : phase.opensAt > now ? ["notOpenYet" as const] : []),
    ...(underway ? ["underway" as const] : []),
    ...(appealed ? ["appealOpen" as const] : []),
  ];
}

/** An answer to a question that was asked before the long form; undefined while there is none. */
export type EligibilityAnswer = "yes" | "no" | undefined;

/**
 * What the answers say: "open" while one is missing, otherwise whether every one is yes. It is advice: a draft can be started all
 * the same, and nothing of it is stored.
 */
export function eligibilityOf(answers: readonly EligibilityAnswer[]): "open" | "yes" | "notYet" {
  if (answers.includes(undefined)) return "open";
  return answers.includes("no") ? "notYet" : "yes";
}
