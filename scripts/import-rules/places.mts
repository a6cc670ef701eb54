/** The rooms of the domain, earliest first: a later one may use an earlier one, not the reverse. */
export const roomOrder = [
  "audit",
  "notifications",
  "people",
  "desk",
  "chain",
  "programmes",
  "institutions",
  "documents",
  "applications",
  "reviews",
  "batches",
  "appeals",
  "licences",
  "outcomes",
  "messenger",
  "reports",
];

/** The doors of a room. Any other file in it is a helper behind them. */
const doors = ["rules", "schema", "queries", "steps", "commands"] as const;
export type Door = (typeof doors)[number];

/** Where a file stands in the design. */
export type Place = {
  /** The top folder: app, components, lib, worker, verify, localnet and so on. */
  layer: string;
  /** A room of lib/, or "platform". */
  room?: string;
  door?: Door;
  isTest: boolean;
};

/** Finds the place of a file, by its path from the root. */
export function placeOf(file: string): Place {
  const [layer = "", second, third = ""] = file.split("/");
  const isTest = /\.test\.(ts|tsx|mts)$/.test(file) || file.includes("/testing/");
  if (layer !== "lib" || second === undefined || third === "") return { layer, isTest };
  const name = third.replace(/\.(ts|tsx)$/, "");
  const door = doors.find((known) => known === name);
  return { layer, room: second, isTest, ...(door && { door }) };
}
