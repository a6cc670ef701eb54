import * as licences from "../../../../lib/licences/commands.ts";
import { changeToSign, jointChanges, type LicenceChange, licenceAfter } from "../../../../lib/licences/rules.ts";
import type { Person } from "../../../../lib/platform/auth/actor.ts";
import { move, pairs, unless } from "../move.ts";
import { isClose, row, type World } from "../world.ts";
import { signatureRefusals, signedAct } from "./signatures.ts";

type Licence = World["licences"][number];
type Change = World["licenceChanges"][number];

/** Is a write with such a key on its way to the registry? */
export const isUnderway = (world: World, prefix: string) =>
  world.writes.some(({ key, state }) => key.startsWith(prefix) && (state === "QUEUED" || state === "SENT"));

const reasons = { suspend: "underInvestigation", reinstate: "resolved", revoke: "termsBreach" } as const;

/** Nobody decides on a licence of an institution that they stand close to, nor on their own seat. */
const concerned = (licence: Licence, { userId }: Person, world: World) => {
  const holds = world.seats.some(
    (seat) => seat.licenceId === licence.id && seat.userId === userId && seat.state !== "RELEASED",
  );
  return unless(!holds && !isClose(world, userId, licence.institutionId), "conflictOfInterest");
};

const changing = (licence: Licence, kind: LicenceChange, actor: Person, world: World) => [
  ...concerned(licence, actor, world),
  ...unless(licenceAfter(licence.state, kind) !== undefined, "wrongState"),
  ...unless(!isUnderway(world, `status:${licence.id}:`) && !isSuspending(world, licence.id), "changeUnderway"),
];

/** Is a suspension of it not with the registry yet, for want of its officer's signature there? */
const isSuspending = (world: World, id: string) =>
  world.licenceChanges.some(
    ({ licenceId, kind, state }) => licenceId === id && kind === "suspend" && state === "PROPOSED",
  );

const deciding = (change: Change, actor: Person, world: World) => [
  ...concerned(row(world.licences, change.licenceId), actor, world),
  ...unless(change.state === "PROPOSED", "wrongState"),
];

const signAsked = (licence: Licence, kind: LicenceChange, actor: Person, luck: number) => {
  const { operation, act } = changeToSign(kind, { ...licence, reason: reasons[kind] });
  return signedAct(operation, act, actor, luck);
};

/** Is somebody's signature under it on its way, or in the registry? */
const isSigned = (world: World, operation: string) =>
  world.signatures.some(({ code, state }) => code === operation && (state === "SENT" || state === "CERTIFIED"));

/** A change with the number of its licence, so that whoever signs it need not look for it. */
const onChanges = (world: World) =>
  world.licenceChanges.map((change) => ({ change, number: row(world.licences, change.licenceId).number }));

const sign = ({ change, number }: ReturnType<typeof onChanges>[number], actor: Person, luck: number) => {
  const { operation, kind, reason } = change;
  return signedAct(operation, { kind, number, reason, decision: operation }, actor, luck);
};

export const changeMoves = {
  suspendLicence: move(licences.suspendLicence, {
    on: (world) => world.licences,
    input: ({ id, version }) => ({ licenceId: id, version, reason: reasons.suspend }),
    sign: (licence, actor, luck) => signAsked(licence, "suspend", actor, luck),
    refusals: (licence, actor, world, luck) => [
      ...changing(licence, "suspend", actor, world),
      ...signatureRefusals(null, actor, world, luck),
    ],
  }),
  proposeChange: move(licences.proposeChange, {
    on: (world) => pairs(world.licences, jointChanges),
    input: ({ a, b }) => ({ licenceId: a.id, version: a.version, change: b, reason: reasons[b] }),
    sign: ({ a, b }, actor, luck) => signAsked(a, b, actor, luck),
    refusals: ({ a, b }, actor, world, luck) => [
      ...changing(a, b, actor, world),
      ...unless(
        !world.licenceChanges.some(
          ({ licenceId, kind, state }) => licenceId === a.id && kind !== "suspend" && state === "PROPOSED",
        ),
        "changeProposed",
      ),
      ...signatureRefusals(null, actor, world, luck),
    ],
  }),
  approveChange: move(licences.approveChange, {
    on: onChanges,
    input: ({ change }) => ({ licenceChangeId: change.id }),
    sign: (thing, actor, luck) => (luck % 29 === 0 ? Promise.resolve({}) : sign(thing, actor, luck)),
    refusals: ({ change }, actor, world, luck) => {
      const { licenceId, proposedById, approverIds } = change;
      const { institutionId } = row(world.licences, licenceId);
      return [
        ...deciding(change, actor, world),
        ...unless(change.kind !== "suspend", "wrongState"),
        ...unless(proposedById !== actor.userId, "sameOfficer"),
        ...unless(!approverIds.includes(actor.userId), "alreadyDone"),
        ...unless(!isClose(world, proposedById, institutionId), "proposerConflicted"),
        ...(luck % 29 === 0 ? ["signatureMissing"] : signatureRefusals(change.operation, actor, world, luck)),
      ];
    },
  }),
  signChange: move(licences.signChange, {
    on: onChanges,
    input: ({ change }) => ({ licenceChangeId: change.id, signature: "AAAA" }),
    sign,
    refusals: ({ change }, actor, world, luck) => [
      ...deciding(change, actor, world),
      ...unless([change.proposedById, ...change.approverIds].includes(actor.userId), "notAllowed"),
      ...signatureRefusals(change.operation, actor, world, luck),
    ],
  }),
  rejectChange: move(licences.rejectChange, {
    on: (world) => world.licenceChanges,
    input: ({ id }) => ({ licenceChangeId: id, reason: "It is not needed any more." }),
    refusals: (change, actor, world) => [
      ...deciding(change, actor, world),
      ...unless(change.kind !== "suspend" || !isSigned(world, change.operation), "changeUnderway"),
    ],
  }),
};
