import { obstacleToProgrammeChange, subjectOf } from "../../../../lib/programmes/changes/rules.ts";
import { ChangePayload, ProposeProgrammeChange, payloadOf } from "../../../../lib/programmes/changes/schema.ts";
import * as programmes from "../../../../lib/programmes/commands.ts";
import { sectors } from "../../../../lib/programmes/rules.ts";
import { Eligibility } from "../../../../lib/programmes/schema.ts";
import { allDays, firstDays } from "../../../../lib/programmes/stepDays.ts";
import { move, pick, unless } from "../move.ts";
import { row, type World } from "../world.ts";

const reason = "More of them came than were expected.";

/** What changes look at. */
function present(world: World) {
  const { places, quorumRules, stepDays } = world.programmes[0] ?? { places: 0, quorumRules: [], stepDays: [] };
  const days = allDays(new Date(), stepDays);
  const approvers = world.users.filter(({ grants }) =>
    grants.some(({ role, endsAt }) => role === "APPROVER" && (endsAt === null || endsAt > new Date())),
  );
  const rubrics = world.rubrics.filter(({ state }) => state === "PUBLISHED").map(({ version }) => version);
  const phases = world.phases.map((phase) => ({
    ...phase,
    eligibility: Eligibility.parse(phase.eligibility),
    hasApplications: world.applications.some(
      ({ phaseId, submittedAt }) => phaseId === phase.id && submittedAt !== null,
    ),
  }));
  return { places, quotas: world.quotas, phases, rubrics, quorum: quorumRules, days, approvers: approvers.length };
}

const question = { en: "Agreed?", ur: "متفق؟", doEn: "Ask them.", doUr: "ان سے پوچھیں۔" };

/**
 * A change of each kind: places from one sector to another, a few more or fewer in all, dates that stay around today, another phase,
 * a question or none, other days for the decision, one approval or two.
 */
function asked(programmeId: string, luck: number, world: World) {
  const common = { programmeId, reason };
  const [from, to] = [pick(sectors, luck >> 2), pick(sectors, luck >> 4)];
  const of = (sector: string) => world.quotas.find((quota) => quota.sector === sector)?.places ?? 0;
  const moved = (sector: string) => of(sector) - Number(sector === from) + Number(sector === to);
  switch (luck % 8) {
    case 7:
      return {
        ...common,
        kind: "DAYS",
        days: { ...firstDays, decision: 20 + ((luck >> 3) % 12), reply: 10 + ((luck >> 4) % 2) },
      };
    case 4:
      return { ...common, kind: "PLACES", places: 3 + ((luck >> 2) % 4) };
    case 5:
      return {
        ...{ ...common, kind: "NEW_PHASE", code: `N${(luck >> 2) % 3}`, nameEn: "Phase", nameUr: "مرحلہ" },
        ...{ sectors: [from], opens: "2026-01-01", closes: "2028-06-01", rubric: 1 + ((luck >> 3) % 2) },
      };
    case 6:
      return {
        ...{ ...common, kind: "ELIGIBILITY", phaseId: pick(world.phases, luck >> 2).id },
        questions: (luck >> 3) % 2 === 0 ? {} : { 0: { ...question, code: "first" } },
      };
    case 0:
      return {
        ...{ ...common, kind: "QUOTAS" },
        places: Object.fromEntries(sectors.map((sector) => [sector, Math.max(0, moved(sector))])),
      };
    case 1:
      return { ...common, kind: "CARRY_OVER", from, to, places: 1 };
    case 2:
      return {
        ...{ ...common, kind: "PHASE", phaseId: pick(world.phases, luck >> 2).id },
        ...{ opens: "2026-01-01", closes: `2028-0${1 + (luck % 9)}-01` },
      };
    default:
      return { ...common, kind: "QUORUM", approvals: 1 + ((luck >> 2) % 2) };
  }
}

const named = ({ id, version }: World["proposals"][number]) => ({ proposalId: id, version });

export const programmeMoves = {
  proposeProgrammeChange: move(programmes.proposeProgrammeChange, {
    on: (world) => world.programmes,
    input: ({ id }, luck, world) => asked(id, luck, world),
    refusals: ({ id }, _actor, world, luck) => {
      const payload = payloadOf(ProposeProgrammeChange.parse(asked(id, luck, world)));
      const obstacle = obstacleToProgrammeChange(payload, present(world), new Date());
      const subject = subjectOf(payload);
      const isOpen = world.proposals.some((one) => one.state === "PROPOSED" && one.subject === subject);
      return [...(obstacle ? [obstacle] : []), ...unless(!isOpen, "proposalOpen")];
    },
  }),
  confirmProgrammeChange: move(programmes.confirmProgrammeChange, {
    on: (world) => world.proposals,
    input: named,
    refusals: ({ state, proposedById, payload }, actor, world) => {
      const stands = row(world.users, proposedById).grants.some(({ role }) => role === "ADMINISTRATOR");
      const obstacle = obstacleToProgrammeChange(ChangePayload.parse(payload), present(world), new Date());
      return [
        ...unless(state === "PROPOSED", "wrongState"),
        ...unless(proposedById !== actor.userId, "sameOfficer"),
        ...unless(stands, "officerLeft"),
        ...(obstacle && state === "PROPOSED" ? [obstacle] : []),
      ];
    },
  }),
  cancelProgrammeChange: move(programmes.cancelProgrammeChange, {
    on: (world) => world.proposals,
    input: named,
    refusals: ({ state }) => unless(state === "PROPOSED", "wrongState"),
  }),
};
