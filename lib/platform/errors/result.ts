import type { ErrorCode } from "./codes.ts";

/** Why something expected did not happen: a stable code, the fields at fault, and values for the translated sentence. */
export type Failure = {
  code: ErrorCode;
  /** Field path ("focalPhone", "items.3.seats") to the code of what is wrong with it. */
  fields?: Record<string, ErrorCode>;
  values?: Record<string, string | number>;
};

/** An expected outcome is a value; a bug throws. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

/** A success carrying `value`. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A failure with a code of the catalogue. */
export function fail(
  code: ErrorCode,
  more: { fields?: Record<string, ErrorCode>; values?: Record<string, string | number> } = {},
): { ok: false; error: Failure } {
  return { ok: false, error: { code, ...more } };
}
