// The benchmarks: npm run bench [-- verify paper costs upgrade growth renew weight pages throughput issue] [--large]
// Each figure stands beside a floor that was measured in the same run, or the limit that the design sets. Ends with 1 when a
// limit is passed; those of verify and issue count on a machine that does nothing else meanwhile, which is measured, too.
import os from "node:os";
import { parseArgs } from "node:util";
import type { Stack } from "../scripts/stack.mts";
import { costs } from "./figures/costs.mts";
import type { Figure, Line, Options } from "./figures/figure.mts";
import { growth } from "./figures/growth.mts";
import { issue } from "./figures/issue.mts";
import { pages } from "./figures/pages.mts";
import { paper } from "./figures/paper.mts";
import { renew } from "./figures/renew.mts";
import { throughput } from "./figures/throughput.mts";
import { upgrade } from "./figures/upgrade.mts";
import { verify } from "./figures/verify.mts";
import { weight } from "./figures/weight.mts";
import { leave, throwawayPortal } from "./shared/portal.mts";
import { table } from "./shared/table.mts";

/** In the order in which they run: those on a portal last, and the one that fills it last of all. */
const figures: Record<string, Figure> = {
  verify,
  paper,
  costs,
  upgrade,
  growth,
  renew,
  weight,
  pages,
  throughput,
  issue,
};

const columns = [
  { title: "what", width: 50 },
  { title: "measured", width: 14, isNumber: true },
  { title: "ratio", width: 6, isNumber: true },
  { title: "limit", width: 12, isNumber: true },
  { title: "floor", width: 20 },
];

async function run(names: readonly string[], options: Options): Promise<boolean> {
  const [cpu] = os.cpus();
  const load = os.loadavg().map((value) => value.toFixed(1));
  console.log(
    `${os.cpus().length} cores (${cpu?.model.trim() || "unknown"}), ${(os.totalmem() / 2 ** 30).toFixed(0)} GiB, ${os.type()} ${os.arch()}, Node ${process.version}, load ${load.join(" ")}`,
  );
  const chosen = Object.entries(figures).flatMap(([name, figure]) => (names.includes(name) ? [figure] : []));
  const portal = chosen.some(({ needs }) => needs === "pages") ? "built" : "none";
  let isWithin = true;
  let stack: Stack | undefined;
  try {
    for (const figure of chosen) {
      if (figure.needs !== "nothing") stack ??= await throwawayPortal(portal);
      const lines = figure.needs === "nothing" ? await figure.measure(options) : await figure.measure(stack as Stack);
      print(figure.title, lines);
      isWithin &&= !lines.some(({ isOver }) => isOver);
    }
  } finally {
    if (stack) await leave(stack);
  }
  return isWithin;
}

function print(title: string, lines: readonly Line[]): void {
  console.log(`\n${title}`);
  const { row } = table(columns);
  for (const { what, measured, ratio, limit, isOver, floor } of lines)
    row(what, measured, ratio?.toFixed(2) ?? "", limit ? `${isOver ? "over " : ""}${limit}` : "", floor ?? "");
  const busy = Math.max(0, ...lines.map((line) => line.busy ?? 0));
  if (busy > 0)
    console.log(
      `The machine was busy: others had up to ${Math.round(100 * busy)} % of it. These ratios say nothing of the limit; run it alone.`,
    );
}

try {
  const { values, positionals } = parseArgs({ options: { large: { type: "boolean" } }, allowPositionals: true });
  const unknown = positionals.find((name) => !(name in figures));
  if (unknown !== undefined) throw new Error(`There is no figure ${unknown}: ${Object.keys(figures).join(", ")}.`);
  const names = positionals.length > 0 ? positionals : Object.keys(figures);
  process.exitCode = (await run(names, { large: values.large ?? false })) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
