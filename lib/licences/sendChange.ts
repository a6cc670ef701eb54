import { actHash } from "../platform/chain/encoding.ts";
import { requestChainWrite } from "../platform/chain/outbox.ts";
import type { Tx } from "../platform/db/client.ts";
import { isDecided } from "./jointly.ts";
import type { JointChange } from "./rules.ts";

/** A proposed change, locked, with its licence; null where there is none. */
export async function lockedChange(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT 1 FROM "LicenceChange" WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.licenceChange.findUnique({ where: { id }, include: { licence: true } });
}

/** What is signed for a change of a licence: 32 bytes. `number` has 14 characters. */
export function changeHash(change: { kind: JointChange; number: string; reason: string; operation: string }) {
  const { kind, number, reason, operation } = change;
  return actHash({ kind, number, reason, decision: operation });
}

/**
 * Asks the registry for a change once enough have approved it and their signatures are certified, never before; gives whether. Waits
 * for whoever is doing the same.
 */
export async function sendWhenDecided(tx: Tx, id: string, now: Date): Promise<boolean> {
  const change = await lockedChange(tx, id);
  if (change?.state !== "PROPOSED") return false;
  const { kind, operation, reason, licence } = change;
  if (!(await isDecided(tx, { ...change, institutionId: licence.institutionId }, now))) return false;
  await tx.licenceChange.update({ where: { id }, data: { state: "SENT", closedAt: now, version: { increment: 1 } } });
  await requestChainWrite(tx, {
    key: operation,
    kind,
    payload: { operation, number: licence.number, reason, decision: operation },
  });
  return true;
}
