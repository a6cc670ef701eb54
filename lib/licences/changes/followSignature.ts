import type { Tx } from "../../platform/db/client.ts";
import { sendRenewalWhenDecided } from "../renewals/renewing.ts";
import { sendWhenDecided } from "./send.ts";

/** What a certified signature means for the act on licences under it: with the last one that was wanting it goes to the registry. */
export async function followSignature(tx: Tx, operation: string, now: Date): Promise<void> {
  const change = await tx.licenceChange.findUnique({ where: { operation }, select: { id: true } });
  if (change) await sendWhenDecided(tx, change.id, now);
  const renewal = await tx.renewal.findUnique({ where: { operation }, select: { id: true } });
  if (renewal) await sendRenewalWhenDecided(tx, renewal.id, now);
}
