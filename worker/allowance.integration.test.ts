import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { nthNumber, sha256 } from "../canisters/testing/encoding.ts";
import { answered, approve, done, filledRegistry } from "../canisters/testing/filled.ts";
import { approvalOf } from "../canisters/testing/governance.ts";
import type { InProcess } from "../canisters/testing/inProcess.ts";
import { entry, single } from "../canisters/testing/licences.ts";
import { outbox, outboxCounts } from "../lib/chain/queries.ts";
import { askRebind, claimSeat, confirmRebind, offerSeats, releaseSeat } from "../lib/licences/commands.ts";
import { findSeat } from "../lib/licences/seats/view.ts";
import { codeOf, configureTest, success, world } from "../lib/licences/testing/fixtures.ts";
import type { CertifiedReply, Chain } from "../lib/platform/chain/agent.ts";
import { config } from "../lib/platform/config.ts";
import { buildCanisters } from "../scripts/canisters.mts";
import { testDatabase } from "../scripts/testing/database.ts";
import { chainWriter } from "./chainWrite.ts";
import { log } from "./log.ts";
import { requeueLost } from "./requeue.ts";

const { db } = await testDatabase();
configureTest();
log.level = "silent";
const { person, licensed } = world(db);

const second = 1_000_000_000n;
const hour = 3_600n * second;
const allowance = 100;
const why = { reason: "left", decision: "d-1" };

let registry: InProcess;
let write: (writeId: string) => Promise<void>;

/** The registry itself, in this process, where its clock can be moved: its answers, and its time for that of their certificate. */
function chainTo(to: InProcess): Chain {
  const no = () => Promise.reject(new Error("is not asked"));
  return {
    ...{ network: config().network, rootKey: new Uint8Array(), principal: "", manage: no, relay: no, query: no },
    update: async (_, name, __, [args]): Promise<CertifiedReply> => ({
      reply: answered(to, name, args as object),
      certificate: {
        tree: { kind: "empty" },
        ...{ bytes: new Uint8Array(), subnet: null, nanoseconds: to.now() },
        at: new Date(Number(to.now() / 1_000_000n)),
      },
    }),
  };
}

/** Noon of the next day in Pakistan. */
const toNoon = () => registry.pass(24n * hour - ((registry.now() + 5n * hour) % (24n * hour)) + 12n * hour);

/** Whoever has stolen the portal's key takes so many licences from their holders. */
function steal(): void {
  for (let n = 0; n < allowance; n += 1) {
    const args = { operation: `stolen-${n}`, number: nthNumber(n), ...why };
    expect(answered(registry, "unbindHolder", args)).toHaveProperty("ok");
  }
}

let counter = 0;

/** A seat that somebody holds, also in the registry. */
async function held() {
  const { institution: of } = await licensed(1);
  const email = `holder${++counter}@people.test`;
  success(await offerSeats(of.owner, { institutionId: of.id, people: [{ name: "Ayesha Khan", email }] }));
  const { text } = await db.mail.findFirstOrThrow({ where: { to: email } });
  const token = /\/claim\/([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? "";
  const { seatId } = success(await claimSeat(await person({ principal: true }), { token }));
  const { licence } = await db.seat.findUniqueOrThrow({ where: { id: seatId }, include: { licence: true } });
  const chunk = single(`batch-${seatId}`, [entry(0, { number: licence.number })]);
  for (const nth of [0, 1]) approve(registry, nth, approvalOf(chunk));
  done(registry, "issueBatch", chunk);
  await write((await rowOf("bindHolder", seatId)).id);
  const { version } = await db.seat.findUniqueOrThrow({ where: { id: seatId } });
  return { owner: of.owner, seatId, version, token };
}

const rowOf = (kind: string, id: string) => db.chainWrite.findFirstOrThrow({ where: { kind, key: { contains: id } } });
const seatState = async (id: string) => (await db.seat.findUniqueOrThrow({ where: { id } })).state;

beforeAll(async () => {
  const wasm = readFileSync((await buildCanisters()).licence_registry.wasmPath);
  registry = filledRegistry(wasm, 500, { isChanged: false });
  write = chainWriter(chainTo(registry), db);
  for (let n = 0; n < allowance; n += 1)
    done(registry, "bindHolder", { operation: `b-${n}`, number: nthNumber(n), ...why, commitment: sha256("x") });
  toNoon();
}, 600_000);

describe("when the registry takes no more licences from their holders today", () => {
  test("a seat that is taken back, and one that is moved, wait for midnight in Pakistan, refused by nobody, and then go through", async () => {
    const operator = await person({ roles: ["OPERATOR"] });
    const [leaving, moving] = [await held(), await held()];
    steal();

    const { owner, seatId, version } = leaving;
    success(await releaseSeat(owner, { seatId, version, reason: "holderLeft" }));
    const anew = await person({ principal: true });
    const { rebindId } = success(await askRebind(anew, { token: moving.token }));
    success(await confirmRebind(moving.owner, { rebindId, version: 0 }));
    const rows = [await rowOf("unbindHolder", seatId), await rowOf("rebindHolder", rebindId)];
    for (const { id } of rows) await write(id);

    for (const { id } of rows) {
      const row = await db.chainWrite.findUniqueOrThrow({ where: { id } });
      expect(row).toMatchObject({ state: "QUEUED", lastError: "notApproved", attempts: 1, answer: null });
      const [job] = await db.$queryRaw<{ sendAt: Date }[]>`
        SELECT max(start_after) AS "sendAt" FROM jobs.job WHERE data->>'writeId' = ${id} AND state = 'created'`;
      expect(Math.abs((job?.sendAt.getTime() ?? 0) - Date.now() - 12 * 3_600_000)).toBeLessThan(60_000);
    }
    expect(await outboxCounts(operator)).toMatchObject({ forTomorrow: 2, states: { REFUSED: 0, QUEUED: 2 } });
    expect((await outbox(operator, { state: "QUEUED" })).rows.map((row) => row.isForTomorrow)).toEqual([true, true]);
    expect(await db.mail.count({ where: { letter: "writeRefused" } })).toBe(0);
    expect(await db.auditEvent.count({ where: { action: "chain.refuse" } })).toBe(0);
    expect(await seatState(seatId)).toBe("BOUND");
    expect(await findSeat(owner, seatId)).toMatchObject({ isReleaseUnderway: true, isForTomorrow: true });
    expect(await findSeat(moving.owner, moving.seatId)).toMatchObject({
      ...{ isReleaseUnderway: false, isForTomorrow: true },
      rebinds: [{ state: "CONFIRMED" }],
    });
    expect(codeOf(await releaseSeat(owner, { seatId, version: version + 1, reason: "notUsed" }))).toBe("seatUnderway");

    // Its job is there: it is not taken for one that was lost.
    await db.chainWrite.updateMany({ data: { createdAt: new Date(Date.now() - 3_600_000) } });
    await db.$executeRaw`DELETE FROM jobs.job WHERE start_after <= now()`;
    expect(await requeueLost(db)).toBe(0);

    registry.pass(12n * hour - second);
    for (const { id } of rows) await write(id);
    expect(await outboxCounts(operator)).toMatchObject({ forTomorrow: 2 });
    registry.pass(second);
    for (const { id } of rows) await write(id);
    expect(await outboxCounts(operator)).toMatchObject({ forTomorrow: 0, states: { REFUSED: 0, QUEUED: 0, SENT: 0 } });
    expect(await seatState(seatId)).toBe("RELEASED");
    expect(await findSeat(owner, seatId)).toMatchObject({ isReleaseUnderway: false, isForTomorrow: false });
    expect(await db.seat.findUniqueOrThrow({ where: { id: moving.seatId } })).toMatchObject({
      ...{ state: "BOUND", principal: anew.principal },
    });
  });

  test("a seat that is to be moved and then taken back goes both ways in that order, whichever is sent first", async () => {
    toNoon();
    const { owner, seatId, version, token } = await held();
    for (let n = 0; n < allowance; n += 1) {
      const args = { number: nthNumber(0), ...why, commitment: sha256("y") };
      if (n === 0) done(registry, "bindHolder", { ...args, operation: "bound anew" });
      done(registry, "rebindHolder", { ...args, operation: `moved-${n}` });
    }
    const { rebindId } = success(await askRebind(await person({ principal: true }), { token }));
    success(await confirmRebind(owner, { rebindId, version: 0 }));
    success(await releaseSeat(owner, { seatId, version, reason: "notUsed" }));
    const [move, release] = [await rowOf("rebindHolder", rebindId), await rowOf("unbindHolder", seatId)];
    for (const { id } of [release, move]) await write(id);
    expect(await db.chainWrite.count({ where: { state: "QUEUED", lastError: "notApproved" } })).toBe(2);

    toNoon();
    await write(release.id);
    expect((await rowOf("rebindHolder", rebindId)).state).toBe("CERTIFIED");
    expect((await db.seatRebind.findUniqueOrThrow({ where: { id: rebindId } })).state).toBe("DONE");
    expect(await seatState(seatId)).toBe("RELEASED");
  });
});
