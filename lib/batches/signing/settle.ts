import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import type { ChainAnswers, ChainRefusal } from "../../platform/chain/answers.ts";
import { expired } from "../../platform/chain/relay.ts";
import type { ChainWritePayloads } from "../../platform/chain/writes.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { SignedKind } from "../../platform/db/generated/enums.ts";
import { enqueue } from "../../platform/jobs/queues.ts";
import { planOf } from "../steps.ts";
import { signaturesMissing } from "./steps.ts";

type Payload = ChainWritePayloads["approveBatch"];

/** What a certified signature means: it counts, and with the last one that was wanting the batch may be released. */
export async function settleSignature(tx: Tx, payload: Payload, answer: ChainAnswers["approveBatch"]): Promise<void> {
  const signature = await signatureOf(tx, payload);
  if (!signature) return;
  const { id, subjectKind, subjectId: batchId } = signature;
  await tx.signature.update({ where: { id }, data: { state: "CERTIFIED", block: BigInt(answer.block) } });
  if (subjectKind !== "BATCH") return;
  const plan = await planOf(tx, batchId);
  if (plan?.state !== "APPROVED" || (await signaturesMissing(tx, plan)) > 0) return;
  const { releaseAt } = await tx.batch.findUniqueOrThrow({ where: { id: batchId }, select: { releaseAt: true } });
  if (releaseAt) await enqueue(tx, "releaseBatch", { batchId }, releaseAt);
}

/** Where each is signed. */
const pages = {
  BATCH: "/desk/batches",
  CHANGE: "/desk/licences/decisions",
  RENEWAL: "/desk/licences/renewals",
} as const satisfies Record<SignedKind, string>;

/** What it means that the registry did not take a signature, or that it ran out on its way: its signer is told, and may sign anew. */
export async function refuseSignature(tx: Tx, payload: Payload, refusal: ChainRefusal): Promise<void> {
  const signature = await signatureOf(tx, payload);
  if (!signature) return;
  const { id, subjectKind, subjectId, userId } = signature;
  const isExpired = refusal.code === expired;
  await tx.signature.update({
    where: { id },
    data: { state: isExpired ? "EXPIRED" : "REFUSED", refusal: refusal.code },
  });
  const signer = await tx.user.findUnique({ where: { id: userId }, select: { email: true, locale: true } });
  if (!signer?.email) return;
  await notify(tx, {
    ...{ to: signer.email, locale: signer.locale, letter: isExpired ? "signatureExpired" : "signatureRefused" },
    values: (locale) => ({
      ...{ kind: subjectKind, code: payload.batchId, link: linkTo(`${pages[subjectKind]}/${subjectId}`, locale) },
      ...(!isExpired && { refusal: refusal.code }),
    }),
  });
}

/** The signature that a row of the outbox carries; a person has one on its way at a time. */
function signatureOf(tx: Tx, { batchId: code, principal }: Payload) {
  return tx.signature.findFirst({ where: { code, principal, state: "SENT" } });
}
