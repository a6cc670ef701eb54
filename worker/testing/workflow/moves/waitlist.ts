import * as batches from "../../../../lib/batches/commands.ts";
import { inWaitingOrder } from "../../../../lib/batches/waitlist/rules.ts";
import { placesLeftOf } from "../../../../lib/programmes/rules.ts";
import { move, pairs, unless } from "../move.ts";
import { row, type World } from "../world.ts";
import { involved } from "./batches.ts";

type Application = World["applications"][number];
type Offer = World["offers"][number];

const sectorOf = ({ institutionId }: Application, world: World) => row(world.institutions, institutionId).sector;
const offersOf = ({ id }: Application, world: World) => world.offers.filter((offer) => offer.applicationId === id);

/** The first of a sector's waitlist whom no places are offered, told from the states alone. */
function firstOf(sector: string, world: World): string | undefined {
  const waiting = world.applications.filter((one) => one.state === "WAITLISTED" && sectorOf(one, world) === sector);
  const rows = waiting.map((one) => ({
    ...{ id: one.id, receipt: one.receipt ?? "", submittedAt: one.submittedAt ?? new Date(0) },
    score: world.waiting.find(({ applicationId }) => applicationId === one.id)?.score ?? null,
    passed: offersOf(one, world).filter(({ state }) => state === "DECLINED" || state === "LAPSED").length,
    phase: row(world.phases, one.phaseId),
    isFree:
      !offersOf(one, world).some(({ state }) => state === "OPEN") &&
      row(world.institutions, one.institutionId).state !== "SUSPENDED",
  }));
  return inWaitingOrder(rows).find(({ isFree }) => isFree)?.id;
}

const waitingIn = (sector: string, world: World) =>
  world.applications.filter((one) => one.state === "WAITLISTED" && sectorOf(one, world) === sector);

const answering = {
  on: (world: World) => world.offers,
  owner: ({ applicationId }: Offer, world: World) => ({
    institutionId: row(world.applications, applicationId).institutionId,
  }),
  input: ({ id, version }: Offer) => ({ offerId: id, version }),
};
const answered = ({ state, until, applicationId }: Offer, world: World) => [
  ...unless(state === "OPEN", "alreadyDone"),
  ...unless(row(world.applications, applicationId).state === "WAITLISTED", "wrongState"),
  ...unless(until >= new Date(), "offerOver"),
];

export const waitlistMoves = {
  offerPlaces: move(batches.offerPlaces, {
    on: (world) => world.applications,
    input: ({ id }) => ({ applicationId: id }),
    refusals: (application, actor, world) => {
      const sector = sectorOf(application, world);
      const [programme] = world.programmes;
      const left = placesLeftOf({ places: programme?.places ?? 0, quotas: world.quotas }, sector);
      return [
        ...unless(application.state === "WAITLISTED", "wrongState"),
        ...unless(firstOf(sector, world) === application.id, "notNext"),
        ...unless(left > 0, "noPlacesFree"),
        ...involved(actor.userId, [application], world),
      ];
    },
  }),
  proposeClosing: move(batches.proposeClosing, {
    on: (world) => pairs(world.programmes, ["EDUCATION", "GOVERNMENT"] as const),
    input: ({ a, b }) => ({ programmeId: a.id, sector: b, reason: "The phase that they waited for is over." }),
    refusals: ({ b }, actor, world) => [
      ...unless(!world.closings.some(({ sector, state }) => sector === b && state !== "CANCELLED"), "waitlistClosed"),
      ...unless(waitingIn(b, world).length > 0, "wrongState"),
      ...involved(actor.userId, waitingIn(b, world), world),
    ],
  }),
  confirmClosing: move(batches.confirmClosing, {
    on: (world) => world.closings,
    input: ({ id, version }) => ({ closingId: id, version }),
    refusals: ({ state, sector, proposedById }, actor, world) => {
      if (state !== "PROPOSED") return ["alreadyDone"];
      const isOffered = world.offers.some((offer) => offer.sector === sector && offer.state === "OPEN");
      const isComing = world.batches.some(
        (batch) =>
          (batch.state === "PROPOSED" || batch.state === "APPROVED") &&
          batch.items.some(
            ({ outcome, live, applicationId }) =>
              outcome === "WAITLIST" && live && sectorOf(row(world.applications, applicationId), world) === sector,
          ),
      );
      return [
        ...unless(proposedById !== actor.userId, "sameOfficer"),
        ...unless(!isOffered && !isComing, "waitlistBusy"),
        ...involved(actor.userId, waitingIn(sector, world), world),
      ];
    },
  }),
  cancelClosing: move(batches.cancelClosing, {
    on: (world) => world.closings,
    input: ({ id, version }) => ({ closingId: id, version }),
    refusals: ({ state, sector }, actor, world) => [
      ...unless(state === "PROPOSED", "alreadyDone"),
      ...involved(actor.userId, waitingIn(sector, world), world),
    ],
  }),
  acceptPlaces: move(batches.acceptPlaces, {
    ...answering,
    refusals: (offer, _actor, world) => [
      ...answered(offer, world),
      ...unless(
        row(world.institutions, row(world.applications, offer.applicationId).institutionId).state !== "SUSPENDED",
        "institutionSuspended",
      ),
    ],
  }),
  declinePlaces: move(batches.declinePlaces, {
    ...answering,
    refusals: (offer, _actor, world) => answered(offer, world),
  }),
};
