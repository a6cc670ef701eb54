import path from "node:path";

/** The checkout's root folder, absolute: commands work from any current directory. */
export const root = path.resolve(import.meta.dirname, "../..");

/** A path below the checkout's root. */
export function inRoot(...parts: string[]): string {
  return path.join(root, ...parts);
}
