import { replyToRequest, withdrawApplication } from "../../lib/applications/commands.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { db } from "../../lib/platform/db/client.ts";
import {
  askThirdReview,
  closeDiscussion,
  declareConflict,
  openDiscussion,
  postToDiscussion,
  requestInformation,
  reviseReview,
} from "../../lib/reviews/commands.ts";
import { applicationNow, type First } from "./facts.mts";
import { must } from "./must.mts";
import { assign, scoreAll } from "./review.mts";

/** The institution takes its application back, unless it is over. */
export async function withdraw({ id, receipt, member }: First): Promise<void> {
  const { state, version } = await applicationNow(id);
  if (state !== "SUBMITTED" && state !== "IN_REVIEW") return;
  must(await withdrawApplication(member.person, { applicationId: id, version }), `withdrawal of ${receipt}`);
}

/**
 * An administrator, or a reviewer who was asked to score it, asks for more; the institution answers. While it has the ball no step
 * is due. Throws when the clock went on.
 */
export async function askForMore({ id, receipt, member }: First, by: Person): Promise<void> {
  const before = await applicationNow(id);
  const isAsked = (await db().informationRequest.count({ where: { applicationId: id } })) > 0;
  if (!isAsked) {
    if (before.state !== "SUBMITTED" && before.state !== "IN_REVIEW") return;
    const question = "Demonstration: who keeps the service running once the project is over?";
    must(
      await requestInformation(by, { applicationId: id, version: before.version, question }),
      `request on ${receipt}`,
    );
  }
  const open = await db().informationRequest.findFirst({ where: { applicationId: id, repliedAt: null } });
  if (!open) return;
  const paused = await applicationNow(id);
  if (paused.dueAt !== null) throw new Error(`${receipt} is due while its applicant has the ball`);
  const reply = "Demonstration: two members of staff, whose posts are in the budget of the institution.";
  const answer = { applicationId: id, requestId: open.id, version: paused.version, reply };
  must(await replyToRequest(member.person, answer), `answer on ${receipt}`);
  const after = await applicationNow(id);
  if (after.dueAt === null) throw new Error(`nothing is due on ${receipt} after its answer`);
  if (before.dueAt !== null && after.dueAt < before.dueAt) throw new Error(`the clock of ${receipt} ran backwards`);
}

/** A reviewer who knows somebody there steps aside, and another is asked. */
export async function stepAside(first: First, administrator: Person, reviewers: readonly Person[]): Promise<void> {
  const [reviewer] = reviewers;
  const own = await db().review.findFirst({
    where: { applicationId: first.id, reviewerId: reviewer?.userId ?? "", state: "ASSIGNED" },
  });
  const isDeclared = (await db().review.count({ where: { applicationId: first.id, state: "CONFLICTED" } })) > 0;
  if (own && reviewer && !isDeclared)
    must(
      await declareConflict(reviewer, { reviewId: own.id, version: own.version, reason: "collaboration" }),
      `conflict on ${first.receipt}`,
    );
  await assign(administrator, first.id, reviewers);
}

/** Two whose scores differ are brought together; the stricter reads once more and revises. */
export async function discuss({ id, receipt }: First, administrator: Person, reviewers: readonly Person[]) {
  const { state, version } = await applicationNow(id);
  if (
    state !== "REVIEWED" ||
    (await db().reviewDiscussion.count({ where: { applicationId: id, state: "CLOSED" } })) > 0
  )
    return;
  if ((await db().reviewDiscussion.count({ where: { applicationId: id } })) === 0)
    must(await openDiscussion(administrator, { applicationId: id, version }), `discussion of ${receipt}`);
  const now = () => db().reviewDiscussion.findUniqueOrThrow({ where: { applicationId: id } });
  const { id: discussionId } = await now();
  for (const { userId } of reviewers) {
    const reviewer = reviewers.find((one) => one.userId === userId) as Person;
    const own = await db().review.findFirst({ where: { applicationId: id, reviewerId: userId, state: "SUBMITTED" } });
    if (!own) continue;
    const said = {
      discussionId,
      version: (await now()).version,
      text: "Demonstration: the second year is planned, too.",
    };
    must(await postToDiscussion(reviewer, said), `word on ${receipt}`);
    const scores = own.scores as Record<string, number>;
    if (Object.values(scores).some((score) => score > 1)) continue;
    const revised = Object.fromEntries(Object.keys(scores).map((code) => [code, 4]));
    const comment = "Demonstration: read once more, after the discussion.";
    must(
      await reviseReview(reviewer, { reviewId: own.id, version: own.version, scores: revised, comment }),
      `revision on ${receipt}`,
    );
  }
  must(
    await closeDiscussion(administrator, { discussionId, version: (await now()).version }),
    `end of the discussion of ${receipt}`,
  );
}

/** A third reviewer is asked where two differ. */
export async function askThird({ id, receipt }: First, administrator: Person, reviewers: readonly Person[]) {
  const { state, version } = await applicationNow(id);
  const { reviewersNeeded } = await db().application.findUniqueOrThrow({ where: { id } });
  if (reviewersNeeded < 3) {
    if (state !== "REVIEWED") return;
    must(await askThirdReview(administrator, { applicationId: id, version }), `third review of ${receipt}`);
  } else if (state !== "IN_REVIEW") return;
  await assign(administrator, id, reviewers);
  for (const reviewer of reviewers.slice(2)) await scoreAll(reviewer, () => {});
}
