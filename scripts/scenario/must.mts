import type { Result } from "../../lib/platform/errors/result.ts";

/** The value of something that has to succeed here; throws with the failure's code and fields otherwise. */
export function must<T>(result: Result<T>, what: string): T {
  if (result.ok) return result.value;
  const fields = result.error.fields ? ` ${JSON.stringify(result.error.fields)}` : "";
  throw new Error(`${what}: ${result.error.code}${fields}`);
}
