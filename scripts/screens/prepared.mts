import type { Visit } from "../../e2e/support/routeTable.ts";

/** A visit with its address and the cookies that its visitor has already; or what is missing on this portal to make it. */
export type PreparedVisit = Visit & { path?: string; cookies?: Record<string, string>; missing?: string };

/** Every visit of the table on one portal; those amid trouble at the end. */
export type Prepared = {
  origin: string;
  /** Names in Latin letters that are data: see `latinNames`. */
  names: string[];
  visits: PreparedVisit[];
};

/** What `prepare.mts` found, in everything it said. */
export function preparedIn(output: string): Prepared {
  const line = output.split("\n").find((text) => text.startsWith('{"origin"'));
  if (line === undefined) throw new Error(`The visits could not be prepared:\n${output}`);
  return JSON.parse(line) as Prepared;
}
