import { describe, expect, test } from "vitest";
import { testDatabase } from "../scripts/testing/database.ts";
import * as appeals from "./appeals/commands.ts";
import * as applications from "./applications/commands.ts";
import * as audit from "./audit/commands.ts";
import * as batches from "./batches/commands.ts";
import * as chain from "./chain/commands.ts";
import * as desk from "./desk/commands.ts";
import * as documents from "./documents/commands.ts";
import * as institutions from "./institutions/commands.ts";
import * as licences from "./licences/commands.ts";
import { configureTest, world } from "./licences/testing/fixtures.ts";
import * as messenger from "./messenger/commands.ts";
import * as notifications from "./notifications/commands.ts";
import * as outcomes from "./outcomes/commands.ts";
import * as people from "./people/commands.ts";
import type { Person } from "./platform/auth/actor.ts";
import { type Action, may, permissions } from "./platform/auth/permissions.ts";
import type { Command } from "./platform/command.ts";
import { Role } from "./platform/db/generated/enums.ts";
import * as programmes from "./programmes/commands.ts";
import * as reports from "./reports/commands.ts";
import * as reviews from "./reviews/commands.ts";

const { db } = await testDatabase();
configureTest();

const rooms = {
  reports,
  outcomes,
  notifications,
  desk,
  people,
  programmes,
  institutions,
  documents,
  applications,
  appeals,
  reviews,
  batches,
  licences,
  messenger,
  chain,
  audit,
};

const commands = Object.values(rooms)
  .flatMap((room) => Object.entries(room))
  .filter((entry): entry is [string, Command<unknown>] => typeof entry[1] === "function" && "action" in entry[1]);

function person(roles: Role[], memberships: Person["memberships"] = []): Person {
  return {
    kind: "person",
    userId: crypto.randomUUID(),
    sessionId: crypto.randomUUID(),
    name: "Demo",
    email: "somebody@demo.example",
    principal: null,
    locale: "en",
    demonstration: true,
    roles,
    memberships,
  };
}

const strangers: [string, Person | null][] = [
  ["nobody", null],
  ["a person without an office", person([])],
  ["a member of another institution", person([], [{ institutionId: crypto.randomUUID(), role: "OWNER" }])],
  ...Object.values(Role).map((role): [string, Person] => [`a mere ${role.toLowerCase()}`, person([role])]),
];

const ownActions: readonly Action[] = ["people.endSession", "people.extendSession", "people.setLocale"];

/** Every id a command could ask for, of things that do not exist. */
const raw = new Proxy<Record<string, string>>(
  {},
  { get: () => crypto.randomUUID(), has: () => true, ownKeys: () => [], getOwnPropertyDescriptor: () => undefined },
);

describe.each(commands)("%s", (_name, command) => {
  // What people do to themselves is refused to nobody but those who have not signed in.
  const own = ownActions.includes(command.action);
  const refused = strangers.filter(([, who]) => !may(who, command.action, own && who ? { userId: who.userId } : {}));
  test.each(refused)("refuses %s, and says so in the audit", async (_who, actor) => {
    const before = await db.auditEvent.count({ where: { action: command.action, outcome: "REFUSED" } });
    const result = await command(actor, raw);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(["signInFirst", "notAllowed", "notFound"]).toContain(result.error.code);
    expect(await db.auditEvent.count({ where: { action: command.action, outcome: "REFUSED" } })).toBe(before + 1);
  });
});

/** One of everything that a command could name by its id, all of one institution and its people, by the name of the field. */
async function everything(): Promise<Record<string, string>> {
  const { institution, licensed } = world(db);
  const { institution: of, programme } = await licensed(1);
  const { owner } = of;
  const licence = await db.licence.findFirstOrThrow({ where: { institutionId: of.id } });
  const { id: applicationId, batchId, phaseId } = { ...licence, id: licence.applicationId };
  const bytes = Uint8Array.from([1]);
  const evidence = { purpose: "letter", fileName: "a.pdf", mediaType: "application/pdf", size: 1, sha256: bytes };
  const document = await db.document.create({
    data: { ...evidence, institutionId: of.id, uploadedById: owner.userId },
  });
  const attachment = await db.document.create({
    data: { ...evidence, institutionId: of.id, applicationId, uploadedById: owner.userId },
  });
  const message = await db.caseMessage.create({
    data: { applicationId, side: "INSTITUTION", authorId: owner.userId, text: "When?", key: crypto.randomUUID() },
  });
  const appeal = await db.appeal.create({
    data: { applicationId, ground: "wrongRule", words: "Otherwise.", filedById: owner.userId },
  });
  const places = { programmeId: programme.id, sector: "EDUCATION" as const, seats: 1, offeredById: owner.userId };
  const placeOffer = await db.placeOffer.create({
    data: { applicationId, ...places, offeredAt: new Date(), until: new Date("2100-01-01") },
  });
  const offer = { name: owner.name, email: owner.email ?? "", claimHash: bytes, offeredById: owner.userId };
  const reason = { reason: "The phase is over.", proposedById: owner.userId, proposedAt: new Date() };
  const closing = await db.waitlistClosing.create({
    data: { programmeId: programme.id, sector: "PRIVATE", ...reason },
  });
  const expiresAt = new Date("2100-01-01");
  const seat = await db.seat.create({ data: { ...offer, licenceId: licence.id, expiresAt } });
  const list = await db.seatImport.create({ data: { institutionId: of.id, createdById: owner.userId, text: "" } });
  const chosen = { handle: "somebody", skeleton: "somebody", principal: "aaaaa-aa", consentVersion: "1" };
  const belongs = { userId: owner.userId, licenceId: licence.id, institutionId: of.id, consentAt: new Date() };
  const renewal = await db.renewal.create({ data: { institutionId: of.id, askedById: owner.userId } });
  const rebind = await db.seatRebind.create({
    data: { seatId: seat.id, userId: (await institution()).owner.userId, principal: "aaaaa-aa" },
  });
  const account = await db.messengerAccount.create({ data: { ...chosen, ...belongs } });
  const review = await db.review.create({ data: { applicationId, reviewerId: (await institution()).owner.userId } });
  const rubric = await db.rubric.create({ data: { programmeId: programme.id, version: 1_000, criteria: [] } });
  const discussion = await db.reviewDiscussion.create({ data: { applicationId, openedById: owner.userId } });
  const write = await db.chainWrite.findFirstOrThrow();
  const changing = { userId: owner.userId, proposedById: (await institution()).owner.userId, reason: "Needed." };
  const change = await db.roleChange.create({ data: { kind: "GRANT", role: "AUDITOR", ...changing } });
  const leave = { startsAt: new Date("2099-01-01"), endsAt: expiresAt, createdById: owner.userId };
  const absence = await db.absence.create({ data: { userId: owner.userId, ...leave } });
  const open = { sessionId: owner.userId, action: "batches.approve", actHash: bytes, challenge: bytes, expiresAt };
  const confirmation = await db.confirmation.create({ data: { userId: owner.userId, ...open } });
  const signing = { credentialId: bytes, publicKey: bytes, algorithm: -7, name: "Phone" };
  const passkey = await db.passkey.create({ data: { userId: owner.userId, ...signing } });
  const { id: membershipId } = await db.membership.findFirstOrThrow({ where: { institutionId: of.id } });
  const invited = { email: "invited@people.example", role: "VIEWER" as const, tokenHash: bytes, expiresAt };
  const invitation = await db.invitation.create({
    data: { institutionId: of.id, invitedById: owner.userId, ...invited },
  });
  const { userId: toId } = (await institution()).owner;
  const transfer = await db.ownershipTransfer.create({
    data: { institutionId: of.id, fromId: owner.userId, toId },
  });
  const request = await db.joinRequest.create({ data: { institutionId: of.id, userId: toId, note: "We build." } });
  const proposal = await db.programmeChange.create({
    data: {
      ...{ programmeId: programme.id, kind: "QUORUM", subject: "quorum", payload: {}, before: {} },
      ...{ reason: "Needed.", proposedById: toId },
    },
  });
  const schedule = await db.reportSchedule.create({
    data: { cadence: "WEEKLY", createdById: owner.userId, nextAt: expiresAt },
  });
  const notice = await db.notice.create({
    data: { userId: owner.userId, letter: "batchProposed", subjectEn: "a", subjectUr: "a" },
  });
  const mail = await db.mail.create({
    data: { to: "a@people.example", subject: "a", text: "a", locale: "en", failedAt: new Date() },
  });
  const view = await db.savedView.create({
    data: { userId: owner.userId, list: "applications", name: "a", query: "" },
  });
  const listed = await db.directoryEntry.create({ data: { name: of.name, searchName: "", hecListed: false } });
  const asked = { directoryEntryId: listed.id, invitedById: owner.userId, expiresAt, email: "dean@people.example" };
  const registrationInvite = await db.registrationInvite.create({ data: { ...asked, tokenHash: bytes } });
  const { id: intoId } = await institution();
  const merging = { fromId: of.id, intoId, reason: "One, twice.", proposedById: owner.userId, proposedAt: new Date() };
  const merge = await db.institutionMerge.create({ data: merging });
  const refusal = {
    reason: "notEligible",
    evidence: "No charter.",
    proposedById: owner.userId,
    proposedAt: new Date(),
  };
  const decline = await db.registrationDecline.create({ data: { institutionId: of.id, ...refusal } });
  const entry = await db.outcomeEntry.create({
    data: {
      ...{ institutionId: of.id, programmeId: programme.id, kind: "PROJECT", name: "a", sentence: "a", field: "other" },
      ...{ startsOn: "2026-01-01", changedAt: new Date() },
    },
  });
  return {
    entryId: entry.id,
    ...{ intoId, mergeId: merge.id, declineId: decline.id },
    ...{
      institutionId: of.id,
      documentId: document.id,
      attachmentId: attachment.id,
      messageId: message.id,
      appealId: appeal.id,
      applicationId,
      phaseId,
      programmeId: programme.id,
    },
    ...{ registrationInviteId: registrationInvite.id },
    ...{ reviewId: review.id, batchId, licenceId: licence.id, seatId: seat.id, accountId: account.id },
    ...{ rubricId: rubric.id, discussionId: discussion.id, reviewerId: review.reviewerId },
    ...{ writeId: write.id, userId: owner.userId, directoryEntryId: listed.id },
    ...{ changeId: change.id, absenceId: absence.id, proposalId: proposal.id },
    ...{ viewId: view.id, noticeId: notice.id, mailId: mail.id },
    ...{ confirmationId: confirmation.id, passkeyId: passkey.id, credentialId: passkey.id },
    ...{ offerId: placeOffer.id, closingId: closing.id },
    scheduleId: schedule.id,
    ...{ membershipId, invitationId: invitation.id, transferId: transfer.id, requestId: request.id },
    ...{ importId: list.id, rebindId: rebind.id, renewalId: renewal.id },
  };
}

describe("whoever may not touch a thing cannot tell it from one that is not there", async () => {
  const there = await everything();
  const nowhere = Object.fromEntries(Object.keys(there).map((key) => [key, crypto.randomUUID()]));
  const cases = commands.flatMap(([name, run]) => strangers.map(([who, actor]) => ({ name, who, run, actor })));

  test.each(cases)("$name by $who", async ({ run, actor }) => {
    const [foreign, missing] = [await run(actor, there), await run(actor, nowhere)];
    const code = (result: typeof foreign) => (result.ok ? "ok" : result.error.code);
    // An office may read the thing, and is then told that it may not do this to it; a person without one hears nothing.
    const isOfficial = actor !== null && actor.roles.length > 0;
    if (!isOfficial) expect(code(foreign)).toBe(code(missing));
    else expect(["notAllowed", "notFound", "invalidInput", code(missing)]).toContain(code(foreign));
  });

  const { institutionId = "", userId = "" } = there;
  const own = (["VIEWER", "EDITOR", "OWNER"] as const).map((role): [string, Person] => [
    `its ${role.toLowerCase()}`,
    person([], [{ institutionId, role }]),
  ]);
  const ofMembers = commands.flatMap(([name, run]) => own.map(([who, actor]) => ({ name, who, run, actor })));

  test.each(ofMembers)("$name by $who: as the table says", async ({ run, actor }) => {
    const self = ownActions.includes(run.action) ? actor.userId : userId;
    const result = await run(actor, there);
    const isTurnedAway = !result.ok && ["notAllowed", "notFound"].includes(result.error.code);
    expect(isTurnedAway).toBe(!may(actor, run.action, { institutionId, userId: self }));
  });

  test("and what is tried on it is in the audit, by its id", async () => {
    const stranger = person([]);
    for (const [, run] of commands) await run(stranger, there);
    const audited = { actorId: stranger.userId, outcome: "REFUSED" as const };
    const aimed = await db.auditEvent.findMany({ where: audited });
    expect(aimed.map((event) => event.action)).toEqual(
      expect.arrayContaining(["licences.withdrawOffer", "messenger.remove", "documents.remove", "applications.save"]),
    );
    expect(aimed.every((event) => Object.values(there).includes(event.subjectId ?? ""))).toBe(true);
  });

  test("each field that a command reads an id from is among the things", async () => {
    const asked = new Set<string>();
    const watching = new Proxy(
      {},
      {
        get: (_, key) => {
          if (/Id$/.test(String(key))) asked.add(String(key));
          return crypto.randomUUID();
        },
        ownKeys: () => [],
      },
    );
    for (const [, run] of commands) await run(person([...Object.values(Role)]), watching);
    expect([...asked].filter((key) => !(key in there))).toEqual([]);
  });
});

test("every action of the table that writes has its command, and every command its action", () => {
  const named = new Set<Action>(commands.map(([, command]) => command.action));
  const reads = (action: string) => /\.(read|open)/.test(action);
  expect([...named].filter((action) => !(action in permissions))).toEqual([]);
  expect((Object.keys(permissions) as Action[]).filter((action) => !reads(action) && !named.has(action))).toEqual([]);
});
