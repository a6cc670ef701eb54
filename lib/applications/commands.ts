import { z } from "zod";
import { institutionOwner } from "../institutions/owner.ts";
import { institutionRecipients, lockInstitution } from "../institutions/steps.ts";
import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { command, done } from "../platform/command.ts";
import type { Tx } from "../platform/db/client.ts";
import { fail } from "../platform/errors/result.ts";
import { formatDate } from "../platform/i18n/format.ts";
import { inLanguage } from "../platform/i18n/inLanguage.ts";
import { workingDaysAfter } from "../platform/workingDays.ts";
import { isPhaseOpen } from "../programmes/rules.ts";
import { daysOf } from "../programmes/stepDays.ts";
import { rubricOfPhase, stepDaysOf } from "../programmes/steps.ts";
import { applicationOwner } from "./owner.ts";
import { newReceipt } from "./receipt.ts";
import { allows, isSettled, mayBeTaken, missing } from "./rules.ts";
import { ReplyToRequest, StartApplication, SubmitApplication, storedAnswers, WithdrawApplication } from "./schema.ts";
import { statusLinkFor } from "./statusLink.ts";
import { lockApplication, moveApplication, obstacleInPhase } from "./steps.ts";

export { attachFile, removeAttachment } from "./commands/attachments.ts";
export { markMessagesRead, sendFile, sendMessage } from "./commands/messages.ts";
export { saveApplication } from "./commands/saveApplication.ts";
export { openStatusLink, readStatusLink, requestStatusLink } from "./commands/statusLinks.ts";

/**
 * Opens a draft for a verified institution in a phase that takes its sector. One application of an institution in a phase
 * at a time: a repeated start finds the one there is under `duplicate`. With `from` it begins with the answers of an earlier
 * application of the institution, or of a draft that it discarded, as far as those questions are still asked.
 * Errors: institutionNotVerified, institutionSuspended, phaseClosed, duplicate, appealOpen (about an earlier one in the phase), notFound
 * (no such phase, or no such application of theirs).
 */
export const startApplication = command({
  action: "applications.start",
  schema: StartApplication,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId, phaseId, from } = input;
    const institution = await lockInstitution(tx, institutionId);
    if (institution?.state === "SUSPENDED") return fail("institutionSuspended");
    if (institution?.state !== "VERIFIED") return fail("institutionNotVerified");
    const phase = await tx.phase.findUnique({ where: { id: phaseId } });
    if (!phase) return fail("notFound");
    if (!isPhaseOpen(phase, institution.sector, now)) return fail("phaseClosed");
    const others = await tx.application.findMany({ where: { institutionId, phaseId }, select: { state: true } });
    if (others.some((other) => !isSettled(other.state))) return fail("duplicate");
    if (await obstacleInPhase(tx, { institutionId, phaseId })) return fail("appealOpen");
    const earlier = from ? await tx.application.findFirst({ where: { id: from, institutionId } }) : undefined;
    if (earlier === null || (earlier && !mayBeTaken(earlier))) return fail("notFound");
    const { id } = await tx.application.create({
      data: {
        ...(earlier && { seats: earlier.seats, answers: storedAnswers(earlier.answers) }),
        institutionId,
        phaseId,
        programmeId: phase.programmeId,
        createdById: actor.userId,
        createdAt: now,
        savedAt: now,
        events: { create: { kind: "started", at: now } },
      },
      select: { id: true },
    });
    return done({ applicationId: id }, { kind: "application", id }, { phaseId, ...(from && { from }) });
  },
});

/**
 * Hands the draft in and gives its receipt number. The rubric of its round is the one it will be scored by.
 * Errors: incomplete (with the fields), institutionNotVerified, institutionSuspended, phaseClosed, anotherUnderway, appealOpen, wrongState,
 * changedMeanwhile.
 */
export const submitApplication = command({
  action: "applications.submit",
  schema: SubmitApplication,
  owner: applicationOwner,
  run: async ({ tx, input, now }) => {
    const { applicationId: id, version } = input;
    const { institutionId } = await tx.application.findUniqueOrThrow({
      where: { id },
      select: { institutionId: true },
    });
    await lockInstitution(tx, institutionId);
    // Locked, so that no file is taken away between this look at them and the change of state.
    await lockApplication(tx, id);
    const application = await tx.application.findUniqueOrThrow({
      where: { id },
      include: { phase: true, institution: true, documents: { where: { removedAt: null }, select: { purpose: true } } },
    });
    const { institution, phase } = application;
    if (!allows(application.state, "applications.submit")) return fail("wrongState");
    if (institution.state === "SUSPENDED") return fail("institutionSuspended");
    if (institution.state !== "VERIFIED") return fail("institutionNotVerified");
    if (!isPhaseOpen(phase, institution.sector, now)) return fail("phaseClosed");
    const obstacle = await obstacleInPhase(tx, { institutionId, phaseId: phase.id, except: id });
    if (obstacle) return fail(obstacle);
    const fields = missing({ ...application, answers: storedAnswers(application.answers) });
    if (Object.keys(fields).length > 0) return fail("incomplete", { fields });
    const receipt = await freeReceipt(tx);
    const rubricVersion = await rubricOfPhase(tx, phase);
    const moved = await moveApplication(tx, {
      id,
      from: "DRAFT",
      to: "SUBMITTED",
      version,
      data: { receipt, submittedAt: now, rubricVersion },
      event: { kind: "submitted", data: { receipt, seats: application.seats } },
    });
    if (!moved.ok) return moved;
    const by = workingDaysAfter(now, daysOf("decision", now, await stepDaysOf(tx, phase.programmeId)));
    for (const recipient of await institutionRecipients(tx, institution.id)) {
      const status = await statusLinkFor(tx, { applicationId: id, email: recipient.to, locale: recipient.locale });
      await notify(tx, {
        ...recipient,
        letter: "applicationReceived",
        values: (locale) => ({
          receipt,
          institution: inLanguage(locale, institution.name, institution.nameUr),
          by: formatDate(by, locale),
          link: linkTo(`/applications/${id}`, locale),
          ...status,
        }),
      });
    }
    return done({ receipt }, { kind: "application", id }, { receipt, seats: application.seats });
  },
});

/**
 * Takes an application back for good, while nobody has proposed a decision on it; of a draft, discards it.
 * Errors: wrongState, changedMeanwhile.
 */
export const withdrawApplication = command({
  action: "applications.withdraw",
  schema: WithdrawApplication,
  owner: applicationOwner,
  run: async ({ tx, input }) => {
    const { applicationId: id, version } = input;
    const { state, receipt, institution } = await tx.application.findUniqueOrThrow({
      where: { id },
      include: { institution: true },
    });
    if (!allows(state, "applications.withdraw")) return fail("wrongState");
    const moved = await moveApplication(tx, {
      id,
      from: state,
      to: "WITHDRAWN",
      version,
      event: { kind: "withdrawn", data: { from: state } },
    });
    if (!moved.ok) return moved;
    // A draft that nobody else has heard of goes without a letter.
    if (receipt !== null)
      for (const recipient of await institutionRecipients(tx, institution.id))
        await notify(tx, {
          ...recipient,
          letter: "applicationWithdrawn",
          values: (locale) => ({
            receipt,
            institution: inLanguage(locale, institution.name, institution.nameUr),
            link: linkTo(`/applications/${id}`, locale),
          }),
        });
    return done({ applicationId: id }, { kind: "application", id }, { from: state });
  },
});

/**
 * Answers a request for information. The application goes back to where it was asked, and the clock runs again.
 * Errors: notFound (no such request), alreadyDone, wrongState, changedMeanwhile.
 */
export const replyToRequest = command({
  action: "applications.reply",
  schema: ReplyToRequest,
  owner: applicationOwner,
  run: async ({ tx, actor, input, now }) => {
    const { applicationId: id, version, requestId, reply } = input;
    const request = await tx.informationRequest.findFirst({ where: { id: requestId, applicationId: id } });
    if (!request) return fail("notFound");
    if (request.repliedAt !== null) return fail("alreadyDone");
    const { state } = await tx.application.findUniqueOrThrow({ where: { id }, select: { state: true } });
    if (!allows(state, "applications.reply")) return fail("wrongState");
    const { count } = await tx.informationRequest.updateMany({
      where: { id: requestId, repliedAt: null },
      data: { reply, repliedById: actor.userId, repliedAt: now },
    });
    if (count === 0) return fail("alreadyDone");
    const asked = await tx.applicationEvent.findFirst({
      where: { applicationId: id, kind: "informationRequested" },
      orderBy: { at: "desc" },
    });
    const from = z.object({ from: z.literal("SUBMITTED") }).safeParse(asked?.data);
    const moved = await moveApplication(tx, {
      id,
      from: "INFORMATION_REQUESTED",
      to: from.success ? "SUBMITTED" : "IN_REVIEW",
      version,
      event: { kind: "informationGiven", data: { requestId } },
    });
    return moved.ok ? done({ applicationId: id }, { kind: "application", id }, { requestId }) : moved;
  },
});

/** A receipt number that nobody has. Thirty-three million of them: two tries are already rare. */
async function freeReceipt(tx: Tx): Promise<string> {
  for (;;) {
    const receipt = newReceipt();
    if ((await tx.application.count({ where: { receipt } })) === 0) return receipt;
  }
}
