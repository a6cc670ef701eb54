import type { BatchDetail } from "@/lib/batches/queries";

/** What an approver signs under a batch, and where its licences and its page are; null where the registry asks for no signature. */
export function signedUnder({ id, code, planHash, manifestHash, signing }: BatchDetail) {
  if (signing.needed === 0 || planHash === null || manifestHash === null) return null;
  return {
    subject: { kind: "batch", code, planHash, manifestHash } as const,
    list: `/api/desk/batches/${id}/entries`,
    page: `/desk/batches/${id}`,
  };
}
