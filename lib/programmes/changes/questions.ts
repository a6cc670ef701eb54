import { z } from "zod";
import { EligibilityQuestion } from "../schema.ts";

/** As many questions as a phase asks before the long form at most. */
export const questionsAtMost = 5;

/** What new questions go by in addresses, in the order in which they are given out. */
const codes = ["first", "second", "third", "fourth", "fifth"] as const;

/** The code of a question that is new among `taken`. */
export function freeCode(taken: readonly string[]): string {
  return codes.find((code) => !taken.includes(code)) ?? codes[0];
}

const said = (most: number) => z.string().trim().min(1).max(most);

const TypedQuestion = z.strictObject({
  code: EligibilityQuestion.shape.code,
  ...{ en: said(200), ur: said(200), doEn: said(300), doUr: said(300) },
});

/** Is the place on the form to be left out: ticked to go, or a new one with nothing typed in? */
function isLeftOut(one: unknown): boolean {
  if (typeof one !== "object" || one === null) return false;
  return "remove" in one || Object.keys(one).every((field) => field === "code");
}

/** The questions by their place on a form, as they are to be kept: in that order, each under a code of its own. */
export const TypedQuestions = z
  .preprocess(
    (raw) =>
      typeof raw === "object" && raw !== null
        ? Object.fromEntries(Object.entries(raw).filter(([, one]) => !isLeftOut(one)))
        : raw,
    z.record(z.string().regex(/^\d$/), TypedQuestion),
  )
  .transform((places) =>
    Object.entries(places)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, question]) => question),
  )
  .refine((all) => all.length <= questionsAtMost && new Set(all.map(({ code }) => code)).size === all.length);
