import { beforeAll, expect, test } from "vitest";
import { configureTest } from "../lib/licences/testing/fixtures.ts";
import { requestChainWrite } from "../lib/platform/chain/outbox.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { requeueLost } from "./requeue.ts";
import { approvedBatch, widenProgramme } from "./testing/batch.ts";

const { db } = await testDatabase();
configureTest();
beforeAll(() => widenProgramme(db));

const jobs = (field: string, id: string) =>
  db.$queryRawUnsafe<unknown[]>(`SELECT 1 FROM jobs.job WHERE data->>'${field}' = '${id}' AND state = 'created'`);
const age = (id: string) =>
  db.chainWrite.update({ where: { id }, data: { createdAt: new Date(Date.now() - 3_600_000) } });

test("a chain write whose job is gone gets another, once; one that is over or has its job gets none", async () => {
  const write = (key: string) =>
    db.$transaction((tx) =>
      requestChainWrite(tx, { key, kind: "suspendAccount", payload: { operation: key, account: key } }),
    );
  const [lost, over, fresh] = [await write("a"), await write("b"), await write("c")];
  await db.$executeRawUnsafe(`DELETE FROM jobs.job WHERE data->>'writeId' IN ('${lost.id}', '${over.id}')`);
  await Promise.all([lost, over, fresh].map(({ id }) => age(id)));
  await db.chainWrite.update({ where: { id: over.id }, data: { state: "REFUSED" } });
  expect(await requeueLost(db)).toBe(1);
  expect(await requeueLost(db)).toBe(0);
  expect(await jobs("writeId", lost.id)).toHaveLength(1);
  expect(await jobs("writeId", over.id)).toHaveLength(0);
  expect(await jobs("writeId", fresh.id)).toHaveLength(1);
});

test("so does a batch whose undo window is long over", async () => {
  process.env.UNDO_SECONDS = "60";
  const { id } = await approvedBatch(db, { seats: [1], released: false, signed: false });
  await db.$executeRawUnsafe(`DELETE FROM jobs.job WHERE data->>'batchId' = '${id}'`);
  expect(await requeueLost(db)).toBe(0);
  await db.batch.update({ where: { id }, data: { releaseAt: new Date(Date.now() - 3_600_000) } });
  expect(await requeueLost(db)).toBe(1);
  expect(await requeueLost(db)).toBe(0);
  expect(await jobs("batchId", id)).toHaveLength(1);
});
