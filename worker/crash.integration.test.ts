import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { openChain } from "../lib/platform/chain/agent.ts";
import { deployment, verifyProof } from "../lib/platform/chain/registry.ts";
import { connect } from "../lib/platform/db/client.ts";
import { queues } from "../lib/platform/jobs/queues.ts";
import { pinNetwork } from "../scripts/deploy/pin.mts";
import { testDatabase } from "../scripts/testing/database.ts";
import type { FaultPoint } from "./faults.ts";
import { approvedBatch, widenProgramme } from "./testing/batch.ts";
import { testChain } from "./testing/chain.ts";

const { db, url, ownerUrl } = await testDatabase();
const { network, keyFile } = await testChain();
const reader = openChain(network);

beforeAll(async () => {
  await widenProgramme(db);
  await pinNetwork(ownerUrl, network);
});

const running = new Set<ChildProcess>();
afterEach(async () => {
  await Promise.all([...running].map((child) => stop(child, "SIGKILL")));
});

/** The real worker, as a process of its own. */
function startWorker(faultAt?: FaultPoint): ChildProcess {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "main.ts")], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      PORTAL_KEY_FILE: keyFile,
      LOG_LEVEL: "silent",
      ...(faultAt && { FAULT_AT: faultAt }),
    },
    stdio: "ignore",
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

function ended(child: ChildProcess): Promise<string | number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.signalCode ?? child.exitCode);
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<string | number | null> {
  child.kill(signal);
  return ended(child);
}

async function until(what: string, holds: () => Promise<boolean>, milliseconds = 60_000): Promise<void> {
  for (
    const end = Date.now() + milliseconds;
    !(await holds());
    await new Promise((resolve) => setTimeout(resolve, 100))
  )
    if (Date.now() > end) throw new Error(`never came: ${what}`);
}

const completed = (id: string) => async () =>
  (await db.batch.findUniqueOrThrow({ where: { id } })).state === "COMPLETED";

/** Every licence of the batch is on the chain exactly once, as the portal has it. */
async function expectExactlyOnce(batch: { id: string; code: string }, issuedBefore: number): Promise<void> {
  const licences = await db.licence.findMany({ where: { batchId: batch.id } });
  expect(licences.every(({ state }) => state === "ACTIVE")).toBe(true);
  expect((await deployment(reader)).issued.total).toBe(issuedBefore + licences.length);
  for (const { number, chunk } of [licences[0], licences.at(-1)].filter((licence) => licence !== undefined))
    expect((await verifyProof(reader, number)).record).toMatchObject({ status: "active", batch: batch.code, chunk });
}

const points: FaultPoint[] = ["afterCommit", "beforeSend", "afterSend", "afterReply", "beforeRecord", "betweenChunks"];

describe("a worker that is cut off", () => {
  test.each(points)(
    "%s leaves a state from which the next one finishes in seconds, every licence once",
    async (point) => {
      const before = (await deployment(reader)).issued.total;
      const batch = await approvedBatch(db, { seats: [500, 1] });
      expect(await ended(startWorker(point))).toBe("SIGKILL");
      expect(await completed(batch.id)()).toBe(false);

      const started = Date.now();
      const worker = startWorker();
      await until("the batch is complete", completed(batch.id));
      // Sooner than the queue itself gives a dead worker's job to another, however busy the machine.
      expect(Date.now() - started).toBeLessThan(queues.chainWrite.expireInSeconds * 1_000);
      await expectExactlyOnce(batch, before);
      expect(await stop(worker, "SIGTERM")).toBe(0);
    },
  );
});

describe("two workers", () => {
  test("do not work at the same time; the second takes over when the first dies", async () => {
    const first = startWorker();
    await until("a sign of life", async () => (await db.heartbeat.count()) > 0);
    const second = startWorker();
    const one = await approvedBatch(db, { seats: [1] });
    await until("the first batch is complete", completed(one.id));
    await stop(first, "SIGKILL");
    const other = await approvedBatch(db, { seats: [1] });
    await until("the second batch is complete", completed(other.id));
    expect(await stop(second, "SIGTERM")).toBe(0);
  });
});

test("mail is sent, batches are released and the audit is sealed by the running worker", async () => {
  const worker = startWorker();
  const batch = await approvedBatch(db, { seats: [2], released: false });
  await until("released and certified by itself", completed(batch.id));
  await until("no mail waits", async () => (await db.mail.count({ where: { sentAt: null } })) === 0);
  await until("the audit is sealed", async () => (await db.auditSeal.count()) === (await db.auditEvent.count()));
  expect(await stop(worker, "SIGTERM")).toBe(0);
});

test("a worker does not start with the database of another network", async () => {
  const owner = connect(ownerUrl);
  await owner.networkPin.update({ where: { id: 1 }, data: { subnetId: "another" } });
  expect(await ended(startWorker())).toBe(1);
  await owner.networkPin.update({ where: { id: 1 }, data: { subnetId: network.subnetId } });
  await owner.$disconnect();
});
