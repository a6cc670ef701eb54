import * as notifications from "../../../../lib/notifications/commands.ts";
import { topics } from "../../../../lib/notifications/rules.ts";
import type { Actor } from "../../../../lib/platform/auth/actor.ts";
import { move, unless } from "../move.ts";
import type { World } from "../world.ts";

const self = { on: () => [null], owner: (_: null, __: World, actor: Actor) => (actor?.kind === "person" ? actor : {}) };

export const noticeMoves = {
  markNotice: move(notifications.markNotice, {
    on: (world) => world.notices,
    owner: ({ userId }) => ({ userId }),
    input: ({ id }) => ({ noticeId: id }),
    refusals: ({ readAt }) => unless(readAt === null, "alreadyDone"),
  }),
  markNotices: move(notifications.markNotices, self),
  chooseDelivery: move(notifications.chooseDelivery, {
    ...self,
    input: (_, luck) => ({ daily: topics.slice(0, luck % (topics.length + 1)) }),
  }),
  resendMail: move(notifications.resendMail, {
    on: (world) => world.mails,
    input: ({ id }) => ({ mailId: id }),
    refusals: ({ failedAt, sentAt }) => unless(failedAt !== null && sentAt === null, "wrongState"),
  }),
};
