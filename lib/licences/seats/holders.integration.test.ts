import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { requestAccount } from "../../messenger/commands.ts";
import { consentVersion } from "../../messenger/rules.ts";
import { followHolder, refuseMove } from "../../messenger/steps.ts";
import { confirmByCode, sendConfirmationCode } from "../../people/commands.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { permissions } from "../../platform/auth/permissions.ts";
import { holderCommitment } from "../../platform/chain/encoding.ts";
import type { MemberRole } from "../../platform/db/generated/enums.ts";
import {
  askRebind,
  claimSeat,
  confirmRebind,
  declineRebind,
  offerSeats,
  releaseSeat,
  suspendLicence,
} from "../commands.ts";
import { refuseRebinding, settleBinding, settleRebinding, settleRelease } from "../steps.ts";
import { codeOf, configureTest, success, world } from "../testing/fixtures.ts";
import { findOffer } from "./offer.ts";
import { findSeat } from "./view.ts";

const { db } = await testDatabase();
configureTest();
const { person, institution, licensed } = world(db);

let counter = 0;
const receipt = { block: "7", at: "1790000000000000000" };

/** An institution with a seat that somebody holds. */
async function held() {
  const made = await licensed(2);
  const email = `holder${++counter}@people.test`;
  const people = [{ name: "Ayesha Khan", email }];
  success(await offerSeats(made.institution.owner, { institutionId: made.institution.id, people }));
  const mail = await db.mail.findFirstOrThrow({ where: { to: email } });
  const token = /\/claim\/([A-Za-z0-9_-]{43})/.exec(mail.text)?.[1] ?? "";
  const holder = await person({ principal: true });
  const { seatId } = success(await claimSeat(holder, { token }));
  await settle("bindHolder", seatId, (tx, payload) => settleBinding(tx, payload, receipt));
  const { version, licenceId } = await db.seat.findUniqueOrThrow({ where: { id: seatId } });
  return { ...made, email, token, holder, seatId, version, licenceId };
}

/** Settles the write of a kind that is about `id`, as the worker does. */
async function settle(
  kind: string,
  id: string,
  by: (tx: Parameters<Parameters<typeof db.$transaction>[0]>[0], payload: never) => Promise<unknown>,
) {
  const write = await db.chainWrite.findFirstOrThrow({ where: { kind, key: { contains: id } } });
  const result = await db.$transaction((tx) => by(tx, write.payload as never));
  await db.chainWrite.update({ where: { id: write.id }, data: { state: "CERTIFIED" } });
  return result;
}
const released = (seatId: string) =>
  settle("unbindHolder", seatId, async (tx, payload) => followHolder(tx, await settleRelease(tx, payload, receipt)));
const moved = (rebindId: string) =>
  settle("rebindHolder", rebindId, async (tx, payload) =>
    followHolder(tx, await settleRebinding(tx, payload, receipt)),
  );

const accountOf = async (holder: Person, licenceId: string, state: "REQUESTED" | "ACTIVE" | "PROPOSED") => {
  const handle = `holder.${"abcdefghij"[++counter % 10]}${"kmnpqrstuv"[Math.floor(counter / 10) % 10]}x`;
  success(await requestAccount(holder, { licenceId, handle, consent: consentVersion }));
  const account = await db.messengerAccount.findFirstOrThrow({ where: { licenceId, state: "REQUESTED" } });
  await db.messengerAccount.update({ where: { id: account.id }, data: { state } });
  return async () => (await db.messengerAccount.findUniqueOrThrow({ where: { id: account.id } })).state;
};

describe("taking a seat back", () => {
  test("asks the registry, with the reason, and frees the seat once it is certified", async () => {
    const { institution: of, seatId, version, licenceId, email } = await held();
    success(await releaseSeat(of.owner, { seatId, version, reason: "holderLeft" }));
    expect(await db.seat.findUniqueOrThrow({ where: { id: seatId } })).toMatchObject({ state: "BOUND" });
    const write = await db.chainWrite.findFirstOrThrow({ where: { kind: "unbindHolder", key: { contains: seatId } } });
    const { number } = await db.licence.findUniqueOrThrow({ where: { id: licenceId } });
    expect(write.payload).toEqual({ operation: write.key, number, reason: "holderLeft", decision: write.key });
    expect(codeOf(await releaseSeat(of.owner, { seatId, version: version + 1, reason: "notUsed" }))).toBe(
      "seatUnderway",
    );

    await released(seatId);
    await released(seatId);
    expect(await db.seat.findUniqueOrThrow({ where: { id: seatId } })).toMatchObject({ state: "RELEASED" });
    expect(await db.mail.count({ where: { to: email, subject: { contains: "taken back" } } })).toBe(1);
    expect(codeOf(await releaseSeat(of.owner, { seatId, version: 9, reason: "notUsed" }))).toBe("alreadyDone");
    const again = [{ name: "Bilal Ahmed", email: `next${++counter}@people.test` }];
    const { seatIds } = success(await offerSeats(of.owner, { institutionId: of.id, people: again }));
    expect(seatIds).toHaveLength(1);
  });

  test("withdraws what the holder asked for in the messenger, and removes what is open", async () => {
    for (const [state, after, writes] of [
      ["REQUESTED", "REMOVED", 0],
      ["ACTIVE", "ACTIVE", 1],
      ["PROPOSED", "PROPOSED", 0],
    ] as const) {
      const { institution: of, seatId, version, licenceId, holder } = await held();
      const now = await accountOf(holder, licenceId, state);
      const before = await db.chainWrite.count({ where: { kind: "removeAccount" } });
      success(await releaseSeat(of.owner, { seatId, version, reason: "notUsed" }));
      await released(seatId);
      expect(await now()).toBe(after);
      expect(await db.chainWrite.count({ where: { kind: "removeAccount" } })).toBe(before + writes);
    }
  });

  test("is refused for what was only offered, without a reason of the catalogue, and out of force", async () => {
    const { institution: of, seatId, version, licenceId } = await held();
    expect(await releaseSeat(of.owner, { seatId, version, reason: "because" })).toMatchObject({
      error: { fields: { reason: "reasonRequired" } },
    });
    expect(codeOf(await releaseSeat(of.owner, { seatId, version: version + 1, reason: "notUsed" }))).toBe(
      "changedMeanwhile",
    );
    const people = [{ name: "Zaid Ali", email: `offered${++counter}@people.test` }];
    const { seatIds } = success(await offerSeats(of.owner, { institutionId: of.id, people }));
    expect(codeOf(await releaseSeat(of.owner, { seatId: seatIds[0], version: 0, reason: "notUsed" }))).toBe(
      "wrongState",
    );
    await db.licence.update({ where: { id: licenceId }, data: { state: "REVOKED" } });
    expect(codeOf(await releaseSeat(of.owner, { seatId, version, reason: "notUsed" }))).toBe("wrongState");
  });

  const roles: MemberRole[] = ["OWNER", "EDITOR", "VIEWER"];
  test.each(roles)("as %s is allowed exactly where the table says so", async (role) => {
    const { institution: of, seatId, version } = await held();
    const actor = await person({ member: { institutionId: of.id, role } });
    const other = await institution();
    const input = { seatId, version, reason: "notUsed" };
    expect(codeOf(await releaseSeat(other.owner, input))).toBe("notFound");
    const grants = permissions["licences.releaseSeat"] as readonly string[];
    expect(codeOf(await releaseSeat(actor, input))).toBe(grants.includes(`member:${role}`) ? "ok" : "notAllowed");
  });
});

describe("a holder who has lost their identity", () => {
  async function asked() {
    const made = await held();
    const anew = await person({ principal: true });
    const { rebindId } = success(await askRebind(anew, { token: made.token }));
    return { ...made, anew, rebindId };
  }

  test("asks by the letter's link, is confirmed by an owner, and has the seat once that is certified", async () => {
    const { institution: of, seatId, anew, rebindId, holder, licenceId, email, token } = await asked();
    const account = await accountOf(holder, licenceId, "ACTIVE");
    expect(await findOffer(anew, token)).toMatchObject({ state: "taken", rebind: "asked" });
    expect(await db.mail.count({ where: { to: of.owner.email ?? "", subject: { contains: "asks to move" } } })).toBe(1);
    expect(await db.mail.count({ where: { to: email, subject: { contains: "Did you ask" } } })).toBe(1);
    expect(await db.seat.findUniqueOrThrow({ where: { id: seatId } })).toMatchObject({ principal: holder.principal });

    success(await confirmRebind(of.owner, { rebindId, version: 0 }));
    const write = await db.chainWrite.findUniqueOrThrow({ where: { key: `rebind:${rebindId}` } });
    expect(write.payload).toMatchObject({ reason: "identityLost", decision: `rebind:${rebindId}` });
    expect(JSON.stringify(write.payload)).not.toContain(anew.principal);
    await moved(rebindId);
    await moved(rebindId);
    const seat = await db.seat.findUniqueOrThrow({ where: { id: seatId } });
    expect(seat).toMatchObject({ state: "BOUND", principal: anew.principal, userId: anew.userId });
    const commitment = holderCommitment(seat.salt ?? new Uint8Array(), anew.principal ?? "");
    expect((write.payload as { commitment: string }).commitment).toBe(Buffer.from(commitment).toString("hex"));
    expect(await db.mail.count({ where: { to: email, subject: { contains: "new identity" } } })).toBe(1);
    // The account goes along, with its handle.
    expect(await account()).toBe("ACTIVE");
    const kept = await db.messengerAccount.findFirstOrThrow({ where: { licenceId } });
    expect(kept).toMatchObject({ userId: anew.userId, principal: anew.principal });
    const moves = await db.chainWrite.findMany({ where: { key: { startsWith: `account:${kept.id}:` } } });
    expect(moves).toMatchObject([
      { kind: "moveAccount", payload: { account: kept.id, owner: anew.principal, operation: moves[0]?.key } },
    ]);
    expect(await findOffer(anew, token)).toMatchObject({ state: "yours" });
    expect(await findOffer(holder, token)).toMatchObject({ state: "taken", rebind: "possible" });
  });

  test("whose account the messenger refuses to move, or who has another one, loses the old one as before", async () => {
    const refused = await asked();
    await accountOf(refused.holder, refused.licenceId, "ACTIVE");
    success(await confirmRebind(refused.institution.owner, { rebindId: refused.rebindId, version: 0 }));
    await moved(refused.rebindId);
    const { id } = await db.messengerAccount.findFirstOrThrow({ where: { licenceId: refused.licenceId } });
    const writes = () =>
      db.chainWrite.findMany({ where: { key: { startsWith: `account:${id}:` } }, orderBy: { id: "asc" } });
    const [move] = await writes();
    const refuse = (code: string) =>
      db.$transaction((tx) => refuseMove(tx, move?.payload as never, { code, detail: null }));
    for (const code of ["notAuthorised", "full"]) await refuse(code);
    expect(await writes()).toHaveLength(1);
    await refuse("ownerHasAccount");
    await refuse("ownerHasAccount");
    expect((await writes()).map(({ kind }) => kind)).toEqual(["moveAccount", "removeAccount"]);

    const doubled = await asked();
    await accountOf(doubled.holder, doubled.licenceId, "ACTIVE");
    success(await confirmRebind(doubled.institution.owner, { rebindId: doubled.rebindId, version: 0 }));
    const other = await held();
    await accountOf(other.holder, other.licenceId, "REQUESTED");
    const principal = doubled.anew.principal ?? "";
    await db.messengerAccount.updateMany({ where: { licenceId: other.licenceId }, data: { principal } });
    await moved(doubled.rebindId);
    const account = await db.messengerAccount.findFirstOrThrow({ where: { licenceId: doubled.licenceId } });
    expect(account.userId).toBe(doubled.holder.userId);
    const write = await db.chainWrite.findFirst({ where: { key: { startsWith: `account:${account.id}:` } } });
    expect(write?.kind).toBe("removeAccount");
  });

  test("is declined by an owner or an administrator, and may ask again", async () => {
    const { institution: of, seatId, anew, rebindId, token, holder } = await asked();
    expect(codeOf(await askRebind(anew, { token }))).toBe("rebindOpen");
    const administrator = await person({ roles: ["ADMINISTRATOR"] });
    expect(codeOf(await declineRebind(administrator, { rebindId, version: 3 }))).toBe("changedMeanwhile");
    success(await declineRebind(administrator, { rebindId, version: 0 }));
    expect(codeOf(await confirmRebind(of.owner, { rebindId, version: 1 }))).toBe("wrongState");
    expect(codeOf(await declineRebind(of.owner, { rebindId, version: 1 }))).toBe("wrongState");
    expect(await db.seat.findUniqueOrThrow({ where: { id: seatId } })).toMatchObject({ principal: holder.principal });
    success(await askRebind(anew, { token }));
  });

  test("is confirmed by nobody for themselves: neither who asks, nor who has the seat or its address", async () => {
    const { institution: of, seatId, rebindId, anew } = await asked();
    const owns = { memberships: [{ institutionId: of.id, role: "OWNER" as const }] };
    expect(codeOf(await confirmRebind({ ...anew, ...owns }, { rebindId, version: 0 }))).toBe("conflictOfInterest");
    await db.seat.update({ where: { id: seatId }, data: { email: of.owner.email ?? "" } });
    expect(codeOf(await confirmRebind(of.owner, { rebindId, version: 0 }))).toBe("conflictOfInterest");
    expect(codeOf(await declineRebind(of.owner, { rebindId, version: 0 }))).toBe("conflictOfInterest");
  });

  test("asks only for a seat that is somebody else's, with an identity that holds none", async () => {
    const { token, holder, institution: of } = await held();
    expect(codeOf(await askRebind(null, { token }))).toBe("signInFirst");
    expect(codeOf(await askRebind(await person(), { token }))).toBe("internetIdentityNeeded");
    expect(codeOf(await askRebind(holder, { token }))).toBe("alreadyDone");
    expect(codeOf(await askRebind(holder, { token: "A".repeat(43) }))).toBe("notFound");
    const people = [{ name: "Zaid Ali", email: `open${++counter}@people.test` }];
    success(await offerSeats(of.owner, { institutionId: of.id, people }));
    const mail = await db.mail.findFirstOrThrow({ where: { to: people[0]?.email ?? "" } });
    const open = /\/claim\/([A-Za-z0-9_-]{43})/.exec(mail.text)?.[1];
    const anew = await person({ principal: true });
    expect(codeOf(await askRebind(anew, { token: open }))).toBe("wrongState");
    success(await claimSeat(anew, { token: open }));
    expect(codeOf(await askRebind(anew, { token }))).toBe("principalHasSeat");
  });

  test("cannot take a second seat while the first is on its way to them, nor be confirmed after one", async () => {
    const { institution: of, programme, rebindId, anew } = await asked();
    const people = [{ name: "Zaid Ali", email: `second${++counter}@people.test` }];
    success(await offerSeats(of.owner, { institutionId: of.id, people }));
    const mail = await db.mail.findFirstOrThrow({ where: { to: people[0]?.email ?? "" } });
    const token = /\/claim\/([A-Za-z0-9_-]{43})/.exec(mail.text)?.[1];
    const codes = await Promise.all([claimSeat(anew, { token }), confirmRebind(of.owner, { rebindId, version: 0 })]);
    expect(codes.map(codeOf).sort()).toEqual(["ok", "principalHasSeat"]);
    expect(programme.validDays).toBe(365);
  });

  test("loses neither seat nor wish in silence: what the registry refuses is told, a release ends the wish", async () => {
    const refused = await asked();
    success(await confirmRebind(refused.institution.owner, { rebindId: refused.rebindId, version: 0 }));
    await settle("rebindHolder", refused.rebindId, (tx, payload) =>
      refuseRebinding(tx, payload, { code: "illegalTransition", detail: { from: "suspended" } }),
    );
    expect(await db.seatRebind.findUniqueOrThrow({ where: { id: refused.rebindId } })).toMatchObject({
      state: "DECLINED",
    });
    expect(await db.mail.count({ where: { to: refused.email, subject: { contains: "not moved" } } })).toBe(1);

    const gone = await asked();
    success(
      await releaseSeat(gone.institution.owner, { seatId: gone.seatId, version: gone.version, reason: "notUsed" }),
    );
    expect(codeOf(await confirmRebind(gone.institution.owner, { rebindId: gone.rebindId, version: 0 }))).toBe(
      "seatUnderway",
    );
    await released(gone.seatId);
    expect(await db.seatRebind.findUniqueOrThrow({ where: { id: gone.rebindId } })).toMatchObject({
      state: "DECLINED",
    });
  });

  test("is moved, and taken back, by nobody who has not just confirmed that it is they", async () => {
    const { rebindId, institution: of } = await asked();
    const { isScripted: _, ...official } = await person({ roles: ["ADMINISTRATOR"] });
    expect(codeOf(await confirmRebind(official, { rebindId, version: 0 }))).toBe("confirmationNeeded");
    const { isScripted: __, ...owner } = of.owner;
    expect(codeOf(await confirmRebind(owner, { rebindId, version: 0 }))).toBe("confirmationNeeded");
    const { seatId } = await db.seatRebind.findUniqueOrThrow({ where: { id: rebindId } });
    const { version } = await db.seat.findUniqueOrThrow({ where: { id: seatId } });
    expect(codeOf(await releaseSeat(owner, { seatId, version, reason: "holderLeft" }))).toBe("confirmationNeeded");
    const act = { rebindId, version: "0" };
    success(await sendConfirmationCode(owner, { action: "licences.confirmRebind", act }));
    const sent = await db.confirmation.findFirstOrThrow({ where: { userId: owner.userId } });
    const { subject } = await db.mail.findFirstOrThrow({
      where: { to: owner.email ?? "", letter: "confirmationCode" },
    });
    success(await confirmByCode(owner, { confirmationId: sent.id, code: /\d{6}/.exec(subject)?.[0] }));
    success(await confirmRebind(owner, { rebindId, version: 0 }));
  });

  test("waits while the licence is suspended", async () => {
    const { institution: of, rebindId, approver, licenceId } = await asked();
    const { version } = await db.licence.findUniqueOrThrow({ where: { id: licenceId } });
    success(await suspendLicence(approver, { licenceId, version, reason: "termsBreach" }));
    await db.licence.update({ where: { id: licenceId }, data: { state: "SUSPENDED" } });
    expect(codeOf(await confirmRebind(of.owner, { rebindId, version: 0 }))).toBe("licenceNotActive");
  });

  test.each([
    ["licences.confirmRebind", confirmRebind],
    ["licences.declineRebind", declineRebind],
  ] as const)("%s is allowed exactly where the table says so", async (action, run) => {
    const grants = permissions[action] as readonly string[];
    for (const role of ["OWNER", "EDITOR", "VIEWER"] as const) {
      const { institution: of, rebindId, seatId } = await asked();
      const actor = await person({ member: { institutionId: of.id, role } });
      const expected = grants.includes(`member:${role}`) ? "ok" : "notAllowed";
      expect(codeOf(await run(actor, { rebindId, version: 0 }))).toBe(expected);
      expect(await findSeat(actor, seatId)).not.toBeNull();
    }
    const { rebindId, seatId } = await asked();
    const other = await institution();
    expect(codeOf(await run(other.owner, { rebindId, version: 0 }))).toBe("notFound");
    expect(await findSeat(other.owner, seatId)).toBeNull();
  });
});
