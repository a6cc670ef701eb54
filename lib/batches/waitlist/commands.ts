import { moveApplication, recordApplicationEvent } from "../../applications/steps.ts";
import { ownedBy } from "../../institutions/owner.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import type { Ownership } from "../../platform/auth/permissions.ts";
import { command, done, rawId } from "../../platform/command.ts";
import type { Db } from "../../platform/db/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { workingDaysAfter } from "../../platform/workingDays.ts";
import { daysOf } from "../../programmes/stepDays.ts";
import { lockPlaces, placesLeft, reservePlaces, returnPlaces, stepDaysOf } from "../../programmes/steps.ts";
import { assertMayTakePart, reopenDecision } from "../steps.ts";
import { tellOffered, tellPlacesFree } from "./letters.ts";
import { nextInOrder, seatsToOffer } from "./rules.ts";
import { AnswerOffer, OfferPlaces } from "./schema.ts";
import { moveOffer, waitersOf } from "./steps.ts";

/**
 * Offers free places to the first of the waitlist, and to nobody else: all that were asked for, or as many as are free. The offer
 * holds them until it is answered or its last day is over. Of two who do this at once, one is heard.
 * Errors: notFound, wrongState (it waits no more), notNext, noPlacesFree, scorerMayNotDecide, conflictOfInterest.
 */
export const offerPlaces = command({
  action: "batches.offerPlaces",
  schema: OfferPlaces,
  run: async ({ tx, actor, input, now }) => {
    const { applicationId } = input;
    const application = await tx.application.findUnique({
      where: { id: applicationId },
      include: { institution: { select: { sector: true } } },
    });
    if (!application) return fail("notFound");
    const { programmeId } = application;
    const { sector } = application.institution;
    // Who is next, and how much is free, stays so until this is done.
    await lockPlaces(tx, programmeId);
    const waiters = await waitersOf(tx, programmeId, sector);
    if (!waiters.some((one) => one.applicationId === applicationId)) return fail("wrongState");
    const next = nextInOrder(waiters);
    if (next?.applicationId !== applicationId) return fail("notNext");
    const mayOffer = await assertMayTakePart(tx, actor, [applicationId]);
    if (!mayOffer.ok) return mayOffer;
    const seats = seatsToOffer(next.seats, await placesLeft(tx, programmeId, sector));
    if (seats === 0) return fail("noPlacesFree");
    const reserved = await reservePlaces(tx, programmeId, sector, seats);
    if (!reserved.ok) return reserved;
    const until = workingDaysAfter(now, daysOf("offer", now, await stepDaysOf(tx, programmeId)));
    const offer = await tx.placeOffer.create({
      data: { applicationId, programmeId, sector, seats, offeredById: actor.userId, offeredAt: now, until },
    });
    const data = { seats, until: until.toISOString() };
    await recordApplicationEvent(tx, applicationId, { kind: "placesOffered", data }, now);
    await tellOffered(tx, offer, "placesOffered");
    return done({ offerId: offer.id, seats }, { kind: "application", id: applicationId }, { ...data, sector });
  },
});

/**
 * An owner accepts the places: the application goes back among the reviewed ones, and two people decide on it, for at most as many
 * seats, which stay held until then. Errors: notFound, alreadyDone, offerOver, wrongState, institutionSuspended, changedMeanwhile.
 */
export const acceptPlaces = command({
  action: "batches.acceptPlaces",
  schema: AnswerOffer,
  owner: offerOwner,
  run: async ({ tx, input, now }) => {
    const { offerId: id, version } = input;
    const offer = await tx.placeOffer.findUniqueOrThrow({
      where: { id },
      include: { application: { include: { institution: { select: { state: true } } } } },
    });
    const { application, applicationId, seats } = offer;
    if (offer.state !== "OPEN") return fail("alreadyDone");
    if (application.state !== "WAITLISTED") return fail("wrongState");
    if (now > offer.until) return fail("offerOver");
    if (application.institution.state === "SUSPENDED") return fail("institutionSuspended");
    const accepted = await moveOffer(tx, { id, from: "OPEN", to: "ACCEPTED", version });
    if (!accepted.ok) return accepted;
    await reopenDecision(tx, applicationId);
    const moved = await moveApplication(tx, {
      ...{ id: applicationId, from: "WAITLISTED", to: "REVIEWED" },
      event: { kind: "placesAccepted", data: { seats } },
    });
    return moved.ok ? done({ offerId: id }, { kind: "application", id: applicationId }, { seats }) : moved;
  },
});

/**
 * An owner declines the places: they are free for the next, and the application goes to the end of the order.
 * Errors: notFound, alreadyDone, offerOver, wrongState, changedMeanwhile.
 */
export const declinePlaces = command({
  action: "batches.declinePlaces",
  schema: AnswerOffer,
  owner: offerOwner,
  run: async ({ tx, input, now }) => {
    const { offerId: id, version } = input;
    const { programmeId } = await tx.placeOffer.findUniqueOrThrow({ where: { id } });
    await lockPlaces(tx, programmeId);
    const offer = await tx.placeOffer.findUniqueOrThrow({
      where: { id },
      include: { application: { select: { state: true } } },
    });
    const { applicationId, seats, sector } = offer;
    if (offer.state !== "OPEN") return fail("alreadyDone");
    if (offer.application.state !== "WAITLISTED") return fail("wrongState");
    if (now > offer.until) return fail("offerOver");
    const declined = await moveOffer(tx, { id, from: "OPEN", to: "DECLINED", version, data: { closedAt: now } });
    if (!declined.ok) return declined;
    await returnPlaces(tx, programmeId, sector, seats);
    await recordApplicationEvent(tx, applicationId, { kind: "placesDeclined", data: { seats } }, now);
    await tellPlacesFree(tx, seats, now);
    return done({ offerId: id }, { kind: "application", id: applicationId }, { seats });
  },
});

/** Whose an offer is; a foreign one and a missing one look the same. */
async function offerOwner(db: Db, raw: unknown, actor: Actor): Promise<Ownership | undefined> {
  const id = rawId(raw, "offerId");
  const select = { application: { select: { institutionId: true } } };
  const found = id && (await db.placeOffer.findUnique({ where: { id }, select }));
  return found ? ownedBy(actor, "applications.read", found.application.institutionId) : undefined;
}
