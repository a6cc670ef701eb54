import type { Failure } from "../platform/errors/result.ts";

/**
 * A failure about one of several people, told for the box into which they were typed: which line, and what is wrong with it.
 * Other failures stay as they are.
 */
export function failureOfLines(failure: Failure): Failure {
  const [path] = Object.keys(failure.fields ?? {});
  const line = path?.match(/^people\.(\d+)\./)?.[1];
  if (line === undefined) return failure;
  const code = failure.code === "duplicate" ? "lineDuplicate" : "lineWrong";
  return { code: "invalidInput", fields: { people: code }, values: { line: Number(line) + 1 } };
}

/** A failure about the one person of a form with a name and an address. */
export function failureOfOne(failure: Failure): Failure {
  const fields = Object.entries(failure.fields ?? {}).map(([path, code]) => [path.replace(/^people\.0\./, ""), code]);
  return { ...failure, ...(fields.length > 0 && { fields: Object.fromEntries(fields) }) };
}
