import type { ErrorCode } from "../platform/errors/codes.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import type { Criterion } from "../programmes/schema.ts";
import { faultyScores, total } from "./rules.ts";

/** The total of complete scores, in hundredths of a percent. Errors: invalidInput with `scores.<code>`. */
export function scored(criteria: readonly Criterion[], scores: Record<string, number>): Result<number> {
  const faulty = faultyScores(criteria, scores);
  if (faulty.length === 0) return ok(total(criteria, scores));
  return fail("invalidInput", {
    fields: Object.fromEntries(faulty.map((code) => [`scores.${code}`, faultOf(criteria, scores, code)])),
  });
}

function faultOf(criteria: readonly Criterion[], scores: Record<string, number>, code: string): ErrorCode {
  if (scores[code] === undefined) return "required";
  return criteria.some((criterion) => criterion.code === code) ? "tooLarge" : "unknownField";
}
