import { db } from "../../lib/platform/db/client.ts";
import type { Officers } from "../../scripts/scenario/excess.mts";
import type { Stack } from "../../scripts/stack.mts";
import { approveOnce, type Batch } from "../shared/awards.mts";
import { until } from "../shared/until.mts";
import { chunksOnChain, type Finding, findExactlyOnce, type Witnesses } from "./check.mts";
import { cutAtPoint, kill } from "./cut.mts";
import { points } from "./faults.mts";
import type { Round } from "./rounds.mts";

/** What a round needs: the running parts, the people who decide, and who is asked afterwards. */
export type Drill = { stack: Stack; deciding: Officers; witnesses: Witnesses };

/** How a round ended: where it was cut off, and the seconds from the restart until every batch was complete. */
export type Outcome = Finding & { where: string; seconds: number };

/** Milliseconds that a restart gets to finish what was cut off. */
const patience = 90_000;

/** Approves the round's batches, lets its fault strike, starts again what was killed, and looks at what came of it. */
export async function play({ fault, batches }: Round, drill: Drill, uncut: number): Promise<Outcome> {
  const approve = () => approveAll(batches, drill);
  const wrong: string[] = [];
  let where = "";
  let restarted = performance.now();
  if (fault.kind === "none") await approve();
  else if (fault.kind === "point") {
    await cutAtPoint(drill.stack, fault.point, approve);
    where = await standing(batches);
    const found = await chunksOnChain(batches[0] as Batch, drill.witnesses);
    const { least } = points[fault.point];
    if (found < least) wrong.push(`${found} chunks were on the chain at the cut, not ${least} at least`);
    where += `, ${found === 0 ? "nothing" : `${found} of its chunks`} on the chain`;
    restarted = performance.now();
    await drill.stack.parts.worker.start();
  } else {
    const approvals = approve().catch(() => "cut off");
    // At its moment, but no later than when the first batch is complete: a kill of what rests shows nothing.
    const approved = performance.now();
    await until(() => isAnyComplete(batches), fault.share * uncut, 5);
    const milliseconds = performance.now() - approved;
    const restart = await kill(drill.stack, fault.target);
    const approval = await approvals;
    if (fault.target !== "database") where = await standing(batches);
    restarted = performance.now();
    await restart();
    if (fault.target === "database") where = await standing(batches);
    where = `${(milliseconds / 1000).toFixed(2)} s: ${where}`;
    // Whoever saw an error looks again, and presses the button again where it did nothing.
    if (approval === "cut off") await approve();
  }
  const isComplete = await until(() => areComplete(batches), patience);
  const seconds = (performance.now() - restarted) / 1000;
  if (!isComplete) wrong.push(`not complete after ${patience / 1000} s`);
  const finding = await findExactlyOnce(batches, drill.witnesses);
  return { ...finding, where, seconds, wrong: [...wrong, ...finding.wrong] };
}

async function approveAll(batches: readonly Batch[], { deciding }: Drill): Promise<void> {
  const given = await Promise.allSettled(batches.map((batch) => approveOnce(deciding, batch)));
  const failed = given.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

async function areComplete(batches: readonly Batch[]): Promise<boolean> {
  return (await countComplete(batches)) === batches.length;
}

function countComplete(batches: readonly Batch[]): Promise<number> {
  return db().batch.count({ where: { id: { in: batches.map(({ id }) => id) }, state: "COMPLETED" } });
}

async function isAnyComplete(batches: readonly Batch[]): Promise<boolean> {
  return (await countComplete(batches)) > 0;
}

/** Where the batches stand: their states, and those of their chunks in the outbox. */
async function standing(batches: readonly Batch[]): Promise<string> {
  const found = await db().batch.findMany({
    where: { id: { in: batches.map(({ id }) => id) } },
    orderBy: { code: "asc" },
  });
  const keys = found.map(({ code }) => ({ key: { startsWith: `issue:${code}:` } }));
  const writes = await db().chainWrite.findMany({ where: { OR: keys }, orderBy: { key: "asc" } });
  const states = (rows: { state: string }[]) => rows.map(({ state }) => state).join("+");
  return `${states(found)}, outbox ${states(writes) || "empty"}`;
}
