import * as desk from "../../../../lib/desk/commands.ts";
import { isOpenCase, leaseFor, viewsAtMost } from "../../../../lib/desk/rules.ts";
import type { Person } from "../../../../lib/platform/auth/actor.ts";
import { move, unless } from "../move.ts";
import { isClose, isHeldByOther, type World } from "../world.ts";

/** Whatever an administrator could take: each as its key, its state and whose it is. */
const cases = (world: World) => [
  ...world.institutions.map(({ id, state }) => ({
    ...{ id, key: { institutionId: id }, institutionId: id },
    isThere: state !== "DRAFT",
    isOpen: isOpenCase({ institution: state }),
  })),
  ...world.applications.map(({ id, institutionId, receipt, state }) => ({
    ...{ id, key: { applicationId: id }, institutionId },
    isThere: receipt !== null,
    isOpen: isOpenCase({ application: state }),
  })),
];

type Case = ReturnType<typeof cases>[number];

const heldBy = (of: Case, actor: Person, world: World) => {
  const lease = world.leases.find(({ institutionId, applicationId }) => [institutionId, applicationId].includes(of.id));
  return unless(leaseFor(lease ?? null, actor.userId, new Date()) === "own", "leaseLapsed");
};

const isForced = (luck: number) => luck % 4 === 0;

const names = ["mine", "overdue", "new"];
const view = {
  on: (world: World) => world.views,
  owner: ({ userId }: World["views"][number]) => ({ userId }),
};

export const deskMoves = {
  claimCase: move(desk.claimCase, {
    on: cases,
    input: ({ key }, luck) => ({ ...key, ...(isForced(luck) && { takeOver: "yes", reason: "On leave." }) }),
    refusals: (of, actor, world, luck) => [
      ...unless(of.isThere, "notFound"),
      ...unless(!isClose(world, actor.userId, of.institutionId), "conflictOfInterest"),
      ...unless(of.isOpen, "wrongState"),
      ...unless(isForced(luck) || !isHeldByOther(world, of.id, actor.userId), "caseHeld"),
    ],
  }),
  renewCase: move(desk.renewCase, { on: cases, input: ({ key }) => key, refusals: heldBy }),
  releaseCase: move(desk.releaseCase, { on: cases, input: ({ key }) => key, refusals: heldBy }),
  saveView: move(desk.saveView, {
    on: () => names,
    input: (name) => ({ list: "applications", name, query: "due=overdue" }),
    refusals: (name, actor, world) => {
      const own = world.views.filter(({ userId }) => userId === actor.userId);
      return unless(own.length < viewsAtMost || own.some((one) => one.name === name), "viewsFull");
    },
  }),
  renameView: move(desk.renameView, {
    ...view,
    input: ({ id }, luck) => ({ viewId: id, name: names[luck % names.length] }),
    refusals: ({ id, userId }, _actor, world, luck) => {
      const name = names[luck % names.length];
      return unless(
        !world.views.some((other) => other.id !== id && other.userId === userId && other.name === name),
        "duplicate",
      );
    },
  }),
  removeView: move(desk.removeView, { ...view, input: ({ id }) => ({ viewId: id }) }),
};
