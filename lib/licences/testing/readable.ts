import { randomUUID } from "node:crypto";
import { newInviteToken } from "../../institutions/membership/inviteToken.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { personOfSession } from "../../platform/auth/person.ts";
import type { Db } from "../../platform/db/client.ts";
import { Role } from "../../platform/db/generated/enums.ts";
import { newClaimToken } from "../seats/claimToken.ts";
import { everything } from "./everything.ts";
import { readAndApprove, success, world } from "./fixtures.ts";

/** What is there to read, by name, and everybody who could try, by what they are to its institution. */
export type Readable = { things: Record<string, string>; people: ReadonlyMap<string, Person | null> };

const past = new Date("2020-01-01");
const future = new Date("2100-01-01");

/** One of everything that somebody could read, all of one institution, and a person of each kind. */
export async function readable(db: Db): Promise<Readable> {
  const made = await everything(db);
  const { institutionId = "", programmeId = "", userId = "", applicationId = "", seatId = "" } = made;
  const { person, programme, institution, application, proposed, endWindow } = world(db);
  const of = await db.institution.findUniqueOrThrow({ where: { id: institutionId } });
  await db.user.update({ where: { id: userId }, data: { principal: "2vxsx-fae" } });
  const owner = await personOf(db, userId);
  const its = { ...of, owner };
  const other = await institution();
  const stranger = await person();
  const asked = await person({ roles: ["REVIEWER"], email: `${randomUUID()}@reviewers.test` });
  const people = new Map<string, Person | null>([
    ["nobody", null],
    ["a stranger", stranger],
    ["a member of another institution", other.owner],
    ["a suspended administrator", await suspended(db)],
    ["its viewer", await person({ member: { institutionId, role: "VIEWER" } })],
    ["its editor", await person({ member: { institutionId, role: "EDITOR" } })],
    ["its owner", owner],
    ["the reviewer who was asked", asked],
  ]);
  for (const role of Object.values(Role)) people.set(role, await person({ roles: [role] }));

  // Applications on their way, each in a phase of its own.
  const criterion = { code: "need", en: "Need", ur: "ضرورت", weight: 100, max: 10 };
  const said = { helpEn: "a", helpUr: "a", lowEn: "a", lowUr: "a", highEn: "a", highUr: "a" };
  const criteria = [{ ...criterion, ...said }];
  const rubric = { state: "PUBLISHED" as const, criteria, proposedById: userId, publishedById: stranger.userId };
  const inState = async (state: "IN_REVIEW" | "REVIEWED" | "WAITLISTED", from = its) => {
    const to = await programme({ EDUCATION: 5 });
    await db.rubric.create({ data: { programmeId: to.id, version: 1, ...rubric } });
    const { id } = await application(from, to, 1);
    return db.application.update({ where: { id }, data: { state, submittedAt: past } });
  };
  const inReview = await inState("IN_REVIEW");
  const review = await db.review.create({
    data: { applicationId: inReview.id, reviewerId: asked.userId, assignedAt: past },
  });
  const reviewed = await inState("REVIEWED");
  const scored = { applicationId: reviewed.id, state: "SUBMITTED" as const, comment: "As said.", submittedAt: past };
  const third = await person({ roles: ["REVIEWER"] });
  for (const [reviewerId, need] of [
    [asked.userId, 10],
    [third.userId, 1],
  ] as const)
    await db.review.create({ data: { ...scored, reviewerId, scores: { need }, total: need * 1_000 } });
  const discussion = await db.reviewDiscussion.create({ data: { applicationId: reviewed.id, openedById: userId } });
  const waits = async (from = its) => {
    const one = await inState("WAITLISTED", from);
    await db.waitlistEntry.create({ data: { applicationId: one.id, since: past } });
    return one;
  };
  const [waiting, waitingForOffer] = [await waits(), await waits(other)];
  await db.placeOffer.create({
    data: {
      ...{ applicationId: waiting.id, programmeId: waiting.programmeId, sector: of.sector, seats: 1 },
      ...{ offeredById: stranger.userId, offeredAt: past, until: future },
    },
  });
  for (const one of [applicationId, inReview.id])
    await db.caseMessage.create({
      data: { applicationId: one, side: "DESK", authorId: stranger.userId, text: "Soon.", key: randomUUID(), at: past },
    });
  await db.rubric.create({ data: { programmeId, version: 1, ...rubric } });
  await db.rubric.create({ data: { programmeId, version: 2, ...rubric, blind: true } });

  // Batches at each of their steps.
  const draft = await db.batch.create({ data: { code: "B-DRAFT", programmeId: reviewed.programmeId } });
  const [one, two] = [await person({ roles: ["APPROVER"] }), await person({ roles: ["APPROVER"] })];
  const toRead = await proposed(one, await programme({ EDUCATION: 5 }), [{ of: its, asked: 1, seats: 1 }]);
  const toSign = await proposed(one, await programme({ EDUCATION: 5 }), [{ of: other, asked: 1, seats: 1 }]);
  success(await readAndApprove(db, two, toSign));
  await endWindow(toSign.batchId);
  const caps = { total: 9, government: 0, education: 9, startups: 0, private: 0 };
  await db.registryPolicy.create({
    data: { registry: "aaaaa-aa", approvals: 2, caps, readAt: new Date() },
  });
  const closed = { programmeId, sector: "STARTUPS" as const, state: "CONFIRMED" as const, reason: "Over." };
  const byTwo = { proposedById: userId, proposedAt: past, closedById: stranger.userId, closedAt: past };
  await db.waitlistClosing.create({ data: { ...closed, ...byTwo } });

  // The institution beside others.
  const kind = { kind: "UNIVERSITY" as const, sector: of.sector, searchName: "" };
  await db.institution.create({ data: { ...kind, name: of.name, state: "VERIFIED" } });
  const numbers = { identifierKeys: ["ntn:7654321"] };
  await db.institution.create({ data: { ...kind, ...numbers, name: "Beside", state: "SUBMITTED", submittedAt: past } });
  await db.institution.update({ where: { id: institutionId }, data: { ...numbers, submittedAt: past } });
  const gone = await db.institution.create({
    data: { ...kind, name: "Gone", state: "MERGED", mergedIntoId: institutionId },
  });
  await db.registrationDecline.create({
    data: { institutionId, state: "CONFIRMED", reason: "notEligible", evidence: "No charter.", ...byTwo },
  });
  const [invited, toRegister, claim] = [newInviteToken(), newInviteToken(), newClaimToken()];
  await db.invitation.create({
    data: {
      ...{ institutionId, email: stranger.email ?? "", role: "VIEWER", tokenHash: invited.hash, invitedById: userId },
      expiresAt: future,
    },
  });
  const registering = { directoryEntryId: made.directoryEntryId ?? "", email: "a@b.test", invitedById: userId };
  await db.registrationInvite.create({ data: { ...registering, tokenHash: toRegister.hash, expiresAt: future } });
  for (const documentId of [made.documentId ?? "", made.attachmentId ?? ""])
    await db.documentContent.create({ data: { documentId, bytes: Uint8Array.from([1]) } });

  // Seats: one offered long ago, one that the owner has.
  await db.claimLink.create({ data: { hash: claim.hash, seatId } });
  await db.seat.update({ where: { id: seatId }, data: { offeredAt: past } });
  await db.chainWrite.create({ data: { key: `bind:${seatId}`, kind: "bindHolder", payload: {} } });
  const licences = await db.licence.findMany({ where: { institutionId, id: { not: made.licenceId ?? "" } } });
  const held = await db.seat.create({
    data: {
      ...{ licenceId: licences[0]?.id ?? "", name: owner.name, email: owner.email ?? "", offeredById: userId },
      ...{ claimHash: newClaimToken().hash, expiresAt: future, state: "BOUND", userId, claimedAt: past, boundAt: past },
      ...{ salt: Uint8Array.from([1]), principal: "2vxsx-fae" },
    },
  });
  await db.seatRebind.create({ data: { seatId: held.id, userId, principal: "rrkah-fqaaa-aaaaa-aaaaq-cai" } });
  const accounts = await db.messengerBatch.create({ data: { code: "M-1" } });

  // What people have for themselves, and what the worker leaves.
  await db.noticeChoice.create({ data: { userId, topic: "seats" } });
  const ofSeat = { subjectKind: "seat", subjectId: seatId, outcome: "DONE" as const };
  await db.auditEvent.create({
    data: { actorId: userId, actorKind: "person", action: "licences.reclaimSeat", ...ofSeat },
  });
  await db.mobile.create({ data: { userId, number: "+923001234567", provenAt: past, kinds: [] } });
  await db.keptWords.create({ data: { userId, path: "/home", values: { name: "a" }, expiresAt: future } });
  await db.roleChange.create({
    data: { kind: "GRANT", role: "OPERATOR", state: "CANCELLED", userId, proposedById: one.userId, reason: "Needed." },
  });
  const file = await db.reportFile.create({
    data: { scheduleId: made.scheduleId ?? "", fromDay: "2026-01-05", toDay: "2026-01-11", csv: "a" },
  });
  await db.heartbeat.create({ data: { name: "worker", beatAt: new Date() } });
  await db.logCheck.create({ data: { registry: "aaaaa-aa", checkedAt: new Date(), answer: "HOLDS" } });

  const { number } = await db.licence.findUniqueOrThrow({ where: { id: made.licenceId ?? "" } });
  return {
    people,
    things: {
      ...made,
      ...{ inReview: inReview.id, receipt: inReview.receipt ?? "", reviewed: reviewed.id, waiting: waiting.id },
      ...{ waitingForOffer: waitingForOffer.id, reviewId: review.id, askedId: asked.userId },
      ...{ discussionId: discussion.id, draft: draft.id, toRead: toRead.batchId, gone: gone.id, name: of.name },
      ...{ invited: invited.token, toRegister: toRegister.token, claim: claim.token, held: held.id, number },
      ...{ heldNumber: licences[0]?.number ?? "", accounts: accounts.id, file: file.id, draftOf: reviewed.programmeId },
    },
  };
}

async function personOf(db: Db, userId: string): Promise<Person> {
  const { id } = await db.session.create({ data: { userId, method: "EMAIL", expiresAt: future } });
  const person = await personOfSession(id);
  if (!person) throw new Error("nobody");
  return person;
}

/** Somebody whose role has ended, as their open session has them. */
async function suspended(db: Db): Promise<Person> {
  const { id } = await db.user.create({
    data: { name: "Somebody", grants: { create: { role: "ADMINISTRATOR", endedAt: past } } },
  });
  return personOf(db, id);
}
