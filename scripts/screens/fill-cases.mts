import { randomUUID } from "node:crypto";
import { fileAppeal, sendAppealMessage } from "../../lib/appeals/commands.ts";
import { sendMessage } from "../../lib/applications/commands.ts";
import { findApplication } from "../../lib/applications/queries.ts";
import { must } from "../scenario/must.mts";
import { type Officers, one, type Player } from "./players.mts";

/** Messages between institutions and the desk, and an appeal that waits for somebody to examine it. */
export async function writeAboutCases({ administrators }: Officers, players: readonly Player[]): Promise<void> {
  const [declined, appealed] = [one(players, "declined"), one(players, "appealed")];
  const write = async (by: Player["person"], { applicationId }: Player, text: string) =>
    must(await sendMessage(by, { applicationId, key: randomUUID(), text }), "a message");
  await write(
    declined.person,
    declined,
    "Which of our answers did not say enough?\nWe would like to do better. (Demonstration)",
  );
  await write(administrators[0], declined, "جواب نمبر ایک میں یہ واضح نہیں تھا کہ خدمت سے کسے فائدہ ہو گا۔ (مثال)");

  const { person, applicationId } = appealed;
  const version = (await findApplication(person, applicationId))?.version;
  const words =
    "The reasons say that nobody is named who supports the holders; the last answer names them. (Demonstration)";
  const filed = { applicationId, version, ground: "evidenceNotConsidered", words };
  const { appealId } = must(await fileAppeal(person, filed), "an appeal");
  const text = "May we send the list of those who support the holders once more? (Demonstration)";
  must(await sendAppealMessage(person, { appealId, key: randomUUID(), text }), "a message about an appeal");
}
