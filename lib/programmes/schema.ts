import { z } from "zod";
import { isRubricSound } from "./rules.ts";

const said = z.string().max(600).optional();

/** One thing that reviewers score. */
export const Criterion = z.strictObject({
  code: z.string().regex(/^[a-z][a-zA-Z]{1,30}$/),
  en: z.string().min(1).max(200),
  ur: z.string().min(1).max(200),
  /** Percent; a rubric's weights add up to 100. */
  weight: z.int().min(1).max(100),
  /** The best score; the worst is 0. */
  max: z.int().min(1).max(100),
  /** What counts, what nought looks like, and what the best score looks like. */
  ...{ helpEn: said, helpUr: said, lowEn: said, lowUr: said, highEn: said, highUr: said },
});

/** One thing that reviewers score. */
export type Criterion = z.infer<typeof Criterion>;

/** A rubric as the database holds it. */
export const Rubric = z
  .array(Criterion)
  .min(1)
  .max(20)
  .refine((criteria) => isRubricSound(criteria));

/** One thing that is asked before the long form. */
export const EligibilityQuestion = z.strictObject({
  code: z.string().regex(/^[a-z][a-zA-Z]{1,30}$/),
  /** A question that somebody who can apply answers with yes. */
  en: z.string().min(1).max(200),
  ur: z.string().min(1).max(200),
  /** What to do where the answer is no. */
  doEn: z.string().min(1).max(300),
  doUr: z.string().min(1).max(300),
});

/** One thing that is asked before the long form. */
export type EligibilityQuestion = z.infer<typeof EligibilityQuestion>;

/** What a phase asks before the long form, as the database holds it: short, or nobody would read it. */
export const Eligibility = z
  .array(EligibilityQuestion)
  .max(5)
  .refine((questions) => new Set(questions.map(({ code }) => code)).size === questions.length);
