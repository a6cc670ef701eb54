import { obstacleToProgrammeChange, subjectOf } from "../../../../lib/programmes/changes/rules.ts";
import { ChangePayload, ProposeProgrammeChange, payloadOf } from "../../../../lib/programmes/changes/schema.ts";
import * as programmes from "../../../../lib/programmes/commands.ts";
import { sectors } from "../../../../lib/programmes/rules.ts";
import { move, pick, unless } from "../move.ts";
import { row, type World } from "../world.ts";

const reason = "More of them came than were expected.";

/** What changes look at. */
function present(world: World) {
  const { places, quorumRules } = world.programmes[0] ?? { places: 0, quorumRules: [] };
  const approvers = world.users.filter(({ grants }) =>
    grants.some(({ role, endsAt }) => role === "APPROVER" && (endsAt === null || endsAt > new Date())),
  );
  return { places, quotas: world.quotas, phases: world.phases, quorum: quorumRules, approvers: approvers.length };
}

/** A change of each kind: places from one sector to another, dates that stay around today, one approval or two. */
function asked(programmeId: string, luck: number, world: World) {
  const common = { programmeId, reason };
  const [from, to] = [pick(sectors, luck >> 2), pick(sectors, luck >> 4)];
  const of = (sector: string) => world.quotas.find((quota) => quota.sector === sector)?.places ?? 0;
  const moved = (sector: string) => of(sector) - Number(sector === from) + Number(sector === to);
  switch (luck % 4) {
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
