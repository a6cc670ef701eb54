// Fills a running demo portal with an institution, an application, a batch, a licence and an account in each state that a
// page shows, through the commands behind the screens: the smallest portal on which no page is empty.
import { saveApplication, startApplication, withdrawApplication } from "../../lib/applications/commands.ts";
import { findApplication, myApplications } from "../../lib/applications/queries.ts";
import {
  confirmDecline,
  confirmMerge,
  liftSuspension,
  proposeDecline,
  proposeMerge,
  registerInstitution,
  returnInstitution,
  saveIdentity,
  saveParticulars,
  suspendInstitution,
} from "../../lib/institutions/commands.ts";
import { directory } from "../../lib/institutions/directory.ts";
import { identifiersOf } from "../../lib/institutions/identifiers.ts";
import { findInstitution, myInstitutions } from "../../lib/institutions/queries.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { openProgrammes } from "../../lib/programmes/queries.ts";
import { requestInformation, submitReview } from "../../lib/reviews/commands.ts";
import { findReview, myReviews } from "../../lib/reviews/queries.ts";
import { apply } from "../scenario/apply.mts";
import { inParallel } from "../scenario/bar.mts";
import { must } from "../scenario/must.mts";
import { type Member, register, verify } from "../scenario/onboard.mts";
import { again, byCode, demoPerson, keepSessions } from "../scenario/people.mts";
import { assign } from "../scenario/review.mts";
import { cast, type Goal, type Role } from "./cast.mts";
import { decideBatches } from "./fill-batches.mts";
import { writeAboutCases } from "./fill-cases.mts";
import { workAtDesk } from "./fill-desk.mts";
import { askUniversity } from "./fill-directory.mts";
import { discussScores } from "./fill-discussion.mts";
import { gatherMembers } from "./fill-members.mts";
import { changeOfficials } from "./fill-officials.mts";
import { reportOutcomes } from "./fill-outcomes.mts";
import { changeProgramme } from "./fill-programmes.mts";
import { letReviewsWait } from "./fill-reviews.mts";
import { draftNextRubric } from "./fill-rubrics.mts";
import { handOutSeats } from "./fill-seats.mts";
import { type Officers, one, type Player } from "./players.mts";

/** Goals whose institution gets no further than its registration. */
const unverified: readonly Goal[] = ["draft", "returned", "submitted", "to be refused", "refused"];
/** Goals whose application is not scored to the end. */
const unscored: readonly Goal[] = ["drafting", "applied", "in review", "blind", "asked", "withdrawn"];

/** Brings everybody of the cast to their goal; for a portal on which they have not been yet. */
export async function fill(): Promise<void> {
  const officers = {
    administrators: await pair("administrator"),
    reviewers: await pair("reviewer"),
    approvers: await pair("approver"),
  };
  const players = await inParallel(cast(), 2, (role) => enter(role, officers));
  const scored = players.filter(({ goal }) => ![...unverified, ...unscored].includes(goal));
  const waiting = [one(players, "in review"), one(players, "blind"), one(players, "asked")];
  for (const { applicationId } of [...scored, ...waiting])
    await assign(officers.administrators[0], applicationId, officers.reviewers);
  await ask(officers.reviewers[0], one(players, "asked"));
  const [first, second] = officers.reviewers;
  await score(first, scored);
  const disputed = one(players, "in a draft");
  await score(second, [...scored.filter((player) => player !== disputed), one(players, "in review")]);
  await score(second, [disputed], 1);
  const awarded = await decideBatches(officers, players);
  await discussScores(officers, disputed);
  await handOutSeats(officers, awarded);
  await writeAboutCases(officers, players);
  await changeOfficials(officers);
  await changeProgramme(officers);
  await gatherMembers(awarded);
  await reportOutcomes(officers, awarded);
  await registerTwice(one(players, "draft"), one(players, "in a draft"));
  await askUniversity(officers);
  await draftNextRubric(officers);
  await suspend(officers, one(players, "withdrawn"));
  await merge(officers, one(players, "declined"), one(players, "candidate"), true);
  await merge(officers, one(players, "in a draft"), one(players, "approved"), false);
  await workAtDesk(officers, players);
  await letReviewsWait(one(players, "in review"), one(players, "blind"));
  keepSessions();
}

async function enter(role: Role, { administrators }: Officers): Promise<Player> {
  await name(role);
  if (role.goal === "draft") return { ...role, ...(await self(role)), applicationId: "" };
  const member = { ...role, ...(await register(role)) };
  const { institutionId } = member;
  if (role.goal === "returned") {
    const { version } = await institutionOf(member.person, institutionId);
    const note = "The letter names another person than the registration. (Demonstration)";
    must(
      await returnInstitution(administrators[0], {
        institutionId,
        version,
        reasons: ["documentUnreadable", "focalPersonUnproven"],
        note,
      }),
      `return of ${role.name}`,
    );
  }
  if (role.goal === "to be refused" || role.goal === "refused") await refuse(administrators, member, role.goal);
  // One of two has looked at it: the page of the desk says so.
  if (role.goal === "submitted") await verify(member, [administrators[0]]);
  if (unverified.includes(role.goal)) return { ...member, applicationId: "" };
  await verify(member, administrators);
  if (role.goal === "drafting") await draft(member, role.seats);
  else await apply({ member, seats: role.seats });
  const [application] = await myApplications(member.person);
  if (!application) throw new Error(`${role.name} has no application`);
  if (role.goal === "withdrawn") {
    const version = (await findApplication(member.person, application.id))?.version;
    must(
      await withdrawApplication(member.person, { applicationId: application.id, version }),
      `withdrawal of ${role.name}`,
    );
  }
  return { ...member, applicationId: application.id };
}

/** A registration is proposed to be declined, or is declined. */
async function refuse([first, second]: Officers["administrators"], { institutionId }: Member, goal: Goal) {
  const { version } = await institutionOf(first, institutionId);
  const evidence = "The number of the certificate is that of another company in the register. (Demonstration)";
  const { declineId } = must(
    await proposeDecline(second, { institutionId, version, reason: "notGenuine", evidence }),
    "a decline of a registration",
  );
  if (goal === "refused") must(await confirmDecline(first, { declineId, version: 0 }), "a declined registration");
}

/** Begins the registration and gives both names. */
async function name(role: Role): Promise<void> {
  const person = await byCode(role.email);
  const { kind, name: english, nameUr } = role;
  const entry = (await directory(english)).find((line) => line.name === english);
  const directoryEntryId = role.isInDirectory ? entry?.id : "none";
  const opened = must(await registerInstitution(person, { name: english, kind, directoryEntryId }), english);
  if (!nameUr) return;
  const owner = await again(person);
  const { institutionId } = opened;
  const { version } = await institutionOf(owner, institutionId);
  const identity = { institutionId, version, kind, name: english, nameUr, directoryEntryId };
  must(await saveIdentity(owner, identity), `names of ${english}`);
}

async function self({ email }: Role): Promise<{ person: Person; institutionId: string }> {
  const person = await again(await byCode(email));
  const [mine] = await myInstitutions(person);
  return { person, institutionId: mine?.id ?? "" };
}

/** The draft bears the tax number of one that is verified, and a number of another form: both are pointed out. */
async function registerTwice(draft: Player, verified: Player): Promise<void> {
  const { ntn } = identifiersOf((await institutionOf(verified.person, verified.institutionId)).identifiers);
  const { id, version, kind } = await institutionOf(draft.person, draft.institutionId);
  const answers = { institutionId: id, version, kind, backing: "SECP", cuin: "K-12345", ntn };
  must(await saveParticulars(draft.person, answers), `particulars of ${draft.name}`);
}

/** Suspended, lifted, and suspended again: the desk shows both. */
async function suspend(
  { administrators: [first, second] }: Officers,
  { institutionId, name: who }: Player,
): Promise<void> {
  const on = async () => ({ institutionId, version: (await institutionOf(first, institutionId)).version });
  const reason = "Letters to the address that was given come back. (Demonstration)";
  must(await suspendInstitution(first, { ...(await on()), reason, confirmed: "yes" }), `suspension of ${who}`);
  must(
    await liftSuspension(second, { ...(await on()), reason: "A new address was given. (Demonstration)" }),
    `return of ${who}`,
  );
  must(await suspendInstitution(first, { ...(await on()), reason, confirmed: "yes" }), `suspension of ${who}`);
}

/** One institution goes into the other, or is proposed to. */
async function merge({ administrators: [first, second] }: Officers, from: Player, into: Player, isDone: boolean) {
  const { institutionId } = from;
  const { version } = await institutionOf(first, institutionId);
  const reason = "Both have the same office and the same head. (Demonstration)";
  const proposal = { institutionId, version, intoId: into.institutionId, reason };
  const { mergeId } = must(await proposeMerge(first, proposal), `a merge of ${from.name}`);
  if (isDone) must(await confirmMerge(second, { mergeId, version: 0 }), `the merge of ${from.name}`);
}

async function institutionOf(person: Person, id: string) {
  const institution = await findInstitution(person, id);
  if (!institution) throw new Error("an institution cannot be read by its registrant");
  return institution;
}

/** An application with half of its answers. */
async function draft({ person, institutionId, sector, name: who }: Member, seats: number): Promise<void> {
  const phaseId = (await openProgrammes(person, sector))[0]?.phase.id;
  must(await startApplication(person, { institutionId, phaseId }), `application of ${who}`);
  const [started] = await myApplications(person);
  const answers = { purpose: "محققین کسانوں اور مریضوں کے لیے خدمات بنائیں گے۔" };
  must(await saveApplication(person, { applicationId: started?.id, seats, answers }), `form of ${who}`);
}

async function ask(reviewer: Person, { applicationId, name: who }: Player): Promise<void> {
  const version = (await findApplication(reviewer, applicationId))?.version;
  const question = "Who looks after the seats when the founders travel? (Demonstration)";
  must(await requestInformation(reviewer, { applicationId, version, question }), `question to ${who}`);
}

/** Scores near the best, or at most `most` of each criterion. */
async function score(reviewer: Person, players: readonly Player[], most = 100): Promise<void> {
  const wanted = new Set(players.map(({ applicationId }) => applicationId));
  const { rows } = await myReviews(reviewer);
  for (const { id, state, application } of rows) {
    if (state !== "ASSIGNED" || !wanted.has(application.id)) continue;
    const review = await findReview(reviewer, id);
    if (!review) throw new Error("a review cannot be read by its reviewer");
    const scores = Object.fromEntries(review.criteria.map(({ code, max }, i) => [code, Math.min(most, max - (i % 2))]));
    const comment = "تجویز واضح ہے اور تیاری کافی ہے۔ (مثال)";
    must(await submitReview(reviewer, { reviewId: id, version: review.version, scores, comment }), "a review");
  }
}

async function pair(office: string): Promise<[Person, Person]> {
  return [await demoPerson(`Demo ${office} 1`), await demoPerson(`Demo ${office} 2`)];
}
