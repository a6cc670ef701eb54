import fs from "node:fs";
import path from "node:path";
import { root } from "./root.mts";

/**
 * The patterns of everything that has an address of its own in a language, without the language: `/applications/[id]`, `/offline`.
 * Found in the folder of routes; the page of last resort is none of them.
 */
export function pagePatterns(folder = path.join(root, "app", "[locale]")): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => `/${file.split(path.sep).join("/")}`)
    .filter((file) => /\/(page\.tsx|route\.ts)$/.test(file))
    .map((file) => path.posix.dirname(file).replace(/\/\([^/]+\)/g, ""))
    .filter((pattern) => !pattern.includes("[..."))
    .sort();
}
