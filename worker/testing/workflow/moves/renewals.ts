import * as licences from "../../../../lib/licences/commands.ts";
import { isExpiring, isRenewalStep } from "../../../../lib/licences/rules.ts";
import type { Command } from "../../../../lib/platform/command.ts";
import { move, unless } from "../move.ts";
import { isClose, row, type World } from "../world.ts";

type Renewal = World["renewals"][number];

const decide = (
  run: Command<unknown>,
  to: "PROPOSED" | "APPROVED" | "DECLINED",
  more: (renewal: Renewal, userId: string, world: World) => string[] = () => [],
) =>
  move(run, {
    on: (world) => world.renewals,
    input: ({ id, version }) => ({ renewalId: id, version, ...(to === "DECLINED" && { reason: "notUsed" }) }),
    refusals: (renewal, { userId }, world) => [
      ...unless(!isClose(world, userId, renewal.institutionId), "conflictOfInterest"),
      ...unless(isRenewalStep(renewal.state, to), "wrongState"),
      ...more(renewal, userId, world),
    ],
  });

export const renewalMoves = {
  askRenewal: move(licences.askRenewal, {
    on: (world) => world.institutions,
    owner: ({ id }) => ({ institutionId: id }),
    input: ({ id }) => ({ institutionId: id }),
    refusals: ({ id }, _actor, world) => {
      const asked = world.renewals.flatMap(({ items }) => items.filter(({ live }) => live));
      const isOpen = (licenceId: string) => asked.some((item) => item.licenceId === licenceId);
      const ending = world.licences.filter(
        (licence) => licence.institutionId === id && isExpiring(licence, new Date()) && !isOpen(licence.id),
      );
      return unless(ending.length > 0, "nothingToRenew");
    },
  }),
  proposeRenewal: decide(licences.proposeRenewal, "PROPOSED"),
  approveRenewal: decide(licences.approveRenewal, "APPROVED", ({ proposedById, items }, userId, world) => [
    ...unless(proposedById !== userId, "sameOfficer"),
    ...unless(
      items.some(({ live, licenceId }) => live && row(world.licences, licenceId).state === "ACTIVE"),
      "nothingToRenew",
    ),
  ]),
  declineRenewal: decide(licences.declineRenewal, "DECLINED"),
};
