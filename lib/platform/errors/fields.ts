import type { z } from "zod";
import { type ErrorCode, errorCodes } from "./codes.ts";

/**
 * Field path → code of the catalogue, from a failed parse. A schema may name a code itself
 * (`z.string().regex(form, "phoneInvalid")`); otherwise the issue's kind decides. Zod's own wording never leaves here.
 */
export function fieldCodes(error: z.ZodError): Record<string, ErrorCode> {
  const fields: Record<string, ErrorCode> = {};
  for (const issue of error.issues) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) fields[[...issue.path, key].join(".")] ??= "unknownField";
      continue;
    }
    fields[issue.path.join(".")] ??= codeOf(issue);
  }
  return fields;
}

function codeOf(issue: z.core.$ZodIssue): ErrorCode {
  if (issue.message in errorCodes) return issue.message as ErrorCode;
  if (issue.code === "too_small") {
    if (issue.origin !== "string") return "tooSmall";
    return issue.minimum === 1 ? "required" : "tooShort";
  }
  if (issue.code === "too_big") return issue.origin === "string" ? "tooLong" : "tooLarge";
  if (issue.code === "invalid_type" && issue.input === undefined) return "required";
  if (issue.code === "invalid_format" && issue.format === "email") return "emailInvalid";
  return "invalidInput";
}
