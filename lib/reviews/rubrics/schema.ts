import { z } from "zod";
import { WholeNumber } from "../../platform/numerals.ts";
import { Criterion } from "../../programmes/schema.ts";
import { applicantModes, criteriaAtMost } from "./rules.ts";

const said = z.string().trim().max(600).optional();

/** A criterion as a form sends it. */
const TypedCriterion = z.strictObject({
  ...Criterion.shape,
  en: z.string().trim().min(1).max(200),
  ur: z.string().trim().min(1).max(200),
  weight: WholeNumber.pipe(Criterion.shape.weight),
  max: WholeNumber.pipe(Criterion.shape.max),
  ...{ helpEn: said, helpUr: said, lowEn: said, lowUr: said, highEn: said, highUr: said },
});

/** By place on the form; what is ticked to be taken out, and a place where nothing was typed, is left out. */
const criteria = z.preprocess(
  (raw) =>
    typeof raw === "object" && raw !== null
      ? Object.fromEntries(
          Object.entries(raw).filter(([, one]) => !(typeof one === "object" && one !== null && "remove" in one)),
        )
      : raw,
  z.record(z.string().regex(/^\d{1,2}$/), TypedCriterion).refine((all) => Object.keys(all).length <= criteriaAtMost),
);

const named = { rubricId: z.uuid(), revision: WholeNumber };

export const DraftRubric = z.strictObject({ programmeId: z.uuid() });

export const SaveRubric = z.strictObject({
  ...named,
  criteria: criteria.default({}),
  /** Whole percent; left out, it stays as it is. */
  spread: WholeNumber.pipe(z.int().min(1).max(100)).optional(),
  /** Are the reviewers told who applies? Left out, it stays as it is. */
  applicant: z.enum(applicantModes).optional(),
});

export const DecideRubric = z.strictObject(named);

/** The criteria of a draft, sound or not. */
export const DraftCriteria = z.array(Criterion).max(criteriaAtMost).catch([]);
