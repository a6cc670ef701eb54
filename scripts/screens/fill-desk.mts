import { claimCase, saveView } from "../../lib/desk/commands.ts";
import { askMobileCode, chooseTexts, proveMobile } from "../../lib/notifications/commands.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { db } from "../../lib/platform/db/client.ts";
import { scheduleReport } from "../../lib/reports/commands.ts";
import { writeReports } from "../../lib/reports/write.ts";
import { must } from "../scenario/must.mts";
import { demoPerson } from "../scenario/people.mts";
import { type Officers, one, type Player } from "./players.mts";

/**
 * The desk at work: a case that another administrator has, views that somebody keeps, a mail that could not be delivered, a number
 * that hears by text message and one that waits for its code, and a report that comes every week with the one that it wrote, as if the week were over already.
 */
export async function workAtDesk({ administrators }: Officers, players: readonly Player[]): Promise<void> {
  const [first, second] = administrators;
  const { applicationId } = one(players, "in review");
  must(await claimCase(second, { applicationId }), "a case");
  for (const [name, query] of Object.entries({ "تاریخ قریب": "due=soon&sort=due", "Not taken": "held=free" }))
    must(await saveView(first, { list: "applications", name, query }), "a view");
  const { userId: ownerId } = await demoPerson("Demo operator");
  const mail = await db().mail.findFirstOrThrow({ where: { letter: "applicationReceived" }, orderBy: { id: "asc" } });
  const failed = { sentAt: null, attempts: 20, lastError: "ETIMEDOUT 421", failedAt: new Date(), ownerId };
  await db().mail.update({ where: { id: mail.id }, data: failed });
  must(await scheduleReport(first, { cadence: "WEEKLY", readers: [first.userId] }), "a schedule");
  await hearByText(first);
  await writeReports(new Date(Date.now() + 8 * 24 * 3_600_000));
}

/** A number that is proved, and of what it hears; then another one that is not yet. */
async function hearByText(person: Person): Promise<void> {
  must(await askMobileCode(person, { number: "0300 1234567" }), "a code");
  const letter = { channel: "SMS", letter: "code" } as const;
  const { text } = await db().mail.findFirstOrThrow({ where: letter, orderBy: { id: "desc" } });
  must(await proveMobile(person, { code: text.match(/\d{6}/)?.[0] }), "a number");
  must(await chooseTexts(person, { kinds: ["decision", "question"] }), "the choice of texts");
  must(await askMobileCode(person, { number: "0321 7654321" }), "another code");
}
