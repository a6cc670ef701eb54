import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { configureTest } from "../licences/testing/fixtures.ts";
import type { Person } from "../platform/auth/actor.ts";
import { confirmationMinutes } from "../platform/auth/confirmation.ts";
import { relyingParty } from "../platform/auth/relyingParty.ts";
import { config } from "../platform/config.ts";
import type { Result } from "../platform/errors/result.ts";
import { authenticator } from "../platform/testing/authenticator.ts";
import { person } from "../platform/testing/persons.ts";
import {
  addPasskey,
  beginConfirmation,
  confirmAct,
  confirmAsDemonstration,
  confirmByCode,
  confirmRoleChange,
  proposeRoleChange,
  removePasskey,
  sendConfirmationCode,
} from "./commands.ts";
import { confirmationState, ownPasskeys } from "./confirmation.ts";
import { forgetPasskeys } from "./forgetPasskeys.ts";

const { db } = await testDatabase();
configureTest();
const party = relyingParty(config().origin);
const device = () => authenticator({ origin: party.origins[0] ?? "", partyId: party.id });
type Device = ReturnType<typeof device>;

const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

/** Somebody who sits at a browser. */
async function attended(of: Parameters<typeof person>[1] = { roles: ["ADMINISTRATOR"] }): Promise<Person> {
  const { isScripted: _, ...actor } = await person(db, of);
  return actor;
}

async function begun(actor: Person, action: string, act: Record<string, string> = {}) {
  const result = await beginConfirmation(actor, { action, act });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

async function withPasskey(): Promise<{ actor: Person; key: Device }> {
  const [actor, key] = [await attended(), device()];
  const asked = await begun(actor, "register");
  const { confirmationId, challenge } = asked;
  expect(await confirmsByCode(actor, "people.addPasskey")).toBe("ok");
  expect(code(await addPasskey(actor, { confirmationId, name: "Phone", ...key.made(challenge) }))).toBe("ok");
  return { actor, key };
}

async function confirms(actor: Person, key: Device, action: string, act: Record<string, string>): Promise<string> {
  const { confirmationId, challenge } = await begun(actor, action, act);
  return code(await confirmAct(actor, { confirmationId, ...key.signed(challenge) }));
}

/** The six digits that were sent last to the person. */
async function digitsFor(actor: Person): Promise<string> {
  const { subject } = await db.mail.findFirstOrThrow({
    where: { to: actor.email ?? "", letter: "confirmationCode" },
    orderBy: { id: "desc" },
  });
  return /\d{6}/.exec(subject)?.[0] ?? "";
}

async function codeAsked(actor: Person, action: string, act: Record<string, string> = {}): Promise<string> {
  expect(code(await sendConfirmationCode(actor, { action, act }))).toBe("ok");
  const sent = await db.confirmation.findFirstOrThrow({
    where: { userId: actor.userId, codeHash: { not: null } },
    orderBy: { createdAt: "desc" },
  });
  return sent.id;
}

async function confirmsByCode(actor: Person, action: string, act: Record<string, string> = {}): Promise<string> {
  const confirmationId = await codeAsked(actor, action, act);
  return code(await confirmByCode(actor, { confirmationId, code: await digitsFor(actor) }));
}

async function proposal(): Promise<{ changeId: string; version: string }> {
  const user = await person(db);
  const result = await proposeRoleChange(await person(db, { roles: ["ADMINISTRATOR"] }), {
    ...{ userId: user.userId, kind: "GRANT", role: "AUDITOR", reason: "Needed." },
  });
  if (!result.ok) throw new Error(result.error.code);
  return { changeId: result.value.changeId, version: "0" };
}

describe("an act that is confirmed", () => {
  test("is refused without it, done with it, and each confirmation is good for one act", async () => {
    const { actor, key } = await withPasskey();
    const change = await proposal();
    expect(code(await confirmRoleChange(actor, change))).toBe("confirmationNeeded");
    expect(await confirms(actor, key, "people.confirmChange", change)).toBe("ok");
    expect((await confirmationState(actor, "people.confirmChange", change))?.until).toBeInstanceOf(Date);
    expect(code(await confirmRoleChange(actor, change))).toBe("ok");
    expect((await confirmationState(actor, "people.confirmChange", change))?.until).toBeNull();
    expect(code(await confirmRoleChange(actor, change))).toBe("confirmationNeeded");
    const kept = await db.confirmation.findFirstOrThrow({
      where: { userId: actor.userId, action: "people.confirmChange" },
    });
    expect(kept).toMatchObject({
      method: "PASSKEY",
      proof: { signature: expect.any(String) },
      usedAt: expect.any(Date),
    });
  });

  test("wants a confirmation of exactly this, by this person, in this session, not older than five minutes", async () => {
    const { actor, key } = await withPasskey();
    const [change, other] = [await proposal(), await proposal()];
    expect(await confirms(actor, key, "people.confirmChange", change)).toBe("ok");
    expect(code(await confirmRoleChange(actor, other))).toBe("confirmationNeeded");
    expect(code(await confirmRoleChange(actor, { ...change, version: "1" }))).toBe("confirmationNeeded");
    expect(code(await confirmRoleChange(await attended(), change))).toBe("confirmationNeeded");
    expect(code(await confirmRoleChange({ ...actor, sessionId: crypto.randomUUID() }, change))).toBe(
      "confirmationNeeded",
    );
    const old = new Date(Date.now() - (confirmationMinutes * 60 + 1) * 1_000);
    await db.confirmation.updateMany({ where: { userId: actor.userId }, data: { confirmedAt: old } });
    expect(code(await confirmRoleChange(actor, change))).toBe("confirmationNeeded");
  });

  test("that fails for another reason leaves the confirmation standing", async () => {
    const { actor, key } = await withPasskey();
    const change = await proposal();
    const gone = { ...change, changeId: crypto.randomUUID() };
    await confirms(actor, key, "people.confirmChange", gone);
    expect(code(await confirmRoleChange(actor, gone))).toBe("notFound");
    expect((await confirmationState(actor, "people.confirmChange", gone))?.until).toBeInstanceOf(Date);
  });

  test("is done once, however often it is pressed at the same time", async () => {
    const { actor, key } = await withPasskey();
    const change = await proposal();
    await confirms(actor, key, "people.confirmChange", change);
    const codes = (await Promise.all([confirmRoleChange(actor, change), confirmRoleChange(actor, change)])).map(code);
    expect(codes.filter((one) => one === "ok")).toHaveLength(1);
  });
});

describe("a challenge", () => {
  test("is answered once, in time, by whom it was given to, in the session it was given in", async () => {
    const { actor, key } = await withPasskey();
    const asked = await begun(actor, "batches.approve", { batchId: "b", planHash: "p", version: "1" });
    const answer = { confirmationId: asked.confirmationId, ...key.signed(asked.challenge) };
    expect(code(await confirmAct(await attended(), answer))).toBe("confirmationWrong");
    expect(code(await confirmAct({ ...actor, sessionId: crypto.randomUUID() }, answer))).toBe("confirmationWrong");
    expect(code(await confirmAct(actor, { ...answer, ...key.signed("AAAA") }))).toBe("confirmationWrong");
    expect(code(await confirmAct(actor, { ...answer, ...device().signed(asked.challenge) }))).toBe("confirmationWrong");
    const fresh = { confirmationId: asked.confirmationId, ...key.signed(asked.challenge) };
    const codes = (await Promise.all([confirmAct(actor, fresh), confirmAct(actor, fresh)])).map(code);
    expect(codes.toSorted()).toEqual(["confirmationWrong", "ok"]);

    const late = await begun(actor, "batches.approve", { batchId: "b", planHash: "p", version: "1" });
    await db.confirmation.update({ where: { id: late.confirmationId }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect(code(await confirmAct(actor, { confirmationId: late.confirmationId, ...key.signed(late.challenge) }))).toBe(
      "confirmationWrong",
    );
  });

  test("is for whoever has a passkey, and for acts that are confirmed", async () => {
    const asked = { action: "batches.approve", act: {} };
    expect(code(await beginConfirmation(null, asked))).toBe("signInFirst");
    expect(code(await beginConfirmation(await attended({}), asked))).toBe("passkeyMissing");
    expect(code(await beginConfirmation(await attended(), asked))).toBe("passkeyMissing");
    expect(code(await beginConfirmation(await attended(), { action: "batches.reject", act: {} }))).toBe("invalidInput");
  });
});

describe("one press instead of a passkey", () => {
  test("is for the people of a demonstration alone", async () => {
    const change = await proposal();
    const real = await attended();
    const posted = { action: "people.confirmChange", act: change };
    expect(code(await confirmAsDemonstration(real, posted))).toBe("demonstrationOnly");
    expect(code(await confirmRoleChange(real, change))).toBe("confirmationNeeded");
    const demo = { ...(await attended()), demonstration: true };
    expect(code(await confirmAsDemonstration(demo, posted))).toBe("ok");
    expect(code(await confirmRoleChange(demo, change))).toBe("ok");
  });
});

describe("a code by e-mail instead of a passkey", () => {
  const seat = { seatId: crypto.randomUUID(), version: "0" };
  const digitsElse = (digits: string) => String((Number(digits) + 1) % 1_000_000).padStart(6, "0");

  test("confirms an act of an institution's people, once, in time and in the session that asked for it", async () => {
    const owner = await attended({});
    const confirmationId = await codeAsked(owner, "licences.releaseSeat", seat);
    const digits = await digitsFor(owner);
    const state = await confirmationState(owner, "licences.releaseSeat", seat);
    expect(state).toMatchObject({ until: null, codeTo: owner.email, asked: { id: confirmationId } });
    const answer = { confirmationId, code: digits };
    expect(code(await confirmByCode(null, answer))).toBe("signInFirst");
    expect(code(await confirmByCode(await attended({}), answer))).toBe("codeExpired");
    expect(code(await confirmByCode({ ...owner, sessionId: crypto.randomUUID() }, answer))).toBe("codeExpired");
    expect(code(await confirmByCode(owner, { ...answer, code: digitsElse(digits) }))).toBe("codeWrong");
    const codes = (await Promise.all([confirmByCode(owner, answer), confirmByCode(owner, answer)])).map(code);
    expect(codes.toSorted()).toEqual(["codeExpired", "ok"]);
    expect((await confirmationState(owner, "licences.releaseSeat", seat))?.until).toBeInstanceOf(Date);
    expect((await confirmationState(owner, "licences.releaseSeat", { ...seat, version: "1" }))?.until).toBeNull();
  });

  test("is tried five times, replaced by the next one, and asked for five times in a quarter of an hour", async () => {
    const owner = await attended({});
    const first = await codeAsked(owner, "licences.releaseSeat", seat);
    const digits = await digitsFor(owner);
    for (let attempt = 0; attempt < 5; attempt++)
      expect(code(await confirmByCode(owner, { confirmationId: first, code: digitsElse(digits) }))).toBe("codeWrong");
    expect(code(await confirmByCode(owner, { confirmationId: first, code: digits }))).toBe("tooManyAttempts");
    await codeAsked(owner, "licences.releaseSeat", seat);
    expect(code(await confirmByCode(owner, { confirmationId: first, code: digits }))).toBe("codeExpired");
    for (let more = 0; more < 3; more++) await codeAsked(owner, "licences.releaseSeat", seat);
    const again = { action: "licences.releaseSeat", act: seat };
    expect(code(await sendConfirmationCode(owner, again))).toBe("tooManyAttempts");
  });

  test("is for nobody who has a passkey, for no act of an official, and for no other act", async () => {
    const { actor } = await withPasskey();
    const asked = { action: "licences.confirmRebind", act: {} };
    expect(code(await sendConfirmationCode(actor, { action: "people.addPasskey", act: {} }))).toBe("passkeyNeeded");
    expect(code(await sendConfirmationCode(await attended(), asked))).toBe("passkeyNeeded");
    expect(code(await sendConfirmationCode({ ...(await attended({})), email: null }, asked))).toBe("passkeyNeeded");
    expect(code(await sendConfirmationCode(await attended({}), { ...asked, action: "batches.approve" }))).toBe(
      "invalidInput",
    );
  });
});

describe("passkeys", () => {
  test("beyond the first are made, and taken away, with one that is there; their owner is told", async () => {
    const { actor, key } = await withPasskey();
    const second = device();
    const asked = await begun(actor, "register");
    const made = { confirmationId: asked.confirmationId, name: "Key", ...second.made(asked.challenge) };
    expect(code(await addPasskey(actor, made))).toBe("confirmationNeeded");
    expect(await confirms(actor, key, "people.addPasskey", {})).toBe("ok");
    expect(code(await addPasskey(actor, made))).toBe("ok");

    const [first] = await ownPasskeys(actor);
    const removal = { passkeyId: first?.id ?? "" };
    expect(code(await removePasskey(actor, removal))).toBe("confirmationNeeded");
    expect(await confirms(actor, second, "people.removePasskey", removal)).toBe("ok");
    expect(code(await removePasskey(actor, removal))).toBe("ok");
    expect(await ownPasskeys(actor)).toMatchObject([{ name: "Key" }]);
    await expect(confirms(actor, key, "people.addPasskey", {})).resolves.toBe("confirmationWrong");
    const told = { to: actor.email ?? "", letter: { in: ["passkeyAdded", "passkeyRemoved"] } };
    expect(await db.mail.count({ where: told })).toBe(3);
  });

  test("of others are nobody's business, and one that is known is not kept twice", async () => {
    const { actor, key } = await withPasskey();
    const [own] = await ownPasskeys(actor);
    const removal = { passkeyId: own?.id ?? "" };
    const { actor: other, key: theirs } = await withPasskey();
    await confirms(other, theirs, "people.removePasskey", removal);
    expect(code(await removePasskey(other, removal))).toBe("notFound");
    const third = await attended();
    const asked = await begun(third, "register");
    expect(await confirmsByCode(third, "people.addPasskey")).toBe("ok");
    expect(
      code(
        await addPasskey(third, { confirmationId: asked.confirmationId, name: "Mine", ...key.made(asked.challenge) }),
      ),
    ).toBe("passkeyKnown");
  });

  test("that were lost are taken away by the operator, and the next is made as the first was", async () => {
    const { actor } = await withPasskey();
    expect(await forgetPasskeys("nobody@people.example")).toBeUndefined();
    expect(await forgetPasskeys(actor.email ?? "")).toBe(1);
    expect(await ownPasskeys(actor)).toEqual([]);
    const event = { actorKind: "operator", action: "people.removePasskey", subjectId: actor.userId };
    expect(await db.auditEvent.count({ where: event })).toBe(1);
    const [asked, key] = [await begun(actor, "register"), device()];
    const made = { confirmationId: asked.confirmationId, name: "New phone", ...key.made(asked.challenge) };
    expect(code(await addPasskey(actor, made))).toBe("confirmationNeeded");
    expect(await confirmsByCode(actor, "people.addPasskey")).toBe("ok");
    expect(code(await addPasskey(actor, made))).toBe("ok");
  });
});
