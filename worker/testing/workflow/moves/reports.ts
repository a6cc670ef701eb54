import * as reports from "../../../../lib/reports/commands.ts";
import { readerRoles } from "../../../../lib/reports/queries.ts";
import { schedulesAtMost } from "../../../../lib/reports/rules.ts";
import { move, unless } from "../move.ts";
import type { World } from "../world.ts";

const standing = (world: World) => world.schedules.filter(({ endedAt }) => endedAt === null);

export const reportMoves = {
  exportReport: move(reports.exportReport, {
    on: () => ["2026-01-01", "2026-12-31"],
    input: (from) => ({ from, to: "2026-06-30" }),
    refusals: (from) => unless(from < "2026-06-30", "invalidInput"),
  }),
  scheduleReport: move(reports.scheduleReport, {
    on: (world) => world.users,
    input: ({ id }, luck) => ({ cadence: luck % 2 ? "WEEKLY" : "MONTHLY", readers: [id] }),
    refusals: ({ grants }, _actor, world) => {
      const now = new Date();
      const reads = grants.some(({ role, endsAt }) => readerRoles.includes(role) && (endsAt === null || endsAt > now));
      return [...unless(reads, "notFound"), ...unless(standing(world).length < schedulesAtMost, "schedulesFull")];
    },
  }),
  endSchedule: move(reports.endSchedule, {
    on: (world) => world.schedules,
    input: ({ id }) => ({ scheduleId: id }),
    refusals: ({ endedAt }) => unless(endedAt === null, "alreadyDone"),
  }),
};
