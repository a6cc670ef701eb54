import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { expire } from "../../worker/expire.ts";
import { codeOf, configureTest, success, world } from "../licences/testing/fixtures.ts";
import type { Person } from "../platform/auth/actor.ts";
import { type Action, permissions } from "../platform/auth/permissions.ts";
import { accountChunkHash, manifestHash } from "../platform/chain/encoding.ts";
import type { AccountEntry } from "../platform/chain/writes.ts";
import type { LicenceState, Role } from "../platform/db/generated/enums.ts";
import {
  approveAccounts,
  declineAccount,
  proposeAccounts,
  rejectAccounts,
  removeAccount,
  requestAccount,
} from "./commands.ts";
import { consentVersion } from "./rules.ts";
import { followLicence, refuseAccounts, settleAccountStatus, settleAccounts } from "./steps.ts";

const { db } = await testDatabase();
configureTest();
const { person, licensed } = world(db);
const administrator = () => person({ roles: ["ADMINISTRATOR"] });
let free: string[] = [];
let counter = 0;
/** Handles no two of which look alike. */
const handle = () => `user.${[..."abcdefhjkm"][Math.floor(++counter / 10) % 10]}x${[..."npqrtuvwxy"][counter % 10]}y`;

beforeAll(async () => {
  const { institution } = await licensed(80);
  free = (await db.licence.findMany({ where: { institutionId: institution.id } })).map((licence) => licence.id);
});

/** Somebody with a bound seat of a licence in force. */
async function holder() {
  const licenceId = free.pop();
  if (!licenceId) throw new Error("no licence left");
  const who = await person({ principal: true });
  await db.seat.create({
    data: {
      licenceId,
      state: "BOUND",
      email: who.email ?? "",
      name: who.name,
      claimHash: Uint8Array.from(Buffer.from(licenceId)),
      offeredById: who.userId,
      expiresAt: new Date("2100-01-01"),
      userId: who.userId,
      principal: who.principal,
    },
  });
  return { who, licenceId, wish: { licenceId, handle: handle(), consent: consentVersion } };
}

async function requested() {
  const { who, licenceId, wish } = await holder();
  success(await requestAccount(who, wish));
  const account = await db.messengerAccount.findFirstOrThrow({ where: { licenceId, state: "REQUESTED" } });
  return { who, licenceId, account };
}

async function proposedBatch(count = 2) {
  const accounts = [];
  for (let index = 0; index < count; index++) accounts.push(await requested());
  const proposer = await administrator();
  const { batchId } = success(
    await proposeAccounts(proposer, { accountIds: accounts.map(({ account }) => account.id) }),
  );
  const batch = await db.messengerBatch.findUniqueOrThrow({ where: { id: batchId } });
  const input = { batchId, version: batch.version, planHash: Buffer.from(batch.planHash ?? []).toString("hex") };
  return { accounts, proposer, batch, input };
}

const writeOf = (code: string) => db.chainWrite.findUniqueOrThrow({ where: { key: `accounts:${code}:0` } });
const opened = { at: "1790000000000000000", chunkHash: "00".repeat(32) };

async function active(count = 1) {
  const made = await proposedBatch(count);
  success(await approveAccounts(await administrator(), made.input));
  const write = await writeOf(made.batch.code);
  await db.$transaction((tx) => settleAccounts(tx, write.payload as never, opened));
  return made;
}

const stateOf = async (id: string) => (await db.messengerAccount.findUniqueOrThrow({ where: { id } })).state;

async function follow(licenceId: string, state: LicenceState) {
  await db.$transaction(async (tx) => {
    await tx.licence.update({ where: { id: licenceId }, data: { state } });
    await followLicence(tx, licenceId, state);
  });
}
const changesOf = (id: string) =>
  db.chainWrite.findMany({
    where: { key: { startsWith: `account:${id}:` } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
async function certifyChanges(id: string) {
  for (const write of (await changesOf(id)).filter(({ state }) => state === "QUEUED"))
    await db.$transaction(async (tx) => {
      await settleAccountStatus(tx, { kind: write.kind as "suspendAccount", payload: write.payload as never });
      await tx.chainWrite.update({ where: { id: write.id }, data: { state: "CERTIFIED" } });
    });
}

describe("asking for an account", () => {
  test("records the handle and the consent to its publication", async () => {
    const { account, who } = await requested();
    expect(account).toMatchObject({ state: "REQUESTED", principal: who.principal, consentVersion });
  });

  test("needs a bound seat of one's own, an identity, a licence in force and consent", async () => {
    const { who, licenceId, wish } = await holder();
    expect(codeOf(await requestAccount(null, wish))).toBe("signInFirst");
    expect(codeOf(await requestAccount(await person({ principal: true }), wish))).toBe("notFound");
    expect(codeOf(await requestAccount(await person(), wish))).toBe("internetIdentityNeeded");
    expect(await requestAccount(who, { licenceId, handle: wish.handle })).toMatchObject({
      error: { code: "invalidInput", fields: { consent: "consentNeeded" } },
    });
    await db.licence.update({ where: { id: licenceId }, data: { state: "SUSPENDED" } });
    expect(codeOf(await requestAccount(who, wish))).toBe("licenceNotActive");
    await db.licence.update({ where: { id: licenceId }, data: { state: "ACTIVE" } });
    await db.seat.updateMany({ where: { licenceId }, data: { state: "CLAIMED" } });
    expect(codeOf(await requestAccount(who, wish))).toBe("notFound");
  });

  test("refuses a handle of another form, a reserved one and one that looks like somebody's", async () => {
    const { who, wish } = await holder();
    expect(await requestAccount(who, { ...wish, handle: "1abc" })).toMatchObject({
      error: { code: "invalidInput", fields: { handle: "handleForm" } },
    });
    expect(codeOf(await requestAccount(who, { ...wish, handle: "sanad.team" }))).toBe("handleReserved");
    success(await requestAccount(who, { ...wish, handle: "@Bilal.One" }));
    const other = await holder();
    expect(await requestAccount(other.who, { ...other.wish, handle: "bi1al_one" })).toMatchObject({
      error: { code: "handleTaken", fields: { handle: "handleTaken" } },
    });
    expect(codeOf(await requestAccount(who, wish))).toBe("accountExists");
  });

  test("for look-alikes at the same moment lets one in", async () => {
    const rivals = await Promise.all(Array.from({ length: 5 }, holder));
    const looks = ["saleem.m", "sa1eem_m", "saleemrn", "saieem.m", "saleem.rn"];
    const results = await Promise.all(
      rivals.map(({ who, wish }, index) => requestAccount(who, { ...wish, handle: looks[index] })),
    );
    expect(results.map(codeOf).sort()).toEqual(["handleTaken", "handleTaken", "handleTaken", "handleTaken", "ok"]);
  });
});

describe("a batch of accounts", () => {
  test("is proposed by one administrator, approved by another, and opens what was approved", async () => {
    const { accounts, batch, input } = await proposedBatch(3);
    expect(batch.code).toMatch(/^M-\d{4}$/);
    const second = await administrator();
    success(await approveAccounts(second, input));
    const write = await writeOf(batch.code);
    const payload = write.payload as { entries: AccountEntry[]; manifestHash: string };
    expect(payload.entries.map((entry) => entry.handle)).toEqual(accounts.map(({ account }) => account.handle));
    expect(payload.manifestHash).toBe(Buffer.from(manifestHash([accountChunkHash(payload.entries)])).toString("hex"));
    expect(await Promise.all(accounts.map(({ account }) => stateOf(account.id)))).toEqual([
      "PENDING",
      "PENDING",
      "PENDING",
    ]);

    await db.$transaction((tx) => settleAccounts(tx, write.payload as never, opened));
    await db.$transaction((tx) => settleAccounts(tx, write.payload as never, opened));
    expect(await stateOf(accounts[0]?.account.id ?? "")).toBe("ACTIVE");
    expect(await db.messengerBatch.findUniqueOrThrow({ where: { id: batch.id } })).toMatchObject({
      state: "COMPLETED",
    });
    expect(await db.mail.count({ where: { to: accounts[0]?.who.email ?? "", subject: { contains: "is open" } } })).toBe(
      1,
    );
  });

  test("is not approved by whoever proposed it, by another plan, on a stale page or twice", async () => {
    const { proposer, input } = await proposedBatch();
    const second = await administrator();
    expect(codeOf(await approveAccounts(proposer, input))).toBe("sameOfficer");
    const principal = "2vxsx-fae";
    await db.user.update({ where: { id: proposer.userId }, data: { principal } });
    expect(codeOf(await approveAccounts({ ...second, principal }, input))).toBe("sameOfficer");
    await db.user.update({ where: { id: proposer.userId }, data: { principal: null } });
    expect(codeOf(await approveAccounts(second, { ...input, planHash: "0".repeat(64) }))).toBe("planChanged");
    expect(codeOf(await approveAccounts(second, { ...input, version: input.version + 1 }))).toBe("changedMeanwhile");
    const third = await administrator();
    const codes = (await Promise.all([approveAccounts(second, input), approveAccounts(third, input)])).map(codeOf);
    expect(codes.sort()).toEqual(["ok", "wrongState"]);
  });

  test("is not approved when a licence in it is no longer in force, nor by a holder in it", async () => {
    const { accounts, input } = await proposedBatch();
    const own: Person = { ...(await administrator()), userId: accounts[0]?.who.userId ?? "" };
    expect(codeOf(await approveAccounts(own, input))).toBe("conflictOfInterest");
    await db.licence.update({ where: { id: accounts[1]?.licenceId ?? "" }, data: { state: "SUSPENDED" } });
    expect(await approveAccounts(await administrator(), input)).toMatchObject({
      error: { code: "licenceNotActive", values: { accounts: 1 } },
    });
  });

  test("sent back puts its accounts into the queue again", async () => {
    const { accounts, proposer, input } = await proposedBatch();
    const { batchId, version } = input;
    expect(codeOf(await rejectAccounts(proposer, { batchId, version, reason: " " }))).toBe("invalidInput");
    expect(codeOf(await rejectAccounts(proposer, { batchId, version: 7, reason: "no" }))).toBe("changedMeanwhile");
    success(await rejectAccounts(proposer, { batchId, version, reason: "Two of them are alike" }));
    expect(codeOf(await rejectAccounts(proposer, { batchId, version, reason: "again" }))).toBe("wrongState");
    const ids = accounts.map(({ account }) => account.id);
    expect(codeOf(await proposeAccounts(proposer, { accountIds: [...ids, ...ids] }))).toBe("duplicate");
    success(await proposeAccounts(proposer, { accountIds: ids }));
    expect(codeOf(await proposeAccounts(proposer, { accountIds: ids }))).toBe("changedMeanwhile");
  });

  test("that the messenger refuses for one handle declines that one and queues the others", async () => {
    const { accounts, batch, input } = await proposedBatch(3);
    success(await approveAccounts(await administrator(), input));
    const { payload } = await writeOf(batch.code);
    const [one, two, three] = accounts.map(({ account }) => account);
    await db.$transaction((tx) =>
      refuseAccounts(tx, payload as never, { code: "handleTaken", detail: two?.handle ?? "" }),
    );
    expect(await Promise.all([one, two, three].map((account) => stateOf(account?.id ?? "")))).toEqual([
      "REQUESTED",
      "DECLINED",
      "REQUESTED",
    ]);
  });

  test("numbers batches without a gap or a collision, five at once", async () => {
    const rows = await Promise.all(Array.from({ length: 5 }, requested));
    const proposer = await administrator();
    const made = await Promise.all(rows.map(({ account }) => proposeAccounts(proposer, { accountIds: [account.id] })));
    expect(made.map(codeOf)).toEqual(Array(5).fill("ok"));
    const codes = (await db.messengerBatch.findMany({ orderBy: { code: "asc" } })).map(({ code }) =>
      Number(code.slice(2)),
    );
    expect(codes).toEqual(codes.map((_, index) => index + 1));
  });
});

describe("an account", () => {
  test("follows its licence, whatever is asked while the messenger has not answered", async () => {
    const { accounts } = await active();
    const { account, licenceId } = accounts[0] ?? (await requested());
    await follow(licenceId, "SUSPENDED");
    await follow(licenceId, "SUSPENDED");
    await follow(licenceId, "ACTIVE");
    await follow(licenceId, "SUSPENDED");
    const kinds = (await changesOf(account.id)).map((write) => write.kind);
    expect(kinds).toEqual(["suspendAccount", "reinstateAccount", "suspendAccount"]);
    await certifyChanges(account.id);
    expect(await stateOf(account.id)).toBe("SUSPENDED");
    await follow(licenceId, "REVOKED");
    expect(await changesOf(account.id)).toHaveLength(3);
  });

  test("is suspended when its licence expires, with the licence and through the outbox, once", async () => {
    const { accounts } = await active();
    const { account, licenceId } = accounts[0] ?? (await requested());
    const validUntil = new Date("2020-01-01");
    await db.licence.update({ where: { id: licenceId }, data: { validUntil } });
    expect(await expire(new Date(validUntil.getTime() - 1))).toBe(0);
    expect(await changesOf(account.id)).toEqual([]);
    expect(await expire(validUntil)).toBe(1);
    expect(await expire(validUntil)).toBe(0);
    expect((await changesOf(account.id)).map((write) => write.kind)).toEqual(["suspendAccount"]);
    await certifyChanges(account.id);
    expect(await stateOf(account.id)).toBe("SUSPENDED");
  });

  test("that opens after its licence was suspended is suspended at once", async () => {
    const { accounts, batch, input } = await proposedBatch(1);
    success(await approveAccounts(await administrator(), input));
    const { account, licenceId } = accounts[0] ?? (await requested());
    await follow(licenceId, "SUSPENDED");
    const { payload } = await writeOf(batch.code);
    await db.$transaction((tx) => settleAccounts(tx, payload as never, opened));
    await certifyChanges(account.id);
    expect(await stateOf(account.id)).toBe("SUSPENDED");
  });

  test("is removed by its holder; its handle is nobody's after that, and the holder may choose another", async () => {
    const { accounts } = await active();
    const { account, who, licenceId } = accounts[0] ?? (await requested());
    const { version } = await db.messengerAccount.findUniqueOrThrow({ where: { id: account.id } });
    const input = { accountId: account.id, version };
    expect(codeOf(await removeAccount(await person(), input))).toBe("notFound");
    expect(codeOf(await removeAccount(await person({ roles: ["AUDITOR"] }), input))).toBe("notAllowed");
    expect(codeOf(await removeAccount(who, { ...input, version: version - 1 }))).toBe("changedMeanwhile");
    expect(codeOf(await removeAccount(who, { ...input, accountId: "x" }))).toBe("notFound");
    expect(success(await removeAccount(who, input))).toEqual({ withdrawn: false });
    const next = (await db.messengerAccount.findUniqueOrThrow({ where: { id: account.id } })).version;
    expect(codeOf(await removeAccount(who, { ...input, version: next }))).toBe("accountUnderway");
    await certifyChanges(account.id);
    expect(await stateOf(account.id)).toBe("REMOVED");
    expect(codeOf(await removeAccount(who, { ...input, version: next + 1 }))).toBe("wrongState");

    const again = { licenceId, consent: consentVersion };
    expect(codeOf(await requestAccount(who, { ...again, handle: account.handle }))).toBe("handleTaken");
    success(await requestAccount(who, { ...again, handle: handle() }));
  });

  test("that was only asked for is withdrawn at once, and its handle is free", async () => {
    const { account, who } = await requested();
    expect(success(await removeAccount(who, { accountId: account.id, version: 0 }))).toEqual({ withdrawn: true });
    const other = await holder();
    success(await requestAccount(other.who, { ...other.wish, handle: account.handle }));
  });

  test("in a proposed batch is not removed behind the approvers' backs", async () => {
    const { accounts } = await proposedBatch(1);
    const { account, who } = accounts[0] ?? (await requested());
    expect(codeOf(await removeAccount(who, { accountId: account.id, version: 1 }))).toBe("wrongState");
  });

  test("is declined with a coded reason, and the holder may ask again", async () => {
    const { account, who, licenceId } = await requested();
    const officer = await administrator();
    const input = { accountId: account.id, version: 0, reason: "offensive" };
    expect(codeOf(await declineAccount(officer, { ...input, reason: "ugly" }))).toBe("invalidInput");
    expect(codeOf(await declineAccount(officer, { ...input, version: 3 }))).toBe("changedMeanwhile");
    success(await declineAccount(officer, input));
    expect(codeOf(await declineAccount(officer, input))).toBe("wrongState");
    const mail = await db.mail.findFirstOrThrow({ where: { to: who.email ?? "" }, orderBy: { id: "desc" } });
    expect(mail.text).toContain("offensive");
    success(await requestAccount(who, { licenceId, handle: handle(), consent: consentVersion }));
  });
});

describe("the table of permissions", () => {
  const roles: (Role | "none")[] = ["none", "REVIEWER", "APPROVER", "ADMINISTRATOR", "AUDITOR", "OPERATOR"];
  const id = "00000000-0000-7000-8000-000000000000";
  const acts: [Action, (actor: Person) => Promise<{ ok: boolean; error?: { code: string } }>][] = [
    ["messenger.propose", (actor) => proposeAccounts(actor, { accountIds: [id] })],
    ["messenger.approve", (actor) => approveAccounts(actor, { batchId: id, planHash: "0".repeat(64), version: 0 })],
    ["messenger.reject", (actor) => rejectAccounts(actor, { batchId: id, version: 0, reason: "none" })],
    ["messenger.decline", (actor) => declineAccount(actor, { accountId: id, version: 0, reason: "offensive" })],
  ];
  test.each(roles.flatMap((role) => acts.map(([action, run]) => ({ role, action, run }))))(
    "decides for $role about $action",
    async ({ role, action, run }) => {
      const actor = await person({ roles: role === "none" ? [] : [role] });
      const isAllowed = (permissions[action] as readonly string[]).includes(role);
      const result = await run(actor);
      expect(result.error?.code === "notAllowed").toBe(!isAllowed);
    },
  );
});
