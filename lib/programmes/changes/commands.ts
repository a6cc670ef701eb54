import { isDeepStrictEqual } from "node:util";
import { isAdministrator } from "../../people/standing.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { ProgrammeChange } from "../../platform/db/generated/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { applyProgrammeChange } from "./effect.ts";
import { beforeOf, isProgrammeChangeStep, obstacleToProgrammeChange, subjectOf } from "./rules.ts";
import { ChangePayload, DecideProgrammeChange, ProposeProgrammeChange, payloadOf } from "./schema.ts";
import { lockProgramme, tellOfProgrammeChange } from "./steps.ts";

/**
 * Proposes another split of the places or another number of them, unused places carried over, a new phase, other dates or other
 * questions of one, other days for the clock, or another quorum. Nothing changes until
 * a second administrator confirms. Errors: notFound, proposalOpen (one of the same subject is open), and whatever
 * {@link obstacleToProgrammeChange} finds.
 */
export const proposeProgrammeChange = command({
  action: "programmes.proposeChange",
  schema: ProposeProgrammeChange,
  async run({ tx, actor, input, now }) {
    const { programmeId, reason } = input;
    const present = await lockProgramme(tx, programmeId, now);
    if (!present) return fail("notFound");
    const payload = payloadOf(input);
    const obstacle = obstacleToProgrammeChange(payload, present, now);
    if (obstacle) return fail(obstacle);
    const subject = subjectOf(payload);
    if ((await tx.programmeChange.count({ where: { programmeId, subject, state: "PROPOSED" } })) > 0)
      return fail("proposalOpen");
    const change = await tx.programmeChange.create({
      data: {
        ...{ programmeId, kind: input.kind, subject, reason, payload },
        ...{ before: beforeOf(payload, present) ?? {}, proposedById: actor.userId, proposedAt: now },
      },
    });
    await tellOfProgrammeChange(tx, change, "programmeChangeProposed", { except: actor.userId, approvers: false, now });
    return done({ programmeId, proposalId: change.id }, of(change), { kind: change.kind, change: change.id });
  },
});

/**
 * The second administrator's word: what was proposed is so from now on, and where places moved the registry is told.
 * Errors: confirmationNeeded, notFound, wrongState, changedMeanwhile, sameOfficer, officerLeft (whoever proposed it is no administrator any more),
 * planChanged (what it begins from is not what it was), and whatever stands in its way by now.
 */
export const confirmProgrammeChange = command({
  action: "programmes.confirmChange",
  schema: DecideProgrammeChange,
  confirmed: (input) => input,
  async run({ tx, actor, input, now }) {
    const found = await tx.programmeChange.findUnique({
      where: { id: input.proposalId },
      select: { programmeId: true },
    });
    const present = found && (await lockProgramme(tx, found.programmeId, now));
    if (!present) return fail("notFound");
    const seen = await tx.programmeChange.findUniqueOrThrow({ where: { id: input.proposalId } });
    if (!isProgrammeChangeStep(seen.state, "CONFIRMED")) return fail("wrongState");
    if (seen.version !== input.version) return fail("changedMeanwhile");
    if (seen.proposedById === actor.userId) return fail("sameOfficer");
    if (!(await isAdministrator(tx, seen.proposedById, now))) return fail("officerLeft");
    const payload = ChangePayload.parse(seen.payload);
    if (!isDeepStrictEqual(beforeOf(payload, present), seen.before)) return fail("planChanged");
    const obstacle = obstacleToProgrammeChange(payload, present, now);
    if (obstacle) return fail(obstacle);
    const change = await move(tx, seen, { state: "CONFIRMED", confirmedById: actor.userId, closedAt: now });
    if (!change) return fail("changedMeanwhile");
    await applyProgrammeChange(tx, { ...change, payload, at: now }, present);
    await tellOfProgrammeChange(tx, change, "programmeChangeConfirmed", { except: actor.userId, approvers: true, now });
    return done({ programmeId: change.programmeId }, of(change), { kind: change.kind, change: change.id });
  },
});

/** Takes a proposal back, or turns it down: any administrator may. Errors: notFound, wrongState, changedMeanwhile. */
export const cancelProgrammeChange = command({
  action: "programmes.cancelChange",
  schema: DecideProgrammeChange,
  async run({ tx, actor, input, now }) {
    const seen = await tx.programmeChange.findUnique({ where: { id: input.proposalId } });
    if (!seen) return fail("notFound");
    if (!isProgrammeChangeStep(seen.state, "CANCELLED")) return fail("wrongState");
    if (seen.version !== input.version) return fail("changedMeanwhile");
    const change = await move(tx, seen, { state: "CANCELLED", closedById: actor.userId, closedAt: now });
    if (!change) return fail("changedMeanwhile");
    return done({ programmeId: change.programmeId }, of(change), { kind: change.kind, change: change.id });
  },
});

function of({ programmeId }: ProgrammeChange) {
  return { kind: "programme" as const, id: programmeId };
}

/** The change in its next state, or null when somebody was faster. */
async function move(
  tx: Tx,
  seen: ProgrammeChange,
  data: Partial<Pick<ProgrammeChange, "state" | "confirmedById" | "closedById" | "closedAt">>,
) {
  const { id, state, version } = seen;
  const { count } = await tx.programmeChange.updateMany({
    where: { id, state, version },
    data: { ...data, version: { increment: 1 } },
  });
  return count === 0 ? null : tx.programmeChange.findUniqueOrThrow({ where: { id } });
}
