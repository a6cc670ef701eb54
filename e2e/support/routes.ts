import fs from "node:fs";
import path from "node:path";
import { type Visit, visits } from "./routeTable.ts";

const app = path.resolve(import.meta.dirname, "../../app");

/** Handlers that answer with data and not with a page. Any other handler is taken for a page. */
const dataOnly = [
  /^\/api\//,
  /^\/verify-assets\//,
  /^\/ur\//,
  /^\/(sw|service-worker)\.js$/,
  /\.(webmanifest|json|txt|xml)$/,
];

/** Every page of the portal as its pattern (`/applications/[id]/check`), found in the folder of routes, in order. */
export function routePatterns(): string[] {
  const files = fs
    .readdirSync(app, { recursive: true, encoding: "utf8" })
    .map((file) => file.split(path.sep).join("/"));
  const pages = files.filter((file) => /(^|\/)page\.tsx$/.test(file)).map((file) => patternOf(file));
  const handlers = files.filter((file) => /(^|\/)route\.ts$/.test(file)).map((file) => patternOf(file));
  return [...pages, ...handlers.filter((pattern) => !dataOnly.some((data) => data.test(pattern)))].sort();
}

/** `[locale]/desk/(lists)/batches/page.tsx` is `/desk/batches`: the language and groups of routes are not part of it. */
function patternOf(file: string): string {
  const folders = path.posix.dirname(file).split("/");
  return `/${folders.filter((name) => name !== "." && name !== "[locale]" && !/^\(.*\)$/.test(name)).join("/")}`;
}

/** Pages that nobody visits, and visits of pages that are no more. Both are empty when the table is complete. */
export function gaps(): { unvisited: string[]; unknown: string[] } {
  const patterns = routePatterns();
  const visited = new Set(visits.map(({ pattern }) => pattern));
  return {
    unvisited: patterns.filter((pattern) => !visited.has(pattern)),
    unknown: [...visited].filter((pattern) => !patterns.includes(pattern)),
  };
}

/** What a visit is called in tests and on the contact sheet. */
export function nameOf({ pattern, state }: Pick<Visit, "pattern" | "state">): string {
  return state ? `${pattern} (${state})` : pattern;
}
