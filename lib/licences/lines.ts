import type { Failure } from "../platform/errors/result.ts";

/** A failure about the one person of a form with a name and an address. */
export function failureOfOne(failure: Failure): Failure {
  const fields = Object.entries(failure.fields ?? {}).map(([path, code]) => [path.replace(/^people\.0\./, ""), code]);
  return { ...failure, ...(fields.length > 0 && { fields: Object.fromEntries(fields) }) };
}
