import { beforeAll, describe, expect, test } from "vitest";
import { findBatch } from "../lib/batches/queries.ts";
import { resendChainWrite } from "../lib/chain/commands.ts";
import { chainOwners } from "../lib/chain/queries.ts";
import { tellRefused } from "../lib/chain/refused.ts";
import { claimSeat } from "../lib/licences/commands.ts";
import { followReturnedPlaces } from "../lib/licences/figures/returnedPlaces.ts";
import { newClaimToken } from "../lib/licences/seats/claimToken.ts";
import { suspend } from "../lib/licences/testing/changing.ts";
import { openChain } from "../lib/platform/chain/agent.ts";
import { verifyCertificate } from "../lib/platform/chain/certificate.ts";
import { actHash } from "../lib/platform/chain/encoding.ts";
import { loadIdentity } from "../lib/platform/chain/identity.ts";
import { chainHealth } from "../lib/platform/chain/network.ts";
import { requestChainWrite } from "../lib/platform/chain/outbox.ts";
import { deployment, verifyProof } from "../lib/platform/chain/registry.ts";
import { type ChainWriteKind, parseChainWrite } from "../lib/platform/chain/writes.ts";
import { connect } from "../lib/platform/db/client.ts";
import { person } from "../lib/platform/testing/persons.ts";
import { findProgramme } from "../lib/programmes/queries.ts";
import { freshIdentity } from "../localnet/testing.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { chainWriter } from "./chainWrite.ts";
import { approvedBatch, twoSigners, widenProgramme } from "./testing/batch.ts";
import { caps, testChain } from "./testing/chain.ts";
import { approveManifest, decideAct, decideCaps } from "./testing/registry.ts";

const { db, ownerUrl } = await testDatabase();
const { network, keyFile } = await testChain();
const identity = loadIdentity(keyFile);
const chain = openChain(network, identity);
const reader = openChain(network);
const write = chainWriter(chain, db);

beforeAll(() => widenProgramme(db));

const writesOf = (code: string) =>
  db.chainWrite.findMany({ where: { key: { startsWith: `issue:${code}:` } }, orderBy: { key: "asc" } });

describe("a released batch", () => {
  test("is certified chunk by chunk, all at once and in any order; its licences are then active and provable", async () => {
    const { id, code } = await approvedBatch(db, { seats: [400, 200] });
    const [first, second] = await writesOf(code);
    if (!first || !second) throw new Error("two chunks were expected");
    await Promise.all([write(second.id), write(first.id)]);
    for (const row of await writesOf(code)) {
      expect(row).toMatchObject({ state: "CERTIFIED", attempts: 1, lastError: null });
      const verified = await verifyCertificate(
        row.certificate ?? new Uint8Array(),
        chain.rootKey,
        network.canisters.licence_registry,
      );
      expect(verified.at).toEqual(row.certifiedAt);
    }
    expect(await db.licence.count({ where: { batchId: id, state: "ACTIVE" } })).toBe(600);
    expect((await db.batch.findUniqueOrThrow({ where: { id } })).state).toBe("COMPLETED");
    const { number, issuedAt } = await db.licence.findFirstOrThrow({ where: { batchId: id, chunk: 1 } });
    const proof = await verifyProof(reader, number);
    expect(proof.record).toMatchObject({ number, status: "active", batch: code, chunk: 1, holder: null });
    expect(new Date(Number((proof.record?.issued ?? 0n) / 1_000_000n))).toEqual(issuedAt);
    expect((await verifyProof(reader, "SND00000000000")).record).toBeNull();
  });

  test("is issued once when its jobs come at the same time, and again later", async () => {
    const { code } = await approvedBatch(db, { seats: [3] });
    const before = (await deployment(reader)).issued.education;
    const [row] = await writesOf(code);
    await Promise.all([write(row?.id ?? ""), write(row?.id ?? ""), write(row?.id ?? "")]);
    await write(row?.id ?? "");
    expect((await deployment(reader)).issued.education).toBe(before + 3);
    expect((await writesOf(code))[0]).toMatchObject({ state: "CERTIFIED", attempts: 1 });
  });

  test("gets the first answer again when the reply was lost", async () => {
    const { id, code } = await approvedBatch(db, { seats: [2] });
    const [row] = await writesOf(code);
    let answered = false;
    const losing = openChain(network, identity, async (input, init) => {
      const response = await fetch(input, init);
      if (!String(input).endsWith("/call") || answered) return response;
      answered = true;
      throw new TypeError("the connection broke");
    });
    const before = (await deployment(reader)).issued.education;
    const clumsy = chainWriter(losing, db);
    await expect(clumsy(row?.id ?? "")).rejects.toThrow("did not answer");
    expect((await writesOf(code))[0]).toMatchObject({ state: "SENT", attempts: 1 });
    expect(await db.licence.count({ where: { batchId: id, state: "ACTIVE" } })).toBe(0);
    await clumsy(row?.id ?? "");
    expect((await writesOf(code))[0]).toMatchObject({ state: "CERTIFIED", attempts: 2, lastError: null });
    expect((await deployment(reader)).issued.education).toBe(before + 2);
    expect(await db.licence.count({ where: { batchId: id, state: "ACTIVE" } })).toBe(2);
  });
});

test("a licence that the database's owner changed after its approval is not issued: the registry hashes what it gets", async () => {
  const { code } = await approvedBatch(db, { seats: [3] });
  const owner = connect(ownerUrl);
  await owner.$executeRaw`
    UPDATE "BatchChunk" SET entries = jsonb_set(entries, '{0,institutionName}', '"Another"')
    WHERE "batchId" = (SELECT id FROM "Batch" WHERE code = ${code})`;
  await owner.$disconnect();
  const before = (await deployment(reader)).issued.education;
  const [row] = await writesOf(code);
  await write(row?.id ?? "");
  expect((await writesOf(code))[0]).toMatchObject({ state: "REFUSED", lastError: "manifestMismatch" });
  expect((await deployment(reader)).issued.education).toBe(before);
});

test("places that governors returned come free once, as many as the registry certifies, of the licences that ended first", async () => {
  const { id, code } = await approvedBatch(db, { seats: [3] });
  for (const { id: writeId } of await writesOf(code)) await write(writeId);
  const licences = await db.licence.findMany({ where: { batchId: id }, orderBy: { id: "asc" } });
  const [revoked, expired] = licences;
  const operation = `revoke-${revoked?.id}`;
  const payload = { operation, number: revoked?.number ?? "", reason: "termsBreach", decision: "d-1" };
  const hash = actHash({ ...payload, kind: "revoke" });
  await approveManifest(network, { batchId: operation, manifestHash: hash, planHash: hash });
  await requestChainWrite(db, { key: operation, kind: "revoke", payload });
  const { id: writeId } = await db.chainWrite.findFirstOrThrow({ where: { kind: "revoke" } });
  await write(writeId);
  // Over in the portal alone.
  await db.licence.update({ where: { id: expired?.id ?? "" }, data: { state: "EXPIRED" } });
  const education = { programmeId: revoked?.programmeId ?? "", sector: "EDUCATION" } as const;
  const taken = async () => (await db.quota.findFirstOrThrow({ where: education })).taken;
  const before = await taken();
  const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
  const shown = async () =>
    (await findProgramme(administrator, education.programmeId))?.quotas.find(({ sector }) => sector === "EDUCATION");
  // Neither in force nor promised to anybody.
  const held = await shown();
  expect(held).toMatchObject({ taken: before, ended: 2, returned: 0 });
  expect(held?.issued).toBe(before - 2 - (held?.reserved ?? 0));
  expect(await followReturnedPlaces(reader, new Date(), db)).toBe(0);
  await decideAct(network, { kind: "returnPlaces", sector: "education", places: 1 });
  const twice = await Promise.all([1, 2].map(() => followReturnedPlaces(reader, new Date(), db)));
  expect(twice.toSorted()).toEqual([0, 1]);
  expect(await followReturnedPlaces(reader, new Date(), db)).toBe(0);
  expect(await taken()).toBe(before - 1);
  const given = await db.licence.findMany({ where: { placeReturnedAt: { not: null } }, select: { id: true } });
  expect(given).toEqual([{ id: revoked?.id }]);
  expect(await shown()).toMatchObject({ ...held, taken: before - 1, ended: 1, returned: 1 });
  expect(await db.auditEvent.findMany({ where: { action: "licences.returnPlaces" } })).toMatchObject([
    { subjectId: education.programmeId, actorKind: "worker", data: { sector: "EDUCATION", places: 1 } },
  ]);
});

describe("a refusal", () => {
  test("of the registry is certified, final and visible; other chunks do not wait for it", async () => {
    const operator = await person(db, { roles: ["OPERATOR"] });
    const { id, code } = await approvedBatch(db, { seats: [500, 1], sector: "STARTUPS" });
    const [first, second] = await writesOf(code);
    await write(first?.id ?? "");
    expect((await writesOf(code))[0]).toMatchObject({
      state: "REFUSED",
      lastError: "capExceeded",
      answer: { code: "capExceeded", detail: { cap: "5", asked: "500" } },
    });
    await write(second?.id ?? "");
    expect((await writesOf(code))[1]).toMatchObject({ state: "CERTIFIED" });
    expect(await db.licence.count({ where: { batchId: id, state: "PENDING" } })).toBe(500);
    expect(await db.auditEvent.count({ where: { action: "chain.refuse", subjectId: first?.id ?? "" } })).toBe(1);
    expect(await db.mail.count({ where: { to: operator.email ?? "", text: { contains: "capExceeded" } } })).toBe(1);
    expect((await findBatch(operator, id))?.progress).toMatchObject({
      ...{ licences: 501, active: 1, owners: [operator.name] },
      parts: [
        { chunk: 0, licences: 500, state: "REFUSED", lastError: "capExceeded", attempts: 1, isResendable: true },
        { chunk: 1, licences: 1, state: "CERTIFIED", isResendable: false },
      ],
    });
  });

  test("can be set right: with wider caps the operator sends it again, and the batch is finished", async () => {
    const row = await db.chainWrite.findFirst({ where: { lastError: "capExceeded" } });
    const operator = await person(db, { roles: ["OPERATOR"] });
    const again = { writeId: row?.id ?? "" };
    await decideCaps(network, { ...caps, startups: 501 });
    expect(await resendChainWrite(operator, again)).toMatchObject({ ok: true });
    expect(await resendChainWrite(operator, again)).toMatchObject({ ok: false, error: { code: "wrongState" } });
    const { batchId } = parseChainWrite(row?.kind ?? "", row?.payload).payload as { batchId: string };
    for (const { id } of await writesOf(batchId)) await write(id);
    const batch = await db.batch.findUniqueOrThrow({ where: { code: batchId } });
    expect(batch.state).toBe("COMPLETED");
    expect(await db.licence.count({ where: { batchId: batch.id, state: "ACTIVE" } })).toBe(501);
  });
});

describe("a binding", () => {
  test("refused because the portal's key has no role keeps the seat claimed, until the operator sends it again", async () => {
    const { id, code } = await approvedBatch(db, { seats: [1] });
    await write((await writesOf(code))[0]?.id ?? "");
    const licence = await db.licence.findFirstOrThrow({ where: { batchId: id } });
    const { userId: offeredById } = await person(db);
    const somebody = await person(db);
    const holder = { ...somebody, principal: freshIdentity().getPrincipal().toText() };
    const { token, hash } = newClaimToken();
    const offer = {
      licenceId: licence.id,
      email: "holder@people.example",
      name: "Holder",
      claimHash: hash,
      offeredById,
    };
    const seat = await db.seat.create({ data: { ...offer, expiresAt: new Date("2100-01-01") } });
    expect(await claimSeat(holder, { token })).toMatchObject({ ok: true });
    const row = () => db.chainWrite.findFirstOrThrow({ where: { kind: "bindHolder" } });
    const seatState = async () => (await db.seat.findUniqueOrThrow({ where: { id: seat.id } })).state;

    const onDuty = await person(db, { roles: ["OPERATOR"] });
    await chainWriter(openChain(network, freshIdentity()), db)((await row()).id);
    const told = await db.mail.findMany({ where: { to: onDuty.email ?? "" } });
    expect(told.map(({ letter }) => letter)).toEqual(["writeRefused"]);
    expect(told[0]?.text).toContain("notAuthorised");
    expect(await chainOwners(onDuty)).toContain(onDuty.name);
    const lettersAfter = async (kind: ChainWriteKind, code: string) => {
      const at = new Date();
      const refused = { payload: {}, state: "REFUSED", lastError: code, certifiedAt: at } as const;
      await db.chainWrite.create({ data: { key: crypto.randomUUID(), kind, ...refused } });
      await db.$transaction((tx) => tellRefused(tx, kind, code, at));
      return db.mail.count({ where: { to: onDuty.email ?? "" } });
    };
    // Once an hour for each kind, and nothing of what another room tells to whom it concerns.
    expect(await lettersAfter("unbindHolder", "notAuthorised")).toBe(2);
    expect(await lettersAfter("unbindHolder", "notAuthorised")).toBe(2);
    expect(await lettersAfter("renewBatch", "refused")).toBe(2);
    expect(await lettersAfter("approveBatch", "expired")).toBe(2);
    expect(await row()).toMatchObject({ state: "REFUSED", lastError: "notAuthorised" });
    expect(await seatState()).toBe("CLAIMED");
    expect(await db.mail.count({ where: { to: offer.email } })).toBe(0);

    const operator = await person(db, { roles: ["OPERATOR"] });
    expect(await resendChainWrite(operator, { writeId: (await row()).id })).toMatchObject({ ok: true });
    await write((await row()).id);
    expect(await row()).toMatchObject({ state: "CERTIFIED", lastError: null });
    expect(await seatState()).toBe("BOUND");
    expect((await verifyProof(reader, licence.number)).record?.holder).not.toBeNull();
  });
});

describe("a certificate that does not hold", () => {
  test("certifies nothing: another root key is not believed", async () => {
    const { code } = await approvedBatch(db, { seats: [1] });
    const [row] = await writesOf(code);
    const rootKey = `${network.rootKey.slice(0, -192)}${"a5".repeat(96)}`;
    const deceived = chainWriter(openChain({ ...network, rootKey }, identity), db);
    await expect(deceived(row?.id ?? "")).rejects.toMatchObject({ kind: "untrusted" });
    expect((await writesOf(code))[0]).toMatchObject({ state: "SENT" });
    expect(await chainHealth(openChain({ ...network, rootKey }))).toMatchObject({ ok: false });
    await write(row?.id ?? "");
    expect((await writesOf(code))[0]).toMatchObject({ state: "CERTIFIED" });
  });

  test("nor a network that is not there", async () => {
    const { code } = await approvedBatch(db, { seats: [1] });
    const [row] = await writesOf(code);
    const nowhere = chainWriter(openChain({ ...network, host: "http://127.0.0.1:9" }, identity), db);
    await expect(nowhere(row?.id ?? "")).rejects.toMatchObject({ kind: "unreachable" });
    await write(row?.id ?? "");
    expect((await writesOf(code))[0]).toMatchObject({ state: "CERTIFIED", attempts: 2 });
  });
});

test("a suspension reaches the registry with its officer's signature and its public reason", async () => {
  const { id, code } = await approvedBatch(db, { seats: [1] });
  await write((await writesOf(code))[0]?.id ?? "");
  const licence = await db.licence.findFirstOrThrow({ where: { batchId: id } });
  const [officer] = await twoSigners(db);
  await suspend(db, officer, licence.id, "securityIncident");
  const key = { startsWith: `approve:status:${licence.id}:` };
  await write((await db.chainWrite.findFirstOrThrow({ where: { key } })).id);
  await write((await db.chainWrite.findFirstOrThrow({ where: { kind: "suspend" } })).id);
  expect((await verifyProof(reader, licence.number)).record).toMatchObject({
    status: "suspended",
    reason: "securityIncident",
  });
  expect((await db.licence.findUniqueOrThrow({ where: { id: licence.id } })).state).toBe("SUSPENDED");
});

test("a key of the outbox stands for one payload for all time", async () => {
  const payload = { operation: "op-1", account: "account-1" };
  const request = (given: typeof payload) =>
    db.$transaction((tx) => requestChainWrite(tx, { key: "op-1", kind: "suspendAccount", payload: given }));
  const first = await request(payload);
  expect(await request(payload)).toEqual(first);
  await expect(request({ ...payload, account: "account-2" })).rejects.toThrow("another payload");
  await expect(db.chainWrite.update({ where: { key: "op-1" }, data: { payload: {} } })).rejects.toThrow();
});

test("who may issue is read back from the registry", async () => {
  expect((await deployment(reader)).issuers).toEqual([identity.getPrincipal().toText()]);
  expect(await chainHealth(reader)).toMatchObject({ ok: true });
});
