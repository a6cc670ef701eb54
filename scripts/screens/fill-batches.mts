import { draftBatch, offerPlaces, proposeBatch, rejectBatch, setItem } from "../../lib/batches/commands.ts";
import { batchProgrammes, findBatch } from "../../lib/batches/queries.ts";
import { approveBatch } from "../../lib/licences/commands.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { mustRun } from "../parts/tool.mts";
import { issued, readAll, signProposal, toApprove } from "../scenario/decide.mts";
import { must } from "../scenario/must.mts";
import { keepSessions } from "../scenario/people.mts";
import { type Officers, one, type Player } from "./players.mts";

type Item = {
  player: Player;
  waits?: boolean;
  decline?: string;
  evidence?: string[];
  seats?: number;
  reason?: string;
  note?: string;
};

/** A batch in each state; gives the institution that was awarded licences, once they are in force. */
export async function decideBatches(
  { administrators, approvers }: Officers,
  players: readonly Player[],
): Promise<Player> {
  const [proposer, approver] = approvers;
  const awarded = one(players, "awarded");
  const note = "Places are limited in this phase. (Demonstration)";
  const first = await propose(proposer, [
    { player: awarded, seats: awarded.seats - 1, reason: "placesLimited", note },
    { player: one(players, "declined"), decline: "publicBenefitLow", evidence: ["purpose", "scores"], note },
    { player: one(players, "waiting"), waits: true },
    { player: one(players, "offered"), waits: true },
    { player: one(players, "appealed"), decline: "readinessLacking", evidence: ["readiness", "scores"], note },
  ]);
  must(await approveBatch(approver, await toApprove(approver, first.id)), "an approval");
  await issued(approver, () => {});
  const { applicationId } = one(players, "offered");
  must(await offerPlaces(administrators[0], { applicationId }), "an offer of places");

  const refused = await propose(proposer, [{ player: one(players, "in a draft") }]);
  const { version } = await plan(approver, refused.id);
  const reason = "تعدادِ نشست کی وجہ پوری طرح بیان نہیں ہوئی۔ (مثال)";
  must(await rejectBatch(approver, { batchId: refused.id, version, reason }), "a rejection");

  const proposed = await propose(proposer, [
    { player: one(players, "proposed"), seats: 8, reason: "phasedStart", note },
    {
      player: one(players, "proposed to be declined"),
      decline: "purposeUnclear",
      evidence: ["purpose", "replies"],
      note,
    },
  ]);
  await readAll(approver, proposed.id);
  const { id: waiting } = await propose(proposer, [{ player: one(players, "approved") }]);
  keepSessions();
  // How long an approval may be taken back is fixed when a process starts; this one is never released.
  await mustRun(["scripts/screens/approve-slowly.mts", waiting], { env: { ...process.env, UNDO_SECONDS: "604800" } });
  await draft(proposer, [{ player: one(players, "in a draft") }]);
  return awarded;
}

async function draft(approver: Person, items: readonly Item[]): Promise<{ id: string; version: number }> {
  const [programme] = await batchProgrammes(approver);
  const { batchId } = must(await draftBatch(approver, { programmeId: programme?.id }), "a batch");
  let version = (await findBatch(approver, batchId))?.version ?? 0;
  for (const { player, waits, decline, evidence, ...award } of items) {
    const { note } = award;
    const decision = waits
      ? { outcome: "WAITLIST" }
      : decline
        ? { outcome: "DECLINE", reason: decline, evidence, ...(note && { note }) }
        : { outcome: "AWARD", ...award };
    must(
      await setItem(approver, { batchId, version, applicationId: player.applicationId, ...decision }),
      `decision on ${player.name}`,
    );
    version += 1;
  }
  return { id: batchId, version };
}

async function propose(approver: Person, items: readonly Item[]): Promise<{ id: string }> {
  const { id, version } = await draft(approver, items);
  must(await proposeBatch(approver, { batchId: id, version }), "a proposal");
  await signProposal(approver, id);
  return { id };
}

/** What an approver says yes or no to. */
async function plan(approver: Person, batchId: string) {
  const batch = await findBatch(approver, batchId);
  if (!batch) throw new Error("a batch cannot be read by its approver");
  return { planHash: batch.planHash, version: batch.version };
}
