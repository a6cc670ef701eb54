import { findApplication } from "../../lib/applications/queries.ts";
import { openDiscussion, postToDiscussion } from "../../lib/reviews/commands.ts";
import { must } from "../scenario/must.mts";
import type { Officers, Player } from "./players.mts";

/** The reviewers of a case whose scores differ talk about it. */
export async function discussScores(
  { administrators: [administrator], reviewers: [, second] }: Officers,
  { applicationId }: Player,
): Promise<void> {
  const version = (await findApplication(administrator, applicationId))?.version;
  const { discussionId } = must(await openDiscussion(administrator, { applicationId, version }), "a discussion");
  const text = "پہلے سال کا منصوبہ واضح ہے مگر دوسرے سال کا نہیں۔ (مثال)";
  must(await postToDiscussion(second, { discussionId, version: 0, text }), "a message");
}
