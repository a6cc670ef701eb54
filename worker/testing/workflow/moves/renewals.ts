import * as licences from "../../../../lib/licences/commands.ts";
import { isExpiring, isRenewalStep, mayHoldSeat, renewedUntil, renewReason } from "../../../../lib/licences/rules.ts";
import type { Person } from "../../../../lib/platform/auth/actor.ts";
import { nanoseconds } from "../../../../lib/platform/chain/writes.ts";
import type { RenewalState } from "../../../../lib/platform/db/generated/enums.ts";
import { move, unless } from "../move.ts";
import { isClose, row, type World } from "../world.ts";
import { signatureRefusals, signedAct } from "./signatures.ts";

type Renewal = World["renewals"][number];
type Licence = World["licences"][number];

const inForce = ({ items }: Renewal, world: World) =>
  items.flatMap(({ live, licenceId, validUntil }) => {
    const licence = row(world.licences, licenceId);
    return live && mayHoldSeat(licence, new Date()) ? { licence, proposed: validUntil } : [];
  });

const endOf = ({ validUntil, programmeId }: Licence, world: World) =>
  renewedUntil(validUntil as Date, row(world.programmes, programmeId).validDays);

/** A renewal with what is signed under it. */
const onRenewals = (world: World) =>
  world.renewals.map((renewal) => {
    const { id, version, operation, items } = renewal;
    const proposed = items.flatMap(({ licenceId, validUntil }) =>
      validUntil === null ? [] : { number: row(world.licences, licenceId).number, until: validUntil },
    );
    const asked = inForce(renewal, world).map(({ licence }) => ({
      ...{ number: licence.number, until: endOf(licence, world) },
    }));
    const renewals = (renewal.state === "ASKED" ? asked : proposed).map(({ number, until }) => ({
      ...{ number, validUntil: nanoseconds(until) },
    }));
    const act = { kind: "renewBatch" as const, reason: renewReason, decision: id, renewals };
    return { renewal, operation: operation ?? `renew:${id}:${version}`, act };
  });

type Thing = ReturnType<typeof onRenewals>[number];

const sign = ({ operation, act }: Thing, actor: Person, luck: number) => signedAct(operation, act, actor, luck);

const deciding = (renewal: Renewal, { userId }: Person, world: World, to: RenewalState) => [
  ...unless(!isClose(world, userId, renewal.institutionId), "conflictOfInterest"),
  ...unless(isRenewalStep(renewal.state, to), "wrongState"),
];

/** What stands in the way of a yes to a renewal. */
function approving({ renewal, operation }: Thing, actor: Person, world: World, luck: number): string[] {
  const { proposedById, approverIds, institutionId, items } = renewal;
  const isAsProposed =
    inForce(renewal, world).every(({ licence, proposed }) => proposed?.getTime() === endOf(licence, world).getTime()) &&
    inForce(renewal, world).length === items.filter(({ validUntil }) => validUntil !== null).length;
  return [
    ...deciding(renewal, actor, world, "APPROVED"),
    ...unless(proposedById !== actor.userId, "sameOfficer"),
    ...unless(!approverIds.includes(actor.userId), "alreadyDone"),
    ...unless(proposedById === null || !isClose(world, proposedById, institutionId), "proposerConflicted"),
    // What is not as it was proposed is asked for again, whoever signs.
    ...(isAsProposed ? signatureRefusals(operation, actor, world, luck) : []),
  ];
}

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
  proposeRenewal: move(licences.proposeRenewal, {
    on: onRenewals,
    input: ({ renewal }) => ({ renewalId: renewal.id, version: renewal.version }),
    sign,
    refusals: ({ renewal }, actor, world, luck) => [
      ...deciding(renewal, actor, world, "PROPOSED"),
      ...unless(inForce(renewal, world).length > 0, "nothingToRenew"),
      ...signatureRefusals(null, actor, world, luck),
    ],
  }),
  approveRenewal: move(licences.approveRenewal, {
    on: onRenewals,
    input: ({ renewal }) => ({ renewalId: renewal.id, version: renewal.version }),
    sign,
    refusals: approving,
  }),
  approveRenewals: move(licences.approveRenewals, {
    on: onRenewals,
    input: ({ renewal }) => ({ renewals: [{ renewalId: renewal.id, version: renewal.version }] }),
    sign: async (thing, actor, luck) => {
      const { id: renewalId, version } = thing.renewal;
      return { renewals: [{ renewalId, version, ...(await sign(thing, actor, luck)) }] };
    },
    refusals: approving,
  }),
  signRenewal: move(licences.signRenewal, {
    on: onRenewals,
    input: ({ renewal }) => ({ renewalId: renewal.id, signature: "AAAA" }),
    sign,
    refusals: ({ renewal, operation }, actor, world, luck) => [
      ...deciding(renewal, actor, world, "APPROVED"),
      ...unless([renewal.proposedById, ...renewal.approverIds].includes(actor.userId), "notAllowed"),
      ...signatureRefusals(operation, actor, world, luck),
    ],
  }),
  declineRenewal: move(licences.declineRenewal, {
    on: (world) => world.renewals,
    input: ({ id, version }) => ({ renewalId: id, version, reason: "notUsed" }),
    refusals: (renewal, actor, world) => deciding(renewal, actor, world, "DECLINED"),
  }),
};
