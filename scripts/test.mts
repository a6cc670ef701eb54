// Runs everything: npm test. Ends with one line, `N passed, N failed`.
import { endTools } from "./parts/tool.mts";
import { type Suite, stages } from "./testing/suites.mts";

let isEnding = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (isEnding) return;
    isEnding = true;
    console.log(`\nEnding (${signal}) …`);
    endTools();
  });
}

const began = performance.now();
const total = { passed: 0, failed: 0 };
const lines: string[] = [];
for (const rows of stages) await Promise.all(rows.map(runRow));
if (isEnding) total.failed += 1;

console.log(`\n${lines.join("\n")}\nin ${((performance.now() - began) / 1000).toFixed(0)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** Runs suites one after the other, and counts. */
async function runRow(row: Suite[]): Promise<void> {
  for (const { name, run } of row) {
    if (isEnding) return;
    console.log(`\n— ${name} —`);
    const start = performance.now();
    const { passed, failed } = await run().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      return { passed: 0, failed: 1 };
    });
    total.passed += passed;
    total.failed += failed;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    lines.push(`${failed === 0 ? "✓" : "✗"} ${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
    console.log(lines.at(-1));
  }
}
