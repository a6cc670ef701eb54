import fs from "node:fs";
import path from "node:path";

/** The portal is being worked on; `until` when the operator said so. */
export type Maintenance = { until?: Date };

/** Milliseconds that an answer is good for: every page asks. */
const freshness = 1_000;

let last: { at: number; file: string; found: Maintenance | undefined } | undefined;

/**
 * Has the operator closed the portal? They do by a file, `MAINTENANCE_FILE` or `maintenance` in the state folder, which may hold the
 * instant (ISO 8601) by which the work should be done. Looked at as requests come, so that no restart is needed; a change counts
 * within a second.
 */
export function maintenance(now = Date.now(), env: Record<string, string | undefined> = process.env) {
  const file = env.MAINTENANCE_FILE ?? path.join(env.STATE_DIR ?? ".data", "maintenance");
  if (last && last.file === file && now - last.at < freshness && now >= last.at) return last.found;
  const found = read(file);
  last = { at: now, file, found };
  return found;
}

function read(file: string): Maintenance | undefined {
  let text: string;
  try {
    text = fs.readFileSync(/* turbopackIgnore: true */ file, "utf8").trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    // It is there and cannot be read: closed is the safer reading.
    return {};
  }
  const until = new Date(text);
  return text !== "" && !Number.isNaN(until.getTime()) ? { until } : {};
}
