import { withdrawApplication } from "../../lib/applications/commands.ts";
import { findApplication, myApplications } from "../../lib/applications/queries.ts";
import { draftBatch, proposeBatch, removeItem, setItem } from "../../lib/batches/commands.ts";
import { batches, batchProgrammes, findBatch } from "../../lib/batches/queries.ts";
import { newNumber } from "../../lib/licences/number.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { openChain } from "../../lib/platform/chain/agent.ts";
import { licenceChunkHash, manifestHash } from "../../lib/platform/chain/encoding.ts";
import { loadIdentity, portalKeyFile } from "../../lib/platform/chain/identity.ts";
import { type Outcome, sendChainWrite } from "../../lib/platform/chain/send.ts";
import { config } from "../../lib/platform/config.ts";
import { apply } from "./apply.mts";
import { must } from "./must.mts";
import type { Member } from "./onboard.mts";
import { assign, scoreAll } from "./review.mts";

export type Officers = { administrators: Person[]; reviewers: Person[]; approvers: Person[] };

/** Tries to have one licence more awarded through the portal. Returns the code it is refused with; undefined: it was not. */
export async function oneMoreByThePortal(
  member: Member,
  { administrators, reviewers, approvers }: Officers,
): Promise<string | undefined> {
  const [administrator] = administrators;
  const [approver] = approvers;
  if (!administrator || !approver) throw new Error("an officer is missing");
  await apply({ member, seats: 1 });
  const [application] = await myApplications(member.person);
  if (!application) throw new Error(`${member.name} has no application`);
  const applicationId = application.id;
  await assign(administrator, applicationId, reviewers);
  for (const reviewer of reviewers) await scoreAll(reviewer, () => {});

  const draft = (await batches(approver)).rows.find((batch) => batch.state === "DRAFT");
  const [programme] = await batchProgrammes(approver);
  const batchId = draft?.id ?? must(await draftBatch(approver, { programmeId: programme?.id }), "a batch").batchId;
  const version = async () => (await findBatch(approver, batchId))?.version;
  must(await setItem(approver, { batchId, version: await version(), applicationId, outcome: "AWARD" }), "an award");
  const refusal = await proposeBatch(approver, { batchId, version: await version() });
  if (refusal.ok) return undefined;

  must(await removeItem(approver, { batchId, version: await version(), applicationId }), "the award taken out");
  const now = await findApplication(member.person, applicationId);
  must(
    await withdrawApplication(member.person, { applicationId, version: now?.version }),
    "the application taken back",
  );
  return refusal.error.code;
}

/**
 * Asks the registry for one licence more with the portal's own key, past every check of the portal.
 * Returns the code of its certified refusal; undefined when it was not refused.
 */
export async function oneMoreByTheCanister(member: Member): Promise<{ code: string; outcome: Outcome } | undefined> {
  const chain = openChain(config().network, loadIdentity(portalKeyFile()));
  const now = BigInt(Date.now()) * 1_000_000n;
  const entry = {
    number: newNumber(),
    programme: "CLOUD",
    phase: "P2",
    sector: "education" as const,
    institutionId: member.institutionId,
    institutionName: "One more than there are (demonstration)",
    validFrom: now.toString(),
    validUntil: (now + 86_400_000_000_000n).toString(),
    decision: "none",
  };
  const payload = {
    batchId: `excess-${entry.number}`,
    chunk: 0,
    chunks: 1,
    manifestHash: Buffer.from(manifestHash([licenceChunkHash([entry])])).toString("hex"),
    entries: [entry],
  };
  const outcome = await sendChainWrite(chain, { kind: "issueBatch", payload });
  return outcome.ok ? undefined : { code: outcome.refusal.code, outcome };
}
