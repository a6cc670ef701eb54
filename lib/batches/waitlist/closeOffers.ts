import { recordApplicationEvent } from "../../applications/steps.ts";
import { recordEvent } from "../../platform/audit.ts";
import { type Db, db } from "../../platform/db/client.ts";
import type { Prisma } from "../../platform/db/generated/client.ts";
import { lockPlaces, returnPlaces } from "../../programmes/steps.ts";
import { tellOffered, tellPlacesFree } from "./letters.ts";
import { holding } from "./rules.ts";
import { moveOffer } from "./steps.ts";

/**
 * Ends, by the clock, the offers whose last day is over and those whose application was withdrawn or declined meanwhile: their
 * places are free for the next. Gives how many there were.
 */
export async function closeOffers(now = new Date(), database: Db = db()): Promise<number> {
  const over: Prisma.PlaceOfferWhereInput = {
    OR: [
      { state: "OPEN", until: { lt: now } },
      { state: { in: [...holding] }, application: { state: { in: ["WITHDRAWN", "DECLINED"] } } },
    ],
  };
  const programmes = await database.placeOffer.findMany({
    where: over,
    distinct: ["programmeId"],
    select: { programmeId: true },
  });
  let closed = 0;
  for (const { programmeId } of programmes) closed += await closeOf(database, programmeId, over, now);
  return closed;
}

function closeOf(database: Db, programmeId: string, over: Prisma.PlaceOfferWhereInput, now: Date): Promise<number> {
  return database.$transaction(async (tx) => {
    await lockPlaces(tx, programmeId);
    const offers = await tx.placeOffer.findMany({
      where: { programmeId, ...over },
      include: { application: { select: { state: true } } },
      orderBy: { id: "asc" },
    });
    let seats = 0;
    for (const offer of offers) {
      const { id, state, applicationId, sector } = offer;
      const isWaiting = offer.application.state === "WAITLISTED";
      const to = isWaiting ? "LAPSED" : "ENDED";
      // Whoever accepted at the same moment was faster.
      if (!(await moveOffer(tx, { id, from: state, to, data: { closedAt: now } })).ok) continue;
      await returnPlaces(tx, programmeId, sector, offer.seats);
      seats += offer.seats;
      if (!isWaiting) continue;
      await recordApplicationEvent(tx, applicationId, { kind: "placesLapsed", data: { seats: offer.seats } }, now);
      await tellOffered(tx, offer, "placesLapsed");
    }
    if (seats === 0) return 0;
    await tellPlacesFree(tx, seats, now);
    await recordEvent(tx, {
      actor: { kind: "system", name: "worker" },
      action: "batches.closeOffers",
      outcome: "DONE",
      subject: { kind: "programme", id: programmeId },
      data: { offers: offers.length, seats },
    });
    return offers.length;
  });
}
