import { myApplications } from "../../lib/applications/queries.ts";
import { draftBatch, proposeBatch, setItem } from "../../lib/batches/commands.ts";
import { batchProgrammes, findBatch } from "../../lib/batches/queries.ts";
import { approveBatch } from "../../lib/licences/commands.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import type { Sector } from "../../lib/platform/db/generated/enums.ts";
import { apply } from "../../scripts/scenario/apply.mts";
import { inParallel } from "../../scripts/scenario/bar.mts";
import { signProposal, toApprove } from "../../scripts/scenario/decide.mts";
import type { Officers } from "../../scripts/scenario/excess.mts";
import { must } from "../../scripts/scenario/must.mts";
import { type Member, register, verify } from "../../scripts/scenario/onboard.mts";
import { demoPerson } from "../../scripts/scenario/people.mts";
import { type Participant, participants } from "../../scripts/scenario/plan.mts";
import { assign, scoreAll } from "../../scripts/scenario/review.mts";

/** Seats that an institution of a sector asks for. */
export type Ask = { sector: Sector; seats: number };

/** A batch that waits for its second approver. */
export type Batch = { id: string; code: string; seats: number };

const atOnce = 4;

/** The demo people who decide. */
export async function officers(): Promise<Officers> {
  const both = (office: string) => Promise.all([1, 2].map((number) => demoPerson(`Demo ${office} ${number}`)));
  const [administrators, reviewers, approvers] = await Promise.all([
    both("administrator"),
    both("reviewer"),
    both("approver"),
  ]);
  return { administrators, reviewers, approvers };
}

/** A verified institution for each sector named, always the same ones for the same list. */
export async function verifiedMembers(sectors: readonly Sector[], { administrators }: Officers): Promise<Member[]> {
  const pool = participants();
  const chosen = sectors.map((sector): Participant => {
    const at = pool.findIndex((participant) => participant.sector === sector);
    const [participant] = at < 0 ? [] : pool.splice(at, 1);
    if (!participant) throw new Error(`there are not enough institutions in ${sector}`);
    return participant;
  });
  const members = await inParallel(chosen, atOnce, register);
  await inParallel(members, atOnce, (member) => verify(member, administrators));
  return members;
}

/** An application of an institution of its own for each ask, submitted and reviewed through the portal's commands. Their ids, in order. */
export async function reviewedApplications(asks: readonly Ask[], deciding: Officers): Promise<string[]> {
  const [administrator] = deciding.administrators;
  if (!administrator) throw new Error("there is no administrator");
  const members = await verifiedMembers(
    asks.map((ask) => ask.sector),
    deciding,
  );
  const ids = await inParallel(members, atOnce, async (member) => {
    await apply({ member, seats: asks[members.indexOf(member)]?.seats ?? 0 });
    const [application] = await myApplications(member.person);
    if (!application) throw new Error(`${member.name} has no application`);
    await assign(administrator, application.id, deciding.reviewers);
    return application.id;
  });
  await Promise.all(deciding.reviewers.map((reviewer) => scoreAll(reviewer, () => {})));
  return ids;
}

/** One batch that awards everything these applications ask for, put to the second approver. */
export async function proposedBatch({ approvers }: Officers, applicationIds: readonly string[]): Promise<Batch> {
  const [proposer] = approvers;
  if (!proposer) throw new Error("there is no approver");
  const [programme] = await batchProgrammes(proposer);
  const { batchId } = must(await draftBatch(proposer, { programmeId: programme?.id }), "a batch");
  let version = await versionOf(proposer, batchId);
  for (const applicationId of applicationIds) {
    must(await setItem(proposer, { batchId, version, applicationId, outcome: "AWARD" }), "an award");
    version += 1;
  }
  must(await proposeBatch(proposer, { batchId, version }), "a proposal");
  await signProposal(proposer, batchId);
  const batch = await findBatch(proposer, batchId);
  if (!batch) throw new Error("a batch cannot be read by its proposer");
  return { id: batchId, code: batch.code, seats: batch.items.reduce((sum, item) => sum + item.seats, 0) };
}

/** The second approver's yes, unless it was given before. */
export async function approveOnce({ approvers }: Officers, { id: batchId, code }: Batch): Promise<void> {
  const approver = approvers[1];
  if (!approver) throw new Error("there is no second approver");
  const batch = await findBatch(approver, batchId);
  if (batch?.state !== "PROPOSED") return;
  must(await approveBatch(approver, await toApprove(approver, batchId)), `approval of ${code}`);
}

async function versionOf(proposer: Person, batchId: string): Promise<number> {
  const batch = await findBatch(proposer, batchId);
  if (!batch) throw new Error("a batch cannot be read by its proposer");
  return batch.version;
}
