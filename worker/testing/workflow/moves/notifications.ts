import * as notifications from "../../../../lib/notifications/commands.ts";
import { topics } from "../../../../lib/notifications/rules.ts";
import { codeLimits, normalMobile, textKinds } from "../../../../lib/notifications/texts/rules.ts";
import type { Actor } from "../../../../lib/platform/auth/actor.ts";
import { move, pick, unless } from "../move.ts";
import type { World } from "../world.ts";

const self = { on: () => [null], owner: (_: null, __: World, actor: Actor) => (actor?.kind === "person" ? actor : {}) };

const numbers = ["0300 1234567", "+92 321 7654321", "00971 50 1234567"];
const isOpen = ({ consumedAt, expiresAt }: World["mobileCodes"][number]) =>
  consumedAt === null && expiresAt > new Date();
/** The code that somebody has open, as their telephone shows it. */
const openCode = (world: World, userId: string) => {
  const open = world.mobileCodes.findLast((code) => code.userId === userId && isOpen(code));
  return (
    open && { ...open, digits: world.codeTexts.findLast(({ to }) => to === open.number)?.text.match(/\d{6}/)?.[0] }
  );
};
const userIdOf = (actor: Actor) => (actor?.kind === "person" ? actor.userId : "");
const tooMany = (world: World, userId: string, number: string) =>
  codeLimits.some(({ most, minutes }) => {
    const since = new Date(Date.now() - minutes * 60_000);
    const sent = world.mobileCodes.filter((code) => code.userId === userId || code.number === number);
    return sent.filter(({ createdAt }) => createdAt > since).length >= most;
  });

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
  askMobileCode: move(notifications.askMobileCode, {
    ...self,
    input: (_, luck) => ({ number: pick(numbers, luck), abroad: "yes" }),
    refusals: (_, { userId }, world, luck) =>
      unless(!tooMany(world, userId, normalMobile(pick(numbers, luck)) ?? ""), "tooManyAttempts"),
  }),
  proveMobile: move(notifications.proveMobile, {
    ...self,
    input: (_, __, world, actor) => ({ code: openCode(world, userIdOf(actor))?.digits ?? "000000" }),
    refusals: (_, { userId }, world) => unless(openCode(world, userId) !== undefined, "codeExpired"),
  }),
  chooseTexts: move(notifications.chooseTexts, {
    ...self,
    input: (_, luck) => ({ kinds: textKinds.slice(0, luck % (textKinds.length + 1)) }),
    refusals: (_, { userId }, world) =>
      unless(
        world.mobiles.some((one) => one.userId === userId),
        "wrongState",
      ),
  }),
  removeMobile: move(notifications.removeMobile, {
    ...self,
    refusals: (_, { userId }, world) =>
      unless(
        world.mobiles.some((one) => one.userId === userId) || openCode(world, userId) !== undefined,
        "alreadyDone",
      ),
  }),
  resendMail: move(notifications.resendMail, {
    on: (world) => world.mails,
    input: ({ id }) => ({ mailId: id }),
    refusals: ({ failedAt, sentAt }) => unless(failedAt !== null && sentAt === null, "wrongState"),
  }),
};
