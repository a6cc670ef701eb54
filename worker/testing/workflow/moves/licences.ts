import { actAsGovernor, resendChainWrite } from "../../../../lib/chain/commands.ts";
import * as licences from "../../../../lib/licences/commands.ts";
import * as messenger from "../../../../lib/messenger/commands.ts";
import { consentVersion, standing } from "../../../../lib/messenger/rules.ts";
import { move, pairs, unless } from "../move.ts";
import { hex, isClose, row, type World } from "../world.ts";
import { changeMoves, isUnderway } from "./changes.ts";
import { holderMoves, holds } from "./holders.ts";
import { renewalMoves } from "./renewals.ts";

/** Nobody decides on an account at an institution that they stand close to. */
const foreign = (accounts: readonly { institutionId: string }[], userId: string, world: World) =>
  unless(!accounts.some(({ institutionId }) => isClose(world, userId, institutionId)), "conflictOfInterest");

/** Letters that look like no other, so that a handle never looks like another one. */
const letters = "abdefhkptuxy";
const handleOf = (count: number) =>
  `h${[...count.toString(letters.length)].map((digit) => letters[parseInt(digit, letters.length)]).join("")}e`;

/** Lists of people: one that names nobody, then some that name one or two. */
const lists = ["nobody", "One,one@holders.example", "Two,two@holders.example\nThree,three@holders.example"];

const seatsOf = (world: World, institutionId: string) =>
  world.seats.filter(
    (seat) => seat.state !== "RELEASED" && row(world.licences, seat.licenceId).institutionId === institutionId,
  );

const isSeated = (world: World, institutionId: string, email: string) =>
  seatsOf(world, institutionId).some(
    (seat) => seat.email === email && row(world.licences, seat.licenceId).state !== "REVOKED",
  );

const freeOf = (world: World, institutionId: string) => {
  const seats = seatsOf(world, institutionId);
  return world.licences.filter(
    (licence) =>
      licence.institutionId === institutionId &&
      licence.state === "ACTIVE" &&
      !seats.some((seat) => seat.licenceId === licence.id),
  ).length;
};

/** To how many a list would offer a seat. */
const offersOf = (world: World, { institutionId, text }: World["seatImports"][number]) => {
  const people = (text ?? "").split("\n").map((line) => line.split(",")[1] ?? "");
  const unseated = people.filter((email) => email !== "" && !isSeated(world, institutionId, email));
  return Math.min(unseated.length, freeOf(world, institutionId));
};

export const licenceMoves = {
  ...{ ...changeMoves, ...holderMoves, ...renewalMoves },
  offerSeats: move(licences.offerSeats, {
    on: (world) => pairs(world.institutions, ["one", "two", "three"]),
    owner: ({ a }) => ({ institutionId: a.id }),
    input: ({ a, b }) => ({ institutionId: a.id, people: [{ name: "Somebody", email: `${b}@holders.example` }] }),
    refusals: ({ a, b }, _actor, world) => [
      ...unless(a.state !== "SUSPENDED", "institutionSuspended"),
      ...unless(!isSeated(world, a.id, `${b}@holders.example`), "duplicate"),
      ...unless(freeOf(world, a.id) > 0, "noFreeSeats"),
    ],
  }),
  openSeatImport: move(licences.openSeatImport, {
    on: (world) => world.institutions,
    owner: ({ id }) => ({ institutionId: id }),
    input: ({ id }, luck) => ({ institutionId: id, text: lists[luck % lists.length] }),
    refusals: (_institution, _actor, _world, luck) => unless(luck % lists.length > 0, "invalidInput"),
  }),
  confirmSeatImport: move(licences.confirmSeatImport, {
    on: (world) => world.seatImports,
    owner: ({ institutionId }) => ({ institutionId }),
    input: (list, luck, world) => ({
      ...{ importId: list.id, version: list.version },
      offers: luck % 6 > 0 ? offersOf(world, list) : offersOf(world, list) + 1,
    }),
    refusals: (list, _actor, world, luck) => {
      if (list.state !== "OPEN") return ["alreadyDone"];
      return [
        ...unless(row(world.institutions, list.institutionId).state !== "SUSPENDED", "institutionSuspended"),
        ...unless(luck % 6 > 0, "seatsMoved"),
        ...unless(offersOf(world, list) > 0 || luck % 6 === 0, "nothingChosen"),
      ];
    },
  }),
  withdrawOffer: move(licences.withdrawOffer, {
    on: (world) => world.seats,
    owner: (seat, world) => ({ institutionId: row(world.licences, seat.licenceId).institutionId }),
    input: ({ id, version }) => ({ seatId: id, version }),
    refusals: ({ state }) => unless(state === "OFFERED", "alreadyDone", "claimUsed"),
  }),
  claimSeat: move(licences.claimSeat, {
    on: (world) => world.seats,
    input: ({ token }) => ({ token }),
    refusals: (seat, { userId, principal }, world) => {
      if (principal === null) return ["internetIdentityNeeded"];
      if (row(world.users, userId).memberships.some(({ shared }) => shared)) return ["sharedMailbox"];
      if (seat.state !== "OFFERED")
        return unless(seat.state !== "RELEASED" && seat.principal === principal, "claimUsed");
      return [
        ...unless(row(world.licences, seat.licenceId).state === "ACTIVE", "licenceNotActive"),
        ...unless(!holds(world, principal), "principalHasSeat"),
      ];
    },
  }),

  requestAccount: move(messenger.requestAccount, {
    on: (world) => world.licences,
    input: ({ id }, _luck, world) => ({
      ...{ licenceId: id, handle: handleOf(144 + world.accounts.length), consent: consentVersion },
    }),
    refusals: (licence, { userId, principal }, world) => {
      if (principal === null) return ["internetIdentityNeeded"];
      const bound = world.seats.some(
        (seat) =>
          seat.licenceId === licence.id &&
          seat.userId === userId &&
          seat.principal === principal &&
          seat.state === "BOUND",
      );
      const has = world.accounts.some(
        (one) =>
          (one.licenceId === licence.id || one.principal === principal) &&
          standing.some((state) => state === one.state),
      );
      return [
        ...unless(bound, "notFound"),
        ...unless(licence.state === "ACTIVE", "licenceNotActive"),
        ...unless(!has, "accountExists"),
      ];
    },
  }),
  proposeAccounts: move(messenger.proposeAccounts, {
    on: (world) => world.accounts,
    input: ({ id }) => ({ accountIds: [id] }),
    refusals: (account, { userId }, world) => [
      ...unless(account.state === "REQUESTED", "changedMeanwhile"),
      ...foreign([account], userId, world),
    ],
  }),
  approveAccounts: move(messenger.approveAccounts, {
    on: (world) => world.accountBatches,
    input: ({ id, version, planHash }, luck) => {
      const isRead = planHash !== null && luck % 6 > 0;
      return { batchId: id, version, planHash: isRead ? hex(planHash ?? new Uint8Array()) : "00".repeat(32) };
    },
    refusals: (batch, { userId }, world, luck) => {
      const accounts = world.accounts.filter((account) => account.batchId === batch.id);
      return [
        ...unless(batch.state === "PROPOSED", "wrongState"),
        ...unless(luck % 6 > 0, "planChanged"),
        ...unless(batch.proposedById !== userId, "sameOfficer"),
        ...unless(!accounts.some((account) => account.userId === userId), "conflictOfInterest"),
        ...foreign(accounts, userId, world),
        ...unless(
          accounts.every(
            ({ licenceId, principal }) =>
              row(world.licences, licenceId).state === "ACTIVE" &&
              world.seats.some(
                (seat) => seat.licenceId === licenceId && seat.state === "BOUND" && seat.principal === principal,
              ),
          ),
          "licenceNotActive",
        ),
      ];
    },
  }),
  declineAccount: move(messenger.declineAccount, {
    on: (world) => world.accounts,
    input: ({ id, version }) => ({ accountId: id, version, reason: "misleading" }),
    refusals: (account, { userId }, world) => [
      ...unless(account.state === "REQUESTED", "wrongState"),
      ...foreign([account], userId, world),
    ],
  }),
  rejectAccounts: move(messenger.rejectAccounts, {
    on: (world) => world.accountBatches,
    input: ({ id, version }) => ({ batchId: id, version, reason: "Not yet." }),
    refusals: ({ id, state }, { userId }, world) => [
      ...unless(state === "PROPOSED", "wrongState"),
      ...foreign(
        world.accounts.filter(({ batchId }) => batchId === id),
        userId,
        world,
      ),
    ],
  }),
  removeAccount: move(messenger.removeAccount, {
    on: (world) => world.accounts,
    owner: ({ userId }) => ({ userId }),
    input: ({ id, version }) => ({ accountId: id, version }),
    refusals: ({ id, state, userId, institutionId }, actor, world) => [
      ...(userId === actor.userId ? [] : foreign([{ institutionId }], actor.userId, world)),
      ...unless(["REQUESTED", "ACTIVE", "SUSPENDED"].includes(state), "wrongState"),
      ...unless(!isUnderway(world, `account:${id}:`), "accountUnderway"),
    ],
  }),
  // Nobody in these stories governs the registry: what they hand in is never a signature.
  actAsGovernor: move(actAsGovernor, {
    on: () => ["now"],
    input: () => ({ signature: "AAAA" }),
    refusals: (_, actor) => [...unless(actor.principal !== null, "internetIdentityNeeded"), "signatureWrong"],
  }),
  resendChainWrite: move(resendChainWrite, {
    on: (world) => world.writes,
    input: ({ id }) => ({ writeId: id }),
    refusals: ({ state, kind }) => unless(state === "REFUSED" && kind === "issueBatch", "wrongState"),
  }),
};
