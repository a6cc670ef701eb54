import { expect, test, vi } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { recordEvent } from "../platform/audit.ts";
import type { Act } from "../platform/auditedActs.ts";
import { connect } from "../platform/db/client.ts";
import { firstBrokenSeal, sealAudit } from "./steps.ts";

const { db, ownerUrl } = await testDatabase();

const record = (action: string) =>
  db.$transaction((tx) =>
    recordEvent(tx, {
      actor: { kind: "system", name: "worker" },
      action: action as Act,
      outcome: "DONE",
      data: { b: 1, a: [2] },
    }),
  );

/** Seals until `count` events are: transactions of other databases on the server keep young ones waiting, too. */
async function sealedSoon(count: number): Promise<void> {
  let sealed = 0;
  await vi.waitFor(
    async () => {
      sealed += await sealAudit();
      expect(sealed).toBe(count);
    },
    { timeout: 30_000, interval: 50 },
  );
}

test("every event is sealed once, in order, and the chain holds", async () => {
  for (let i = 0; i < 5; i++) await record(`test.${i}`);
  await Promise.all([sealAudit(), sealAudit()]);
  const left = 5 - (await db.auditSeal.count());
  if (left > 0) await sealedSoon(left);
  await record("test.more");
  await sealedSoon(1);
  expect(await firstBrokenSeal()).toBeNull();
});

test("an event of a running transaction waits, so that nothing slips in behind the head", async () => {
  const before = await db.auditSeal.count();
  await db.$transaction(async (tx) => {
    await recordEvent(tx, { actor: null, action: "people.signIn", outcome: "REFUSED", code: "notAllowed" });
    await record("test.fast");
    expect(await sealAudit()).toBe(0);
  });
  await sealedSoon(2);
  expect(await db.auditSeal.count()).toBe(before + 2);
  expect(await firstBrokenSeal()).toBeNull();
});

test("the portal's own role can change or remove neither event nor seal", async () => {
  await expect(db.auditEvent.updateMany({ data: { action: "test.forged" } })).rejects.toThrow();
  await expect(db.auditEvent.deleteMany()).rejects.toThrow();
  await expect(db.auditSeal.deleteMany()).rejects.toThrow();
  await expect(db.$executeRawUnsafe('TRUNCATE "AuditEvent" CASCADE')).rejects.toThrow();
});

test("a row changed by the database's owner shows at its place in the chain", async () => {
  const victim = await db.auditSeal.findFirstOrThrow({ where: { sequence: 3n } });
  const owner = connect(ownerUrl);
  await owner.auditEvent.update({ where: { id: victim.eventId }, data: { action: "test.rewritten" } });
  await owner.$disconnect();
  expect(await firstBrokenSeal()).toBe(3n);
});
