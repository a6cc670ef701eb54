import type { ReasonCode } from "./rules.ts";

/** Facts of an application's case that a decision may rest on. Each has its words in messages under `batches.facts.<fact>`. */
export const facts = [
  "purpose",
  "builders",
  "projects",
  "readiness",
  "dataSensitivity",
  "support",
  "seats",
  "documents",
  "replies",
  "scores",
  "places",
] as const;

/** A fact of an application's case. */
export type Fact = (typeof facts)[number];

/** What an applicant can do about a decision. */
export type Remedy = "applyAgain" | "office" | "object";

/** What a decision with this reason says: which criterion, which facts it may rest on, what can be done about it. */
export type Reason = {
  /** In messages under `batches.criteria.<criterion>`: those of a rubric, and what is no matter of scores. */
  criterion: "purpose" | "readiness" | "reach" | "care" | "documents" | "places" | "scope";
  /** At least one of them was looked at, and is named to the applicant. */
  facts: readonly Fact[];
  remedies: readonly Remedy[];
};

/**
 * The catalogue of reasons. The sentences to each code are in messages, in both languages, under `batches.reasons.<code>`:
 * `title`, `evidence` (what was found) and `remedy`.
 */
export const reasons: Record<ReasonCode, Reason> = {
  purposeUnclear: {
    criterion: "purpose",
    facts: ["purpose", "projects", "replies", "scores"],
    remedies: ["applyAgain", "object"],
  },
  readinessLacking: {
    criterion: "readiness",
    facts: ["builders", "readiness", "support", "replies", "scores"],
    remedies: ["applyAgain", "object"],
  },
  dataProtectionLacking: {
    criterion: "care",
    facts: ["dataSensitivity", "projects", "documents", "replies", "scores"],
    remedies: ["applyAgain", "object"],
  },
  publicBenefitLow: {
    criterion: "reach",
    facts: ["purpose", "builders", "projects", "scores"],
    remedies: ["applyAgain", "object"],
  },
  documentsInsufficient: {
    criterion: "documents",
    facts: ["documents", "replies"],
    remedies: ["applyAgain", "object"],
  },
  placesExhausted: { criterion: "places", facts: ["places", "scores"], remedies: ["applyAgain", "object"] },
  outOfScope: { criterion: "scope", facts: ["purpose", "projects", "replies"], remedies: ["office", "object"] },
  placesLimited: { criterion: "places", facts: ["places", "scores", "seats"], remedies: ["applyAgain", "object"] },
  buildersFewer: {
    criterion: "readiness",
    facts: ["builders", "seats", "replies"],
    remedies: ["applyAgain", "object"],
  },
  phasedStart: {
    criterion: "readiness",
    facts: ["readiness", "projects", "seats"],
    remedies: ["applyAgain", "object"],
  },
};

/** The facts among `codes` that the catalogue knows, in its order. */
export function knownFacts(codes: readonly string[]): Fact[] {
  return facts.filter((fact) => codes.includes(fact));
}

/** The reason of an award that gets what was left, and what it rests on. */
export const partOf: { reason: ReasonCode; evidence: Fact[] } = {
  reason: "placesLimited",
  evidence: ["scores", "places"],
};
