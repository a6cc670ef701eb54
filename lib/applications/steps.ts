import { institutionRecipients } from "../institutions/steps.ts";
import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import type { Tx } from "../platform/db/client.ts";
import type { Application, Prisma } from "../platform/db/generated/client.ts";
import type { ApplicationState, Sector } from "../platform/db/generated/enums.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { formatDate } from "../platform/i18n/format.ts";
import { inLanguage } from "../platform/i18n/inLanguage.ts";
import { workingDaysAfter } from "../platform/workingDays.ts";
import { daysOf, daysShown } from "../programmes/stepDays.ts";
import { stepDaysOf } from "../programmes/steps.ts";
import { anew, clockStep, stepDue } from "./clock.ts";
import type { ApplicationEventKind } from "./events.ts";
import { isSettled, mayMove, openAppeals } from "./rules.ts";
import { statusLinkFor } from "./statusLink.ts";

/** What an event of the timeline says. Ids, codes and numbers; never a reviewer's name. */
export type NewEvent = { kind: ApplicationEventKind; data?: Prisma.InputJsonObject };

/** Adds a line to the timeline that the applicant sees. */
export async function recordApplicationEvent(tx: Tx, applicationId: string, event: NewEvent, at?: Date): Promise<void> {
  await tx.applicationEvent.create({
    data: { applicationId, kind: event.kind, data: event.data ?? {}, ...(at && { at }) },
  });
}

/** Adds a line to each of several timelines, in one statement. */
export async function recordApplicationEvents(
  tx: Tx,
  events: readonly ({ applicationId: string } & NewEvent)[],
): Promise<void> {
  await tx.applicationEvent.createMany({ data: events.map(({ data = {}, ...event }) => ({ ...event, data })) });
}

/** The application, which is there, its row locked until the transaction ends. For what is read and written back. */
export async function lockApplication(tx: Tx, id: string): Promise<Application> {
  await tx.$queryRaw`SELECT 1 FROM "Application" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.application.findUniqueOrThrow({ where: { id } });
}

/**
 * Moves an application by compare-and-set on `from` (and `version`, where the caller showed one to a person), and writes the event.
 * Errors: `changedMeanwhile` when it is no longer there. Throws when the table in rules.ts does not know the move: that is a bug.
 */
export async function moveApplication(
  tx: Tx,
  move: {
    id: string;
    from: ApplicationState;
    to: ApplicationState;
    version?: number;
    event?: NewEvent;
    /** Other columns that change with the state. */
    data?: Prisma.ApplicationUncheckedUpdateManyInput;
  },
): Promise<Result<void>> {
  const { count } = await tx.application.updateMany({
    where: { id: move.id, state: move.from, ...(move.version !== undefined && { version: move.version }) },
    data: { ...move.data, ...moved(move.from, move.to) },
  });
  if (count === 0) return fail("changedMeanwhile");
  if (move.event) await recordApplicationEvent(tx, move.id, move.event);
  if (!isEnd(move.to) && clockStep(move.to) !== clockStep(move.from)) await setClock(tx, move.id);
  return ok(undefined);
}

/**
 * Ends several applications of one state in two statements however many they are, each with its own event.
 * Error: `changedMeanwhile` when any is no longer there. Throws as `moveApplication` does.
 */
export async function endApplications(
  tx: Tx,
  { from, to }: { from: ApplicationState; to: "AWARDED" | "DECLINED" },
  events: readonly ({ applicationId: string } & NewEvent)[],
): Promise<Result<void>> {
  const ids = events.map(({ applicationId }) => applicationId);
  const { count } = await tx.application.updateMany({
    where: { id: { in: ids }, state: from },
    data: moved(from, to),
  });
  if (count !== ids.length) return fail("changedMeanwhile");
  await recordApplicationEvents(tx, events);
  return ok(undefined);
}

function isEnd(state: ApplicationState): boolean {
  return state === "AWARDED" || state === "DECLINED";
}

/** What a move changes, if the table in rules.ts knows it. */
function moved(from: ApplicationState, to: ApplicationState) {
  if (!mayMove(from, to)) throw new Error(`an application does not go from ${from} to ${to}`);
  return { state: to, version: { increment: 1 }, ...(isEnd(to) && { decidedAt: new Date(), dueAt: null }) };
}

/** Writes down when the step is due that an application has just come to. */
async function setClock(tx: Tx, id: string): Promise<void> {
  const application = await tx.application.findUniqueOrThrow({
    where: { id },
    select: {
      ...{ state: true, submittedAt: true, programme: { select: { stepDays: daysShown } } },
      requests: { select: { askedAt: true, repliedAt: true } },
      events: {
        where: { kind: { in: anew } },
        select: { kind: true, at: true },
        orderBy: [{ at: "asc" }, { id: "asc" }],
      },
    },
  });
  await tx.application.update({ where: { id }, data: { dueAt: stepDue(application) } });
}

/**
 * Why an institution can hand in no application in a phase beside those it has there, or null: one was handed in and is not over
 * (`anotherUnderway`), or an appeal about one is open (`appealOpen`). Call with the institution locked.
 */
export async function obstacleInPhase(
  tx: Tx,
  { institutionId, phaseId, except }: { institutionId: string; phaseId: string; except?: string },
): Promise<"anotherUnderway" | "appealOpen" | null> {
  const others = await tx.application.findMany({
    where: { institutionId, phaseId, receipt: { not: null }, ...(except && { id: { not: except } }) },
    select: { state: true, appeal: { select: { state: true } } },
  });
  if (others.some(({ state }) => !isSettled(state))) return "anotherUnderway";
  return others.some(({ appeal }) => openAppeals.some((state) => state === appeal?.state)) ? "appealOpen" : null;
}

/** An application as reviews, batches and licences need it inside their transactions. */
export type ApplicationForDecision = {
  id: string;
  receipt: string;
  state: ApplicationState;
  version: number;
  /** Seats asked for. */
  seats: number;
  sector: Sector;
  programmeId: string;
  phaseId: string;
  rubricVersion: number;
  /** Reviews that make it reviewed. */
  reviewersNeeded: number;
  institution: { id: string; name: string; nameUr: string | null; demonstration: boolean };
};

/** The application as submitted, or null when there is none or it is a draft still. */
export async function applicationForDecision(tx: Tx, id: string): Promise<ApplicationForDecision | null> {
  const row = await tx.application.findUnique({
    where: { id },
    include: { institution: true },
  });
  if (!row || row.receipt === null || row.seats === null || row.rubricVersion === null) return null;
  const { institution } = row;
  return {
    id: row.id,
    receipt: row.receipt,
    state: row.state,
    version: row.version,
    seats: row.seats,
    sector: institution.sector,
    programmeId: row.programmeId,
    phaseId: row.phaseId,
    rubricVersion: row.rubricVersion,
    reviewersNeeded: row.reviewersNeeded,
    institution: {
      id: institution.id,
      name: institution.name,
      nameUr: institution.nameUr,
      demonstration: institution.demonstration,
    },
  };
}

/**
 * Asks the applicant for information: the application waits in INFORMATION_REQUESTED, the clock pauses, owner and editors get a mail.
 * The caller has checked the permission and that the question is not empty.
 * Errors: notFound, wrongState (only a SUBMITTED or IN_REVIEW application can be asked), changedMeanwhile.
 */
export async function askForInformation(
  tx: Tx,
  ask: { applicationId: string; version?: number; askedById: string; question: string; now?: Date },
): Promise<Result<{ requestId: string }>> {
  const application = await applicationForDecision(tx, ask.applicationId);
  if (!application) return fail("notFound");
  const { id, state, receipt, institution } = application;
  if (!mayMove(state, "INFORMATION_REQUESTED")) return fail("wrongState");
  const now = ask.now ?? new Date();
  const request = await tx.informationRequest.create({
    data: { applicationId: id, askedById: ask.askedById, question: ask.question, askedAt: now },
    select: { id: true },
  });
  const moved = await moveApplication(tx, {
    id,
    from: state,
    to: "INFORMATION_REQUESTED",
    ...(ask.version !== undefined && { version: ask.version }),
    event: { kind: "informationRequested", data: { requestId: request.id, from: state } },
  });
  if (!moved.ok) return moved;
  const days = daysOf("reply", now, await stepDaysOf(tx, application.programmeId));
  const by = workingDaysAfter(now, days);
  for (const recipient of await institutionRecipients(tx, institution.id)) {
    const status = await statusLinkFor(tx, { applicationId: id, email: recipient.to, locale: recipient.locale });
    await notify(tx, {
      ...recipient,
      letter: "informationRequested",
      values: (locale) => ({
        receipt,
        institution: inLanguage(locale, institution.name, institution.nameUr),
        question: ask.question,
        by: formatDate(by, locale),
        link: linkTo(`/applications/${id}`, locale),
        ...status,
      }),
    });
  }
  return ok({ requestId: request.id });
}
