import { z } from "zod";
import { dayBegins, dayEnds } from "../../people/rules.ts";
import { WholeNumber } from "../../platform/numerals.ts";
import { sectors } from "../rules.ts";
import { Eligibility } from "../schema.ts";
import { type ClockedStep, clockedSteps, daysAtMost } from "../stepDays.ts";
import { TypedQuestions } from "./questions.ts";
import { approvalsLeast, approvalsMost } from "./rules.ts";

const Reason = z.string("reasonRequired").trim().min(10, "reasonRequired").max(500);
const Day = z.iso.date("datesInvalid");
const sector = z.enum(sectors, "nothingChosen");
const Places = WholeNumber.pipe(z.int().max(1_000_000));
const Days = z.int().min(1).max(daysAtMost);
const PhaseCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z][A-Z0-9]{0,9}$/);
const PhaseName = z.string().trim().min(3).max(120);
const Approvals = WholeNumber.pipe(z.int().min(approvalsLeast).max(approvalsMost));
const common = { programmeId: z.uuid(), reason: Reason };

/** The same for each step of the clock. */
function eachStep<Field extends z.ZodType>(field: Field) {
  return Object.fromEntries(clockedSteps.map((step) => [step, field])) as Record<ClockedStep, Field>;
}

/** A change of a programme as a form asks for it; days are Pakistan's, the last one included. */
export const ProposeProgrammeChange = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("QUOTAS"),
    ...common,
    places: z.strictObject({ EDUCATION: Places, STARTUPS: Places, GOVERNMENT: Places, PRIVATE: Places }),
  }),
  z.strictObject({
    kind: z.literal("CARRY_OVER"),
    ...common,
    from: sector,
    to: sector,
    places: WholeNumber.pipe(z.int().min(1).max(1_000_000)),
  }),
  z.strictObject({ kind: z.literal("PHASE"), ...common, phaseId: z.uuid("nothingChosen"), opens: Day, closes: Day }),
  z.strictObject({ kind: z.literal("PLACES"), ...common, places: WholeNumber.pipe(z.int().min(1).max(1_000_000)) }),
  z.strictObject({
    kind: z.literal("NEW_PHASE"),
    ...common,
    code: PhaseCode,
    nameEn: PhaseName,
    nameUr: PhaseName,
    sectors: z.array(sector).min(1, "nothingChosen").max(sectors.length),
    opens: Day,
    closes: Day,
    /** The version that scores it; left out, the one that is published when its first application comes. */
    rubric: z.preprocess((raw) => (raw === "" ? undefined : raw), WholeNumber.pipe(z.int().min(1)).optional()),
  }),
  z.strictObject({ kind: z.literal("DAYS"), ...common, days: z.strictObject(eachStep(WholeNumber.pipe(Days))) }),
  z.strictObject({
    kind: z.literal("ELIGIBILITY"),
    ...common,
    phaseId: z.uuid("nothingChosen"),
    questions: TypedQuestions,
  }),
  z
    .strictObject({
      kind: z.literal("QUORUM"),
      ...common,
      approvals: Approvals,
      /** Batches with more seats than this need `approvalsAbove`; both or neither. */
      above: WholeNumber.pipe(z.int().min(1)).optional(),
      approvalsAbove: Approvals.optional(),
    })
    .refine(({ above, approvalsAbove }) => above === undefined || approvalsAbove !== undefined, {
      path: ["approvalsAbove"],
      message: "required",
    })
    .refine(({ above, approvalsAbove }) => approvalsAbove === undefined || above !== undefined, {
      path: ["above"],
      message: "required",
    }),
]);
export type ProposeProgrammeChange = z.infer<typeof ProposeProgrammeChange>;

/** The change as it was looked at. */
export const DecideProgrammeChange = z.strictObject({ proposalId: z.uuid(), version: WholeNumber });

const count = z.int().min(0);

/** What is to be, as the database holds it. */
export const ChangePayload = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("QUOTAS"), places: z.record(z.enum(sectors), count) }),
  z.strictObject({
    kind: z.literal("CARRY_OVER"),
    from: z.enum(sectors),
    to: z.enum(sectors),
    places: z.int().min(1),
  }),
  z.strictObject({
    kind: z.literal("PHASE"),
    phaseId: z.uuid(),
    opensAt: z.iso.datetime(),
    closesAt: z.iso.datetime(),
  }),
  z.strictObject({ kind: z.literal("PLACES"), places: z.int().min(1) }),
  z.strictObject({
    ...{ kind: z.literal("NEW_PHASE"), code: z.string(), nameEn: z.string(), nameUr: z.string() },
    ...{ sectors: z.array(z.enum(sectors)).min(1), opensAt: z.iso.datetime(), closesAt: z.iso.datetime() },
    rubricVersion: count.nullable(),
  }),
  z.strictObject({ kind: z.literal("ELIGIBILITY"), phaseId: z.uuid(), questions: Eligibility }),
  z.strictObject({ kind: z.literal("DAYS"), days: z.strictObject(eachStep(Days)) }),
  z.strictObject({
    kind: z.literal("QUORUM"),
    tiers: z.array(z.strictObject({ above: count, approvals: z.int().min(approvalsLeast).max(approvalsMost) })).min(1),
  }),
]);
export type ChangePayload = z.infer<typeof ChangePayload>;

/** What a form asked for, in the form in which it is kept: days are instants, the fields of a quorum its tiers. */
export function payloadOf(input: ProposeProgrammeChange): ChangePayload {
  switch (input.kind) {
    case "QUOTAS":
      return { kind: "QUOTAS", places: input.places };
    case "CARRY_OVER":
      return { kind: "CARRY_OVER", from: input.from, to: input.to, places: input.places };
    case "PHASE": {
      const [opensAt, closesAt] = [dayBegins(input.opens).toISOString(), dayEnds(input.closes).toISOString()];
      return { kind: "PHASE", phaseId: input.phaseId, opensAt, closesAt };
    }
    case "PLACES":
      return { kind: "PLACES", places: input.places };
    case "NEW_PHASE": {
      const { code, nameEn, nameUr, opens, closes, rubric } = input;
      return {
        ...{ kind: "NEW_PHASE", code, nameEn, nameUr, rubricVersion: rubric ?? null },
        sectors: sectors.filter((one) => input.sectors.includes(one)),
        ...{ opensAt: dayBegins(opens).toISOString(), closesAt: dayEnds(closes).toISOString() },
      };
    }
    case "DAYS":
      return { kind: "DAYS", days: input.days };
    case "ELIGIBILITY":
      return { kind: "ELIGIBILITY", phaseId: input.phaseId, questions: input.questions };
    case "QUORUM": {
      const { approvals, above, approvalsAbove } = input;
      const larger = above === undefined || approvalsAbove === undefined ? [] : [{ above, approvals: approvalsAbove }];
      return { kind: "QUORUM", tiers: [{ above: 0, approvals }, ...larger] };
    }
  }
}
