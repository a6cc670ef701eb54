import type { Failure } from "./errors/result.ts";

/** What a form's server action gives back: nothing yet, or why it failed together with what was typed, so that nothing is lost. */
export type FormState = { failure?: Failure; values?: Record<string, string> };

/**
 * A form as a plain object: Next's own `$ACTION_` fields are dropped, blank strings become undefined, a name ending in `[]`
 * becomes a list, and dots nest ("scores.merit"). Files are left out: an action reads those itself.
 */
export function formInput(data: FormData): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const name of new Set(data.keys())) {
    if (name.startsWith("$ACTION_")) continue;
    const values = data.getAll(name).filter((value): value is string => typeof value === "string");
    if (values.length === 0) continue;
    if (name.endsWith("[]")) put(input, parts(name.slice(0, -2)), values);
    else if (values[0] !== "") put(input, parts(name), values[0]);
  }
  return input;
}

/** The typed strings of a form, to show them again after a failure; those of a list (`[]`) are parted by line ends. */
export function formValues(data: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of data) {
    if (typeof value !== "string" || name.startsWith("$ACTION_")) continue;
    const before = name.endsWith("[]") ? values[name] : undefined;
    values[name] = before === undefined ? value : `${before}\n${value}`;
  }
  return values;
}

/** No form of ours nests deeper; a longer name stays one unknown key, which the parse refuses. */
const deepest = 6;

function parts(name: string): string[] {
  const found = name.split(".", deepest + 1);
  return found.length > deepest ? [name] : found;
}

function put(target: Record<string, unknown>, path: string[], value: unknown): void {
  const [head, ...rest] = path;
  if (head === undefined || head === "__proto__" || head === "constructor" || head === "prototype") return;
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  const inner = Object.hasOwn(target, head) ? target[head] : undefined;
  const next = typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>) : {};
  target[head] = next;
  put(next, rest, value);
}
