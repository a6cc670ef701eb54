import type { Db } from "../../platform/db/client.ts";
import { world } from "./fixtures.ts";

/** One of everything that a command could name by its id, all of one institution and its people, by the name of the field. */
export async function everything(db: Db): Promise<Record<string, string>> {
  const { institution, licensed } = world(db);
  const { institution: of, programme } = await licensed(3);
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
  const said = { side: "INSTITUTION" as const, authorId: owner.userId, text: "When?" };
  const registrationMessage = await db.caseMessage.create({
    data: { ...said, institutionId: of.id, key: crypto.randomUUID() },
  });
  const appealMessage = await db.caseMessage.create({
    data: { ...said, appealId: appeal.id, key: crypto.randomUUID() },
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
  const licenceChange = await db.licenceChange.create({
    data: {
      ...{ licenceId: licence.id, kind: "revoke", reason: "termsBreach", operation: `status:${licence.id}:0` },
      ...{ contentHash: bytes, proposedById: owner.userId, proposedAt: new Date() },
    },
  });
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
      payload: { kind: "QUORUM", tiers: [{ above: 0, approvals: 1 }] },
      ...{ programmeId: programme.id, kind: "QUORUM", subject: "quorum", before: {} },
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
      registrationMessageId: registrationMessage.id,
      appealMessageId: appealMessage.id,
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
    licenceChangeId: licenceChange.id,
  };
}
