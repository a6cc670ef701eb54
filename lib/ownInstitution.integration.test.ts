import { describe, expect, test } from "vitest";
import { applicationOf, programmeOf } from "../scripts/testing/applications.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { decidable } from "../scripts/testing/decidable.ts";
import { sendMessage } from "./applications/commands.ts";
import {
  awardItems,
  cancelClosing,
  confirmClosing,
  draftBatch,
  openItems,
  proposeBatch,
  rejectBatch,
  removeItem,
  setItem,
} from "./batches/commands.ts";
import { candidates } from "./batches/queries.ts";
import { claimCase } from "./desk/commands.ts";
import {
  cancelDecline,
  cancelMerge,
  confirmDecline,
  confirmMerge,
  liftSuspension,
  proposeDecline,
  proposeMerge,
  returnInstitution,
  sendRegistrationMessage,
  suspendInstitution,
  verifyInstitution,
} from "./institutions/commands.ts";
import {
  approveBatch,
  approveChange,
  approveRenewal,
  cancelBatch,
  confirmRebind,
  declineRebind,
  declineRenewal,
  proposeChange,
  proposeRenewal,
  rejectChange,
  suspendLicence,
} from "./licences/commands.ts";
import { configureTest } from "./licences/testing/fixtures.ts";
import {
  approveAccounts,
  declineAccount,
  proposeAccounts,
  rejectAccounts,
  removeAccount,
} from "./messenger/commands.ts";
import { hideEntry, restoreEntry } from "./outcomes/commands.ts";
import type { Person } from "./platform/auth/actor.ts";
import { type Action, permissions } from "./platform/auth/permissions.ts";
import type { Role } from "./platform/db/generated/enums.ts";
import { person } from "./platform/testing/persons.ts";
import { planAutomatically } from "./reviews/automatic.ts";
import {
  askThirdReview,
  assignReviewers,
  openDiscussion,
  postToDiscussion,
  reassignReview,
  requestInformation,
  reviseReview,
  submitReview,
  withdrawReview,
} from "./reviews/commands.ts";

const { db } = await testDatabase();
configureTest();
const { id: programmeId } = await programmeOf(db);
const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);
const scores = { purpose: 5, readiness: 4, reach: 3, care: 2 };
const comment = "Well prepared.";

/** The ways in which an officer can stand too close to an applicant. */
const ways = ["member", "former", "domain"] as const;

/** An officer who stands close to the institution of this domain in this way. */
async function close(way: (typeof ways)[number], role: Role, institutionId: string, domain: string): Promise<Person> {
  if (way === "domain") return person(db, { roles: [role], email: `${crypto.randomUUID()}@cs.${domain}` });
  if (way === "member") return person(db, { roles: [role], member: { [institutionId]: "VIEWER" } });
  const who = await person(db, { roles: [role] });
  const left = { institutionId, userId: who.userId, role: "VIEWER", endedAt: new Date() } as const;
  await db.membership.create({ data: left });
  return who;
}

async function setting(state: "SUBMITTED" | "IN_REVIEW" | "REVIEWED") {
  const domain = `${crypto.randomUUID()}.edu.pk`;
  return { ...(await applicationOf(db, { state, domain })), domain };
}

describe.each(ways)("an officer who stands close to an applicant (%s)", (way) => {
  test("is not asked to review it, by hand, by load, or instead of another", async () => {
    const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
    const { id, institutionId, domain } = await setting("SUBMITTED");
    const near = await close(way, "REVIEWER", institutionId, domain);
    const [far, other] = [await person(db, { roles: ["REVIEWER"] }), await person(db, { roles: ["REVIEWER"] })];
    const assign = (version: number, ...reviewerIds: string[]) =>
      assignReviewers(administrator, { applicationId: id, version, reviewerIds });
    expect(code(await assign(0, near.userId))).toBe("reviewerConflicted");
    const plan = await planAutomatically(administrator, [id]);
    expect(plan.applications[0]?.asks.map(({ userId }) => userId)).not.toContain(near.userId);
    expect(plan.applications[0]?.conflicts).toMatchObject([{ conflict: way }]);
    expect(code(await assign(0, far.userId, other.userId))).toBe("ok");
    const { id: reviewId } = await db.review.findFirstOrThrow({ where: { applicationId: id } });
    const instead = { reviewId, version: 0, reason: "overdue", reviewerId: near.userId };
    expect(code(await reassignReview(administrator, instead))).toBe("reviewerConflicted");
  });

  test("does not score it, revise what they scored, or talk about it, though they were asked before they came close", async () => {
    const { id: applicationId, institutionId, domain } = await setting("IN_REVIEW");
    const [asked, done] = [
      await close(way, "REVIEWER", institutionId, domain),
      await close(way, "REVIEWER", institutionId, domain),
    ];
    const given = { applicationId, scores, comment, total: 7_400, submittedAt: new Date() };
    const waiting = await db.review.create({ data: { applicationId, reviewerId: asked.userId } });
    const submitted = await db.review.create({ data: { ...given, reviewerId: done.userId, state: "SUBMITTED" } });
    const { id: discussionId } = await db.reviewDiscussion.create({
      data: { applicationId, openedById: asked.userId },
    });
    const review = (reviewId: string) => ({ reviewId, version: 0, scores, comment });
    expect(code(await submitReview(asked, review(waiting.id)))).toBe("conflictOfInterest");
    expect(code(await reviseReview(done, review(submitted.id)))).toBe("conflictOfInterest");
    expect(code(await postToDiscussion(done, { discussionId, version: 0, text: "Yes" }))).toBe("conflictOfInterest");
  });

  test("does not decide on it: not as a decision, a plan, an approval, a rejection or a taking back", async () => {
    const { id: applicationId, institutionId, domain } = await setting("REVIEWED");
    const near = await close(way, "APPROVER", institutionId, domain);
    const far = await person(db, { roles: ["APPROVER"] });
    const drafted = await draftBatch(far, { programmeId });
    if (!drafted.ok) throw new Error(drafted.error.code);
    const { batchId } = drafted.value;
    const at = async () => ({
      batchId,
      version: (await db.batch.findUniqueOrThrow({ where: { id: batchId } })).version,
    });
    const award = { applicationId, outcome: "AWARD" };
    const decline = { applicationId, outcome: "DECLINE", reason: "outOfScope", evidence: ["purpose"] };
    for (const decision of [award, decline])
      expect(code(await setItem(near, { ...(await at()), ...decision }))).toBe("conflictOfInterest");
    expect(code(await awardItems(near, { ...(await at()), applicationIds: [applicationId] }))).toBe(
      "conflictOfInterest",
    );
    if (way === "member")
      expect((await candidates(near, programmeId)).rows.map((row) => row.applicationId)).not.toContain(applicationId);
    expect(code(await setItem(far, { ...(await at()), ...award }))).toBe("ok");
    expect(code(await removeItem(near, { ...(await at()), applicationId }))).toBe("conflictOfInterest");
    expect(code(await proposeBatch(near, await at()))).toBe("conflictOfInterest");
    expect(code(await proposeBatch(far, await at()))).toBe("ok");
    const { planHash } = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
    const hash = Buffer.from(planHash ?? []).toString("hex");
    expect(code(await approveBatch(near, { ...(await at()), planHash: hash }))).toBe("conflictOfInterest");
    expect(code(await rejectBatch(near, { ...(await at()), reason: "Not as it stands." }))).toBe("conflictOfInterest");
    const itemIds = (await db.batchItem.findMany({ where: { batchId } })).map((item) => item.id);
    const second = await person(db, { roles: ["APPROVER"] });
    expect(code(await openItems(near, { batchId, planHash: hash, itemIds }))).toBe("conflictOfInterest");
    expect(code(await openItems(second, { batchId, planHash: hash, itemIds }))).toBe("ok");
    expect(code(await approveBatch(second, { ...(await at()), planHash: hash }))).toBe("ok");
    expect(code(await cancelBatch(near, await at()))).toBe("conflictOfInterest");
  });
});

type Things = Awaited<ReturnType<typeof decidable>>;
type Run = (who: Person, of: Things) => Promise<{ ok: boolean; error?: { code: string } }>;

const version = 0;
const reason = "notUsed";
const administers = (run: Run): [Role, Run] => ["ADMINISTRATOR", run];
const approves = (run: Run): [Role, Run] => ["APPROVER", run];

/** Every act of an office that is about one institution, and is not tried above: who does it, and how. */
const acts: Partial<Record<Action, [Role, Run]>> = {
  "institutions.verify": administers((who, { institutionId }) => verifyInstitution(who, { institutionId, version })),
  "institutions.return": administers((who, { institutionId }) =>
    returnInstitution(who, { institutionId, version, reasons: ["nameUnclear"] }),
  ),
  "institutions.proposeDecline": administers((who, { institutionId, why }) =>
    proposeDecline(who, { institutionId, version, reason: "notGenuine", evidence: why }),
  ),
  "institutions.confirmDecline": administers((who, { declineId }) => confirmDecline(who, { declineId, version })),
  "institutions.cancelDecline": administers((who, { declineId }) => cancelDecline(who, { declineId, version })),
  "institutions.suspend": administers((who, { institutionId, why }) =>
    suspendInstitution(who, { institutionId, version, reason: why, confirmed: "yes" }),
  ),
  "institutions.lift": administers((who, { institutionId, why }) =>
    liftSuspension(who, { institutionId, version, reason: why }),
  ),
  "institutions.proposeMerge": administers((who, { institutionId, intoId, why }) =>
    proposeMerge(who, { institutionId: intoId, intoId: institutionId, version, reason: why }),
  ),
  "institutions.confirmMerge": administers((who, { mergeId }) => confirmMerge(who, { mergeId, version })),
  "institutions.cancelMerge": administers((who, { mergeId }) => cancelMerge(who, { mergeId, version })),
  "desk.claimCase": administers((who, { applicationId }) => claimCase(who, { applicationId })),
  "applications.sendMessage": administers((who, { applicationId, why }) =>
    sendMessage(who, { applicationId, key: crypto.randomUUID(), text: why }),
  ),
  "institutions.sendMessage": administers((who, { institutionId, why }) =>
    sendRegistrationMessage(who, { institutionId, key: crypto.randomUUID(), text: why }),
  ),
  "reviews.requestInformation": administers((who, { applicationId, why }) =>
    requestInformation(who, { applicationId, version, question: why }),
  ),
  "reviews.assign": administers((who, { applicationId, otherId }) =>
    assignReviewers(who, { applicationId, version, reviewerIds: [otherId] }),
  ),
  "reviews.reassign": administers((who, { reviewId, otherId }) =>
    reassignReview(who, { reviewId, version, reason: "overdue", reviewerId: otherId }),
  ),
  "reviews.withdraw": administers((who, { reviewId }) => withdrawReview(who, { reviewId, version, reason: "overdue" })),
  "reviews.widen": administers((who, { applicationId }) => askThirdReview(who, { applicationId, version })),
  "reviews.moderate": administers((who, { applicationId }) => openDiscussion(who, { applicationId, version })),
  "batches.confirmClosing": administers((who, { closingId }) => confirmClosing(who, { closingId, version })),
  "batches.cancelClosing": administers((who, { closingId }) => cancelClosing(who, { closingId, version })),
  "licences.suspend": approves((who, { licenceId }) =>
    suspendLicence(who, { licenceId, version, reason: "underInvestigation" }),
  ),
  "licences.proposeChange": approves((who, { licenceId }) =>
    proposeChange(who, { licenceId, version, change: "revoke", reason: "termsBreach" }),
  ),
  "licences.approveChange": approves((who, { licenceChangeId }) => approveChange(who, { licenceChangeId })),
  "licences.rejectChange": approves((who, { licenceChangeId, why }) =>
    rejectChange(who, { licenceChangeId, reason: why }),
  ),
  "licences.proposeRenewal": approves((who, { renewalId }) => proposeRenewal(who, { renewalId, version })),
  "licences.approveRenewal": approves((who, { renewalId }) => approveRenewal(who, { renewalId, version })),
  "licences.declineRenewal": approves((who, { renewalId }) => declineRenewal(who, { renewalId, version, reason })),
  "licences.confirmRebind": administers((who, { rebindId }) => confirmRebind(who, { rebindId, version })),
  "licences.declineRebind": administers((who, { rebindId }) => declineRebind(who, { rebindId, version })),
  "outcomes.hide": administers((who, { entryId }) => hideEntry(who, { entryId, version, reason: "misleading" })),
  "outcomes.restore": administers((who, { entryId }) => restoreEntry(who, { entryId, version })),
  "messenger.propose": administers((who, { accountId }) => proposeAccounts(who, { accountIds: [accountId] })),
  "messenger.approve": administers((who, { accountBatchId, planHash }) =>
    approveAccounts(who, { batchId: accountBatchId, version, planHash }),
  ),
  "messenger.decline": administers((who, { accountId }) =>
    declineAccount(who, { accountId, version, reason: "misleading" }),
  ),
  "messenger.reject": administers((who, { accountBatchId, why }) =>
    rejectAccounts(who, { batchId: accountBatchId, version, reason: why }),
  ),
  "messenger.remove": administers((who, { accountId }) => removeAccount(who, { accountId, version })),
};

/** Acts that are tried above, or where they are at home. */
const triedElsewhere: readonly Action[] = [
  ...(["reviews.submit", "reviews.revise", "reviews.discuss"] as const),
  ...(["batches.setItem", "batches.propose", "batches.openItems", "batches.approve", "batches.reject"] as const),
  // lib/batches: commands, signing; lib/licences: waitlist, closing; lib/appeals.
  ...(["batches.cancel", "batches.repropose", "batches.sign", "licences.signChange", "licences.signRenewal"] as const),
  ...(["batches.offerPlaces", "batches.proposeClosing"] as const),
  ...(["appeals.propose", "appeals.confirm", "appeals.sendBack", "appeals.sendMessage"] as const),
];

/** Acts of an office that decide nothing about one institution. */
const aboutNobody: readonly Action[] = [
  ...(["batches.draft", "reviews.declareConflict", "applications.markMessagesRead"] as const),
  ...(["institutions.markMessagesRead", "appeals.markMessagesRead"] as const),
  ...(["desk.open", "desk.renewCase", "desk.releaseCase", "desk.saveView", "governance.act", "chain.resend"] as const),
  ...(["institutions.inviteToRegister", "institutions.withdrawRegistrationInvite"] as const),
];
const rooms = ["people.", "programmes.", "reports.", "audit.", "notifications."];
const isAboutNobody = (action: Action) =>
  aboutNobody.includes(action) ||
  rooms.some((room) => action.startsWith(room)) ||
  /[.]read|Rubric$|exportEvidence$/.test(action);

test("every act of an office is tried by somebody close to the institution, or decides about none", () => {
  const deciding = ["REVIEWER", "APPROVER", "ADMINISTRATOR"];
  const ofOffice = (Object.keys(permissions) as Action[]).filter((action) =>
    permissions[action].some((grant) => deciding.includes(grant)),
  );
  expect(
    ofOffice.filter(
      (action) => acts[action] === undefined && !triedElsewhere.includes(action) && !isAboutNobody(action),
    ),
  ).toEqual([]);
});

describe("of an institution with something of everything that an officer decides on", async () => {
  const of = await decidable(db);

  test.each(ways)("whoever stands close to it (%s) decides nothing", async (way) => {
    const near = new Map<Role, Person>();
    for (const role of ["ADMINISTRATOR", "APPROVER"] as const)
      near.set(role, await close(way, role, of.institutionId, of.domain));
    for (const [action, [role, run]] of Object.entries(acts)) {
      const who = near.get(role);
      expect([action, who && code(await run(who, of))]).toEqual([action, "conflictOfInterest"]);
    }
  });

  test("whoever stands far from it does, as far as its state allows", async () => {
    const far = new Map<Role, Person>();
    for (const role of ["ADMINISTRATOR", "APPROVER"] as const) far.set(role, await person(db, { roles: [role] }));
    const refused = ["conflictOfInterest", "invalidInput", "notAllowed", "notFound"];
    for (const [action, [role, run]] of Object.entries(acts)) {
      const who = far.get(role);
      expect([action, refused.includes((who && code(await run(who, of))) ?? "notFound")]).toEqual([action, false]);
    }
  });
});
