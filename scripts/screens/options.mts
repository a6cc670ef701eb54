import type { Locale } from "../../lib/platform/i18n/routing.ts";

export const widths = [360, 768, 1280] as const;
export const themes = ["light", "dark"] as const;
const locales = ["en", "ur"] as const satisfies readonly Locale[];

export type Width = (typeof widths)[number];
export type Theme = (typeof themes)[number];

/** Which pictures are asked for. */
export type Options = {
  /** A part of the names of the pages. */
  only: string;
  widths: readonly Width[];
  locales: readonly Locale[];
  themes: readonly Theme[];
  /** Fill the running portal first. */
  fill: boolean;
  /** Start a portal of its own even though one runs. */
  own: boolean;
  help: boolean;
};

/** Reads the arguments of the command; throws naming one that is unknown. */
export function screensOptions(args: readonly string[]): Options {
  const options: Options = { only: "", widths, locales, themes, fill: false, own: false, help: false };
  const rest = args.flatMap((argument) => argument.split(/=(.*)/s).slice(0, 2));
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    if (name === "--help" || name === "-h") options.help = true;
    else if (name === "--fill") options.fill = true;
    else if (name === "--own") options.own = true;
    else if (name === "--only") options.only = rest.shift() ?? "";
    else if (name === "--width") options.widths = chosen(name, rest.shift(), widths);
    else if (name === "--locale") options.locales = chosen(name, rest.shift(), locales);
    else if (name === "--theme") options.themes = chosen(name, rest.shift(), themes);
    else throw new Error(`There is no option ${name}. Try --help.`);
  }
  return options;
}

function chosen<T extends string | number>(name: string, value: string | undefined, known: readonly T[]): T[] {
  const found = known.filter((one) => value?.split(",").includes(String(one)));
  if (found.length === 0) throw new Error(`${name} takes ${known.join(", ")}.`);
  return found;
}
