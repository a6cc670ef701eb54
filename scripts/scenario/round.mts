import { applicationQueue } from "../../lib/applications/queries.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { db } from "../../lib/platform/db/client.ts";
import { sectors } from "../../lib/programmes/rules.ts";
import { appeal } from "./appeals.mts";
import { apply, type Wish, wishes } from "./apply.mts";
import { bar } from "./bar.mts";
import { closeRegistry, refused, reopenRegistry, wasRefused } from "./caps.mts";
import { askForMore, askThird, discuss, stepAside, withdraw } from "./cases.mts";
import { approve, exclude, issued, propose, type Rule, undo } from "./decide.mts";
import { type First, firstApplications, firstWith } from "./facts.mts";
import type { Offices } from "./officials.mts";
import type { Member } from "./onboard.mts";
import { assign, type Eye, scoreAll } from "./review.mts";
import { growing, stage } from "./stage.mts";
import { setTerm, shortTerm, wholeTerm } from "./terms.mts";
import { lateWishes, offerPlacesOf, stillWaiting } from "./waiting.mts";

/** Who still has to ask, in every sector; `seats` for each institution at most. */
async function stillToAsk(members: readonly Member[], seats: number): Promise<Wish[]> {
  return (await Promise.all(sectors.map((sector) => wishes(members, sector, seats)))).flat();
}

/** Is every place that the scenario is about awarded and certified? */
export async function isFull(members: readonly Member[], seats: number): Promise<boolean> {
  const { places } = await db().programme.findFirstOrThrow();
  const certified = await db().licence.count({ where: { state: { not: "PENDING" } } });
  const appeals = await db().appeal.count({ where: { state: { in: ["FILED", "PROPOSED"] } } });
  return certified >= Math.min(places, members.length * seats) && appeals === 0;
}

/** A round in which nothing is left to award: who asks for more comes on the waitlist. */
export async function lateRound(members: readonly Member[], offices: Offices): Promise<void> {
  await stage("Asked for when none is left", await lateWishes(members), apply);
  await lookAt(members, offices);
  await decide(members, offices, "none left");
}

/**
 * One round of the programme: whoever still has to asks, cases are looked at, two decide, and what is awarded is certified. The
 * places that declines and withdrawals leave are for the next round, whose licences end soon so that they can be renewed.
 */
export async function round(members: readonly Member[], offices: Offices, seats: number): Promise<void> {
  const { administrators, reviewers } = offices;
  const [administrator] = administrators;
  if (!administrator) throw new Error("there is no administrator");
  // What a run that was broken off had decided: appeals against it come before anybody asks for the places.
  await certified(offices);
  await hearAppeals(members, offices);
  await stage("Applications", await stillToAsk(members, seats), apply);
  await lookAt(members, offices);
  await stage("Score differences discussed", await open(members, "discussed"), (first) =>
    discuss(first, administrator, reviewers),
  );
  await stage(
    "Third reviews",
    await open(members, "thirdReview"),
    (first) => askThird(first, administrator, reviewers),
    1,
  );
  await decide(members, offices);
  const waiting = await stillWaiting(members);
  await stage("Offers from the waitlist", [...new Set(waiting.map(({ sector }) => sector))], (sector) =>
    offerPlacesOf(sector, waiting, offices.administrators),
  );
  if (waiting.length > 0) await decide(members, offices);
  await hearAppeals(members, offices);
}

async function hearAppeals(members: readonly Member[], { administrators, approvers }: Offices): Promise<void> {
  const declined = await firstWith(members, "appealDismissed", "appealUpheld");
  const appealed = declined.filter((one) => one.state === "DECLINED" && one.appeal?.state !== "DISMISSED");
  await stage("Appeals", appealed, (first) => appeal(first, administrators));
  await decideAnew(await firstWith(members, "appealUpheld"), approvers);
}

async function open(members: readonly Member[], story: "discussed" | "thirdReview"): Promise<First[]> {
  const inHand = ["REVIEWED", "IN_REVIEW"];
  return (await firstWith(members, story)).filter(
    ({ state, discussion, reviewersNeeded }) =>
      inHand.includes(state) && discussion?.state !== "CLOSED" && (reviewersNeeded < 3 || state === "IN_REVIEW"),
  );
}

/** From submission to the scores. */
async function lookAt(members: readonly Member[], { administrators, reviewers }: Offices): Promise<void> {
  const [administrator] = administrators;
  const [first, second] = reviewers;
  if (!administrator || !first || !second) throw new Error("an officer is missing");
  const inState = async (state: First["state"], ...some: Parameters<typeof firstWith>[1][]) =>
    (await firstWith(members, ...some)).filter((one) => one.state === state);
  await stage("Withdrawn before anybody looked", await inState("SUBMITTED", "withdrawnEarly"), withdraw);
  const unanswered = (one: First) =>
    one.state === "INFORMATION_REQUESTED" || (one.requests.length === 0 && one.state === "SUBMITTED");
  await stage("The desk asks for more", (await firstWith(members, "askedByAdministrator")).filter(unanswered), (one) =>
    askForMore(one, administrator),
  );
  const waiting = await unreviewed(administrator);
  await stage("Reviewers are assigned", waiting, (id) => assign(administrator, id, [first, second]));
  await stage("Withdrawn in review", await inState("IN_REVIEW", "withdrawnInReview"), withdraw);
  const isAsked = (one: First) =>
    one.state === "INFORMATION_REQUESTED" ||
    (one.requests.length === 0 &&
      one.reviews.some(({ reviewerId, state }) => reviewerId === first.userId && state === "ASSIGNED"));
  await stage("Reviewers ask for more", (await firstWith(members, "askedByReviewer")).filter(isAsked), (one) =>
    askForMore(one, first),
  );
  await stage("Reviewers step aside", await inState("IN_REVIEW", "conflict"), (one) =>
    stepAside(one, administrator, reviewers),
  );

  const differing = new Set((await firstWith(members, "discussed", "thirdReview")).map(({ id }) => id));
  const eye =
    (reviewer: Person): Eye =>
    (id) =>
      differing.has(id) ? (reviewer === second ? "strict" : "kind") : undefined;
  const asked = await db().review.count({ where: { state: "ASSIGNED", application: { state: "IN_REVIEW" } } });
  if (asked === 0) return;
  const scores = bar("Reviews", asked);
  await Promise.all(reviewers.map((reviewer) => scoreAll(reviewer, () => scores.advance(), eye(reviewer))));
  scores.done();
}

/** The ordinary decisions: proposed by one approver, approved by another; others see to what is decided anew. */
async function decide(
  members: readonly Member[],
  { approvers, operator }: Offices,
  places: "some left" | "none left" = "some left",
): Promise<void> {
  const [proposer, approver, third] = approvers;
  if (!proposer || !approver || !third) throw new Error("an approver is missing");
  const firsts = await firstApplications(members);
  const rule: Rule = places === "some left" ? ordinary(firsts) : () => ({ outcome: "WAITLIST" });
  const reviewed = await db().application.findMany({
    where: { state: { in: ["REVIEWED", "PROPOSED"] } },
    select: { id: true },
  });
  const isLater =
    places === "some left" &&
    reviewed.length > 0 &&
    !reviewed.some(({ id }) => firsts.some((first) => first.id === id));
  if (reviewed.length === 0 && (await db().batch.count({ where: { state: { in: ["APPROVED", "RELEASED"] } } })) === 0)
    return;
  if (isLater) await setTerm(shortTerm);

  const decisions = bar("Decisions are proposed", reviewed.length);
  const advance = (count: number) => decisions.advance(count);
  let batches = await propose(proposer, advance, rule);
  const excluded = firsts.filter(({ story }) => story === "excluded").map(({ id }) => id);
  if (await exclude(approver, excluded)) batches += await propose(proposer, () => {}, rule);
  decisions.done(`${batches} batches`);

  const isShut = isLater && !(await wasRefused());
  if (isShut) await closeRegistry();
  const approved = await approve([approver, proposer], { notBy: third });
  if (await undo(approver, approved)) {
    await propose(proposer, () => {}, rule);
    await approve([approver, proposer], { notBy: third });
  }
  if (isShut) {
    const parts = bar("Parts refused, sent again", 1);
    await refused();
    parts.advance(await reopenRegistry(operator));
    parts.done();
  }
  const whole = await db().licence.count();
  await growing("Licences certified", whole, (to) => issued(approver, to), `${approved.length} batches approved now`);
  if (isLater) await setTerm(wholeTerm);
}

const decline = {
  outcome: "DECLINE",
  reason: "readinessLacking",
  evidence: ["readiness", "scores"],
  note: "Demonstration: nobody is named who would keep the service running.",
} as const;

function ordinary(firsts: readonly First[]): Rule {
  const byId = new Map(firsts.map((first) => [first.id, first]));
  return (id) => {
    const first = byId.get(id);
    switch (first?.story) {
      case "appealUpheld":
        return first.appeal?.state === "UPHELD" ? null : { ...decline, evidence: [...decline.evidence] };
      case "declined":
      case "appealDismissed":
        return { ...decline, evidence: [...decline.evidence] };
      case "waits":
      case "letsPass":
        return first.offers.some(({ state }) => state === "ACCEPTED") ? "whole" : { outcome: "WAITLIST" };
      case "fewerSeats": {
        const seats = (first.seats ?? 0) - 1;
        return seats > 0 ? { outcome: "AWARD", seats, reason: "phasedStart", evidence: ["readiness"] } : "whole";
      }
      default:
        return "whole";
    }
  };
}

/** Waits for what is approved and not certified yet, if there is any. */
async function certified({ approvers }: Offices): Promise<void> {
  const [approver] = approvers;
  const open = await db().batch.count({ where: { state: { in: ["APPROVED", "RELEASED"] } } });
  if (!approver || open === 0) return;
  await growing("Licences certified", await db().licence.count(), (to) => issued(approver, to));
}

/** What an appeal has opened again is decided by two approvers who took no part in the first decision. */
async function decideAnew(upheld: readonly First[], approvers: readonly Person[]): Promise<void> {
  const [, , third, fourth] = approvers;
  if (!third || !fourth) throw new Error("an approver is missing");
  const ids = new Set(upheld.filter(({ state }) => state === "REVIEWED" || state === "PROPOSED").map(({ id }) => id));
  if (ids.size === 0) return;
  const decisions = bar("Decided anew after an appeal", ids.size);
  await propose(
    third,
    (count) => decisions.advance(count),
    (id) => (ids.has(id) ? "whole" : null),
  );
  await approve([fourth], { by: third });
  decisions.done();
  await growing("Licences certified", await db().licence.count(), (to) => issued(fourth, to));
}

/** Applications that wait for their reviewers, or for the reviews. */
async function unreviewed(administrator: Person): Promise<string[]> {
  const waiting: string[] = [];
  for (const state of ["SUBMITTED", "IN_REVIEW"] as const) {
    const ids: string[] = [];
    for (let page = 1; ; page++) {
      const { rows, total } = await applicationQueue(administrator, { text: "", state, sector: undefined, page });
      ids.push(...rows.map((row) => row.id));
      if (rows.length === 0 || ids.length >= total) break;
    }
    waiting.push(...ids);
  }
  return waiting;
}
