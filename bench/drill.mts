// The fault drill: npm run drill [-- --seed <number>]
// On a throwaway stack, batches are approved and the worker, the local network and the database are killed while the licences
// are on their way: at every named point and at ten random moments. After a restart every licence must be there exactly once.
// Ends with 1 if anything is wrong.
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { config } from "../lib/platform/config.ts";
import { strangersVerifier } from "../scripts/scenario/prove.mts";
import { faults, titleOf } from "./drill/faults.mts";
import { openLedger } from "./drill/ledger.mts";
import { type Drill, play } from "./drill/round.mts";
import { prepareRounds } from "./drill/rounds.mts";
import { officers } from "./shared/awards.mts";
import { leave, throwawayPortal } from "./shared/portal.mts";
import { seeded } from "./shared/random.mts";
import { table } from "./shared/table.mts";

const columns = [
  { title: "fault", width: 34 },
  { title: "where it struck", width: 62 },
  { title: "s after", width: 7, isNumber: true },
  { title: "licences", width: 8, isNumber: true },
  { title: "blocks", width: 6, isNumber: true },
  { title: "verdict", width: 7 },
];

async function run(seed: number): Promise<string[]> {
  const began = performance.now();
  console.log(`The drill, seed ${seed} (npm run drill -- --seed ${seed} draws the same kills).\n`);
  const stack = await throwawayPortal("none");
  try {
    const deciding = await officers();
    const prepared = performance.now();
    const rounds = await prepareRounds(faults(seeded(seed)), deciding);
    const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(0);
    console.log(
      `${rounds.flatMap(({ batches }) => batches).length} batches wait for approval (${seconds(prepared)} s).\n`,
    );

    const witnesses = { ledger: await openLedger(stack.network), verifier: strangersVerifier(config()) };
    const drill: Drill = { stack, deciding, witnesses };
    const results = table(columns);
    const wrong: string[] = [];
    const sum = { licences: 0, blocks: 0 };
    let uncut = Number.POSITIVE_INFINITY;
    for (const round of rounds) {
      const outcome = await play(round, drill, uncut);
      if (round.fault.kind === "none") uncut = Math.min(uncut, outcome.seconds * 1000);
      sum.licences += outcome.licences;
      sum.blocks += outcome.blocks;
      const title = titleOf(round.fault);
      const verdict = outcome.wrong.length === 0 ? "right" : "WRONG";
      results.row(title, outcome.where, outcome.seconds.toFixed(1), outcome.licences, outcome.blocks, verdict);
      for (const line of outcome.wrong) console.log(`  ${line}`);
      wrong.push(...outcome.wrong);
    }
    results.row("all", `${rounds.length} rounds in ${seconds(began)} s`, "", sum.licences, sum.blocks, "");
    return wrong;
  } finally {
    await leave(stack);
  }
}

try {
  const { values } = parseArgs({ options: { seed: { type: "string" } } });
  const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error(`${values.seed} is no seed: give a whole number.`);
  const wrong = await run(seed);
  console.log(
    wrong.length === 0
      ? "\nEvery licence is there exactly once: in the database, in the block log and in the certified tree."
      : `\n${wrong.length} things are wrong.`,
  );
  process.exitCode = wrong.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
