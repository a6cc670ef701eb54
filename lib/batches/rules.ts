import type { Action } from "../platform/auth/permissions.ts";
import type { BatchState, Outcome, Sector } from "../platform/db/generated/enums.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";
import type { QuotaFigures } from "../programmes/rules.ts";
import { type Fact, reasons } from "./reasons.ts";

/** From each state, the states that may follow. */
const moves: Record<BatchState, readonly BatchState[]> = {
  DRAFT: ["PROPOSED"],
  PROPOSED: ["APPROVED", "REJECTED"],
  APPROVED: ["RELEASED", "CANCELLED"],
  RELEASED: ["COMPLETED"],
  COMPLETED: [],
  REJECTED: [],
  CANCELLED: [],
};

/** May a batch go from one state to the other? */
export function mayMoveBatch(from: BatchState, to: BatchState): boolean {
  return moves[from].includes(to);
}

/** What people do to a batch, and in which states. */
const actions = {
  "batches.setItem": ["DRAFT"],
  "batches.propose": ["DRAFT"],
  "batches.repropose": ["PROPOSED", "REJECTED"],
  "batches.openItems": ["PROPOSED"],
  "batches.sign": ["PROPOSED", "APPROVED"],
  "batches.approve": ["PROPOSED"],
  "batches.reject": ["PROPOSED"],
  "batches.cancel": ["APPROVED"],
} as const satisfies Partial<Record<Action, readonly BatchState[]>>;

/** Does the state allow the action? The permission is another question. */
export function batchAllows(state: BatchState, action: keyof typeof actions): boolean {
  const states: readonly BatchState[] = actions[action];
  return states.includes(state);
}

/** At most this many applications in one batch. */
export const itemsAtMost = 300;

/** The codes of the catalogue of reasons, by the kind of decision; what each says is in `reasons.ts`. */
export const reasonCodes = {
  /** Nothing awarded. */
  decline: [
    "purposeUnclear",
    "readinessLacking",
    "dataProtectionLacking",
    "publicBenefitLow",
    "documentsInsufficient",
    "placesExhausted",
    "outOfScope",
  ],
  /** Fewer seats than were asked for. */
  less: ["placesLimited", "buildersFewer", "phasedStart"],
} as const satisfies Record<string, readonly string[]>;

export type ReasonCode = (typeof reasonCodes)[keyof typeof reasonCodes][number];

/** Is `reason` one that the catalogue has for this kind of decision? */
export function isReasonFor(kind: keyof typeof reasonCodes, reason: string | undefined): reason is ReasonCode {
  return reason !== undefined && (reasonCodes[kind] as readonly string[]).includes(reason);
}

/** What is decided about one application. */
export type Decision = {
  outcome: Outcome;
  seats: number;
  reason?: string | undefined;
  /** The facts that it rests on. */
  evidence?: readonly Fact[] | undefined;
};

/** What is wrong with a decision on an application that asked for `asked` seats; empty when nothing is. */
export function faultsOf(decision: Decision, asked: number): Record<string, ErrorCode> {
  const { outcome, seats, reason, evidence = [] } = decision;
  if (outcome === "DECLINE") {
    const faults: Record<string, ErrorCode> = {};
    if (seats !== 0) faults.seats = "tooLarge";
    if (!isReasonFor("decline", reason)) faults.reason = "reasonRequired";
    else if (!reasons[reason].facts.some((fact) => evidence.includes(fact))) faults.evidence = "evidenceRequired";
    return faults;
  }
  if (outcome === "WAITLIST") return seats === 0 && reason === undefined ? {} : { seats: "invalidInput" };
  if (!Number.isInteger(seats) || seats < 1) return { seats: "tooSmall" };
  if (seats > asked) return { seats: "awardTooLarge" };
  if (seats < asked && !isReasonFor("less", reason)) return { reason: "reasonRequired" };
  if (seats === asked && reason !== undefined) return { reason: "invalidInput" };
  return {};
}

/** One decision as it is put to the second approver. */
export type PlanItem = {
  itemId: string;
  applicationId: string;
  receipt: string;
  institutionId: string;
  institutionName: string;
  /** For who reads in Urdu; what is approved names the institution in English. */
  institutionNameUr: string | null;
  sector: Sector;
  phaseId: string;
  phaseCode: string;
  asked: number;
  outcome: Outcome;
  seats: number;
  reason: string | null;
  /** The facts that the decision rests on, in the catalogue's order. */
  evidence: Fact[];
  note: string | null;
  /** Places that an accepted offer keeps for the award. */
  held: number;
  /** The applicant is an invented one. */
  demonstration: boolean;
};

/** What is put to the second approver: nothing else is approved. */
export type PlanContent = {
  code: string;
  programmeCode: string;
  items: readonly PlanItem[];
  /** How many wait with a better claim than one of the awards, and why they are passed over; null where nobody is. */
  passedOver: { waiting: number; reason: string } | null;
  /** Of the licences that it gives, number by number, hex; null where it gives none, and before they are fixed. */
  manifestHash: string | null;
};

/** What a plan does to one sector's places. */
export type QuotaEffect<Quota> = Quota & {
  adding: number;
  /** Kept after approval. */
  after: number;
  /** More than there are. */
  exceeds: boolean;
};

/** What the awards of `items` would do to each sector's quota, beside what is held for them already. */
export function quotaEffects<Quota extends Pick<QuotaFigures, "sector" | "places" | "taken">>(
  quotas: readonly Quota[],
  items: readonly { sector: Sector; seats: number; held?: number }[],
): QuotaEffect<Quota>[] {
  return quotas.map((quota) => {
    const adding = items
      .filter((item) => item.sector === quota.sector)
      .reduce((sum, item) => sum + item.seats - (item.held ?? 0), 0);
    const after = quota.taken + adding;
    return { ...quota, adding: Math.max(0, adding), after, exceeds: after > quota.places };
  });
}
