import * as licences from "../../../../lib/licences/commands.ts";
import { idleStep, mayRemind } from "../../../../lib/licences/rules.ts";
import type { Person } from "../../../../lib/platform/auth/actor.ts";
import type { Command } from "../../../../lib/platform/command.ts";
import { move, unless } from "../move.ts";
import { isClose, row, type World } from "../world.ts";

type Seat = World["seats"][number];
type Rebind = World["seatRebinds"][number];

const licenceOf = (world: World, seat: { licenceId: string }) => row(world.licences, seat.licenceId);

const seatOwner = (seat: Seat, world: World) => ({ institutionId: licenceOf(world, seat).institutionId });

const isReleasing = (world: World, seatId: string) =>
  world.writes.some(
    ({ key, state }) => key.startsWith(`unbind:${seatId}:`) && (state === "QUEUED" || state === "SENT"),
  );

/** Does the identity hold a seat that is in force, or is one on its way to it? */
export function holds(world: World, principal: string): boolean {
  const inForce = (seat: Seat) => ["ACTIVE", "SUSPENDED"].includes(licenceOf(world, seat).state);
  return (
    world.seats.some(
      (one) => one.principal === principal && ["CLAIMED", "BOUND"].includes(one.state) && inForce(one),
    ) || world.seatRebinds.some((one) => one.principal === principal && one.state === "CONFIRMED")
  );
}

const decide = (run: Command<unknown>, refusals: (rebind: Rebind, seat: Seat, world: World) => string[]) =>
  move(run, {
    on: (world) => world.seatRebinds,
    owner: ({ seatId }, world) => seatOwner(row(world.seats, seatId), world),
    input: ({ id, version }) => ({ rebindId: id, version }),
    refusals: (rebind, { userId, email, memberships }, world) => {
      const seat = row(world.seats, rebind.seatId);
      const { institutionId } = licenceOf(world, seat);
      const isOwner = memberships.some((one) => one.institutionId === institutionId && one.role === "OWNER");
      const isConcerned =
        [rebind.userId, seat.userId].includes(userId) ||
        seat.email === email ||
        (!isOwner && isClose(world, userId, institutionId));
      return [
        ...unless(!isConcerned, "conflictOfInterest"),
        ...(rebind.state === "ASKED" ? refusals(rebind, seat, world) : ["wrongState"]),
      ];
    },
  });

export const holderMoves = {
  remindOffers: move(licences.remindOffers, {
    on: (world) => world.seats,
    owner: seatOwner,
    input: (seat, _luck, world) => ({ ...seatOwner(seat, world), seatIds: [seat.id] }),
    refusals: (seat) => unless(mayRemind(seat, new Date()) === "yes", "changedMeanwhile"),
  }),
  releaseSeat: move(licences.releaseSeat, {
    on: (world) => world.seats,
    owner: seatOwner,
    input: ({ id, version }) => ({ seatId: id, version, reason: "notUsed" }),
    refusals: (seat, _actor, world) => {
      if (seat.state === "RELEASED") return ["alreadyDone"];
      const inForce = ["ACTIVE", "SUSPENDED"].includes(licenceOf(world, seat).state);
      return [
        ...unless(seat.state !== "OFFERED" && inForce, "wrongState"),
        ...unless(!isReleasing(world, seat.id), "seatUnderway"),
      ];
    },
  }),
  confirmUse: move(licences.confirmUse, {
    on: (world) => world.seats,
    owner: ({ userId }) => (userId === null ? {} : { userId }),
    input: ({ id, version }) => ({ seatId: id, version }),
    refusals: (seat, _actor, world) => {
      if (seat.state !== "BOUND") return ["wrongState"];
      if (seat.activatedAt !== null) return ["alreadyDone"];
      return unless(licenceOf(world, seat).state === "ACTIVE", "licenceNotActive");
    },
  }),
  remindIdle: move(licences.remindIdle, {
    on: (world) => world.seats,
    owner: seatOwner,
    input: (seat, _luck, world) => ({ ...seatOwner(seat, world), seatIds: [seat.id] }),
    refusals: (seat) => unless(idleStep(seat, new Date()) === "remind", "changedMeanwhile"),
  }),
  reclaimSeat: move(licences.reclaimSeat, {
    on: (world) => world.seats,
    owner: seatOwner,
    input: ({ id, version }) => ({ seatId: id, version, reason: "notUsed" }),
    refusals: (seat, _actor, world) => {
      if (seat.state === "RELEASED") return ["alreadyDone"];
      if (idleStep(seat, new Date()) !== "reclaim") return ["notIdle"];
      if (seat.state === "OFFERED") return [];
      const inForce = ["ACTIVE", "SUSPENDED"].includes(licenceOf(world, seat).state);
      return [...unless(inForce, "wrongState"), ...unless(!isReleasing(world, seat.id), "seatUnderway")];
    },
  }),
  askRebind: move(licences.askRebind, {
    on: (world) => world.seats,
    input: ({ token }) => ({ token }),
    refusals: (seat, { userId, principal }: Person, world) => {
      if (principal === null) return ["internetIdentityNeeded"];
      if (row(world.users, userId).memberships.some(({ shared }) => shared)) return ["sharedMailbox"];
      if (seat.state !== "BOUND") return ["wrongState"];
      if (seat.principal === principal) return ["alreadyDone"];
      const isOpen = world.seatRebinds.some(
        (one) => (one.seatId === seat.id || one.principal === principal) && ["ASKED", "CONFIRMED"].includes(one.state),
      );
      return [
        ...unless(!isReleasing(world, seat.id), "seatUnderway"),
        ...unless(!isOpen, "rebindOpen"),
        ...unless(!holds(world, principal), "principalHasSeat"),
      ];
    },
  }),
  confirmRebind: decide(licences.confirmRebind, ({ principal }, seat, world) => [
    ...unless(seat.state === "BOUND" && licenceOf(world, seat).state === "ACTIVE", "licenceNotActive"),
    ...unless(!isReleasing(world, seat.id), "seatUnderway"),
    ...unless(!holds(world, principal), "principalHasSeat"),
  ]),
  declineRebind: decide(licences.declineRebind, () => []),
};
