import { db } from "../../lib/platform/db/client.ts";
import { inParallel, stagesDone } from "./bar.mts";
import { atOnce } from "./stage.mts";

/** Prints what has happened on this portal so far, counted from what there is. */
export async function printTally(): Promise<void> {
  const { institution, institutionCheck, institutionMerge, institutionSuspension } = db();
  const { application, informationRequest, review, reviewDiscussion, appeal } = db();
  const {
    batch,
    batchItem,
    licence,
    seat,
    seatImport,
    seatRebind,
    renewal,
    renewalItem,
    messengerAccount,
    placeOffer,
  } = db();
  const { auditEvent, auditSeal, chainWrite, notice, mail, roleChange } = db();
  const counts: [string, Promise<number>][] = [
    ["institutions verified", institution.count({ where: { verifiedAt: { not: null } } })],
    ["registrations sent back", institutionCheck.count({ where: { verified: false } })],
    ["of them never handed in again", institution.count({ where: { state: "RETURNED" } })],
    ["registered twice and made one", institutionMerge.count({ where: { state: "CONFIRMED" } })],
    ["institutions suspended for a while", institutionSuspension.count({ where: { liftedAt: { not: null } } })],
    ["officials appointed by two", roleChange.count({ where: { state: "APPLIED" } })],
    ["applications handed in", application.count({ where: { submittedAt: { not: null } } })],
    ["withdrawn", application.count({ where: { state: "WITHDRAWN" } })],
    ["questions asked and answered", informationRequest.count({ where: { repliedAt: { not: null } } })],
    ["reviews", review.count({ where: { state: "SUBMITTED" } })],
    ["conflicts declared", review.count({ where: { state: "CONFLICTED" } })],
    ["score differences discussed", reviewDiscussion.count({ where: { state: "CLOSED" } })],
    ["third reviews", application.count({ where: { reviewersNeeded: { gt: 2 }, state: { not: "IN_REVIEW" } } })],
    ["batches completed", batch.count({ where: { state: "COMPLETED" } })],
    ["proposed anew without a decision", batch.count({ where: { state: "REJECTED" } })],
    ["taken back inside the undo window", batch.count({ where: { state: "CANCELLED" } })],
    ["parts refused and sent again", auditEvent.count({ where: { action: "chain.resend", outcome: "DONE" } })],
    ["applications declined", batchItem.count({ where: { outcome: "DECLINE", batch: { state: "COMPLETED" } } })],
    ["appeals dismissed", appeal.count({ where: { state: "DISMISSED" } })],
    ["appeals upheld, decided anew", appeal.count({ where: { state: "UPHELD", application: { state: "AWARDED" } } })],
    ["wait for a place", application.count({ where: { state: "WAITLISTED" } })],
    ["places offered from the waitlist", placeOffer.count()],
    ["of them accepted and awarded", placeOffer.count({ where: { state: "SPENT" } })],
    ["left the waitlist", application.count({ where: { state: "WITHDRAWN", waiting: { isNot: null } } })],
    ["licences issued", licence.count({ where: { issuedAt: { not: null } } })],
    ["lists of people confirmed", seatImport.count({ where: { state: "CONFIRMED" } })],
    ["seats with their holder", seat.count({ where: { state: "BOUND" } })],
    ["seats in use by their holder's word", seat.count({ where: { activatedAt: { not: null }, state: "BOUND" } })],
    ["people reminded", seat.count({ where: { reminders: { gt: 0 } } })],
    ["offers withdrawn", seat.count({ where: { state: "RELEASED", claimedAt: null } })],
    ["seats taken back and given anew", seat.count({ where: { state: "RELEASED", boundAt: { not: null } } })],
    ["identities changed", seatRebind.count({ where: { state: "DONE" } })],
    ["licences reinstated", chainWrite.count({ where: { kind: "reinstate", state: "CERTIFIED" } })],
    ["licences revoked", licence.count({ where: { state: "REVOKED" } })],
    ["licences renewed", renewalItem.count({ where: { renewed: true } })],
    ["renewals declined", renewal.count({ where: { state: "DECLINED" } })],
    ["messenger accounts open", messengerAccount.count({ where: { state: "ACTIVE" } })],
    ["messenger accounts removed", messengerAccount.count({ where: { state: "REMOVED" } })],
    ["writes certified by the chain", chainWrite.count({ where: { state: "CERTIFIED" } })],
    ["letters", mail.count()],
    ["notices", notice.count()],
    ["audit events, refusals among them", auditEvent.count()],
    ["refusals", auditEvent.count({ where: { outcome: "REFUSED" } })],
    ["events sealed", auditSeal.count()],
  ];
  console.log("\nWhat has happened so far");
  for (const [what, count] of counts) console.log(`  ${what.padEnd(38)} ${String(await count).padStart(7)}`);
}

/** How long an empty transaction takes as many at once as commands run here, in milliseconds each: the floor of a command. */
async function floor(): Promise<number> {
  const rounds = Array.from({ length: 300 });
  const began = performance.now();
  await inParallel(rounds, atOnce, () => db().$transaction((tx) => tx.$queryRaw`SELECT 1`));
  return (performance.now() - began) / rounds.length;
}

/** Prints how long each stage of this run took, and each thing in it beside an empty transaction. */
export async function printStages(): Promise<void> {
  const least = await floor();
  const title = (text: string) => text.padEnd(38);
  console.log(
    `\n${title("Stage")} ${"count".padStart(7)} ${"s".padStart(7)} ${"ms each".padStart(8)} ${"× floor".padStart(8)}`,
  );
  for (const { title: name, count, seconds } of stagesDone) {
    const each = count === 0 ? 0 : (seconds * 1000) / count;
    const cells = [String(count).padStart(7), seconds.toFixed(1).padStart(7), each.toFixed(1).padStart(8)];
    console.log(`${title(name)} ${cells.join(" ")} ${(each / least).toFixed(1).padStart(8)}`);
  }
  console.log(`The floor is an empty transaction, ${atOnce} at once: ${least.toFixed(2)} ms each.`);
}
