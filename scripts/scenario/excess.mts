import { withdrawApplication } from "../../lib/applications/commands.ts";
import { findApplication, myApplications } from "../../lib/applications/queries.ts";
import { draftBatch, proposeBatch, removeItem, setItem } from "../../lib/batches/commands.ts";
import { chainSector } from "../../lib/batches/manifest/rules.ts";
import { batches, batchProgrammes, findBatch } from "../../lib/batches/queries.ts";
import { newNumber } from "../../lib/licences/number.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { licenceChunkHash, manifestHash } from "../../lib/platform/chain/encoding.ts";
import { deployment } from "../../lib/platform/chain/registry.ts";
import { type Outcome, sendChainWrite } from "../../lib/platform/chain/send.ts";
import { db } from "../../lib/platform/db/client.ts";
import { apply } from "./apply.mts";
import { registry } from "./caps.mts";
import { must } from "./must.mts";
import type { Member } from "./onboard.mts";
import { assign, scoreAll } from "./review.mts";
import { approvedAtRegistry } from "./signing.mts";

export type Officers = { administrators: Person[]; reviewers: Person[]; approvers: Person[] };

/**
 * Tries to have one licence more awarded through the portal than its sector has places. Returns the code it is refused with;
 * undefined: it was not.
 */
export async function oneMoreByThePortal(
  member: Member,
  { administrators, reviewers, approvers }: Officers,
): Promise<string | undefined> {
  const [administrator] = administrators;
  const [approver] = approvers;
  if (!administrator || !approver) throw new Error("an officer is missing");
  const quota = await db().quota.findFirstOrThrow({ where: { sector: member.sector } });
  await apply({ member, seats: quota.places - quota.taken + 1 });
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
 * Asks the registry with the portal's own key, past every check of the portal and with the yes of two approvers, for one licence more
 * than the member's sector has places. Returns the code of its certified refusal; undefined when it was not refused.
 */
export async function oneMoreByTheCanister(member: Member): Promise<{ code: string; outcome: Outcome } | undefined> {
  const chain = registry();
  const sector = chainSector(member.sector);
  const { caps, issued } = await deployment(chain);
  const now = BigInt(Date.now()) * 1_000_000n;
  const entries = Array.from({ length: caps[sector] - issued[sector] + 1 }, () => ({
    number: newNumber(),
    programme: "CLOUD",
    phase: "P3",
    sector,
    institutionId: member.institutionId,
    institutionName: "One more than there are (demonstration)",
    validFrom: now.toString(),
    validUntil: (now + 86_400_000_000_000n).toString(),
    decision: "none",
  }));
  const hash = licenceChunkHash(entries);
  const payload = {
    batchId: `excess-${crypto.randomUUID()}`,
    chunk: 0,
    chunks: 1,
    manifestHash: Buffer.from(manifestHash([hash])).toString("hex"),
    chunkHash: Buffer.from(hash).toString("hex"),
  };
  await approvedAtRegistry({ ...payload, planHash: payload.manifestHash });
  const outcome = await sendChainWrite(chain, { kind: "issueBatch", payload, entries });
  return outcome.ok ? undefined : { code: outcome.refusal.code, outcome };
}
