import { type Db, db } from "../platform/db/client.ts";
import { sendWhenDecided } from "./changes/send.ts";
import { sendRenewalWhenDecided } from "./renewals/renewing.ts";

/** Of each kind in one go at most, those that were proposed first. */
const atOnce = 500;

/**
 * Asks the registry for acts on licences that are decided and wait all the same, since its policy asks for fewer signatures than when the
 * last of them was certified. Gives how many.
 */
export async function sendDecided(database: Db = db(), now = new Date()): Promise<number> {
  const approved = { approverIds: { isEmpty: false } };
  const state = "PROPOSED" as const;
  const waiting = {
    select: { id: true },
    orderBy: [{ proposedAt: "asc" as const }, { id: "asc" as const }],
    take: atOnce,
  };
  const [changes, renewals] = await Promise.all([
    database.licenceChange.findMany({ ...waiting, where: { state, OR: [approved, { kind: "suspend" }] } }),
    database.renewal.findMany({ ...waiting, where: { state, ...approved } }),
  ]);
  let sent = 0;
  for (const { id } of changes) if (await database.$transaction((tx) => sendWhenDecided(tx, id, now))) sent++;
  for (const { id } of renewals) if (await database.$transaction((tx) => sendRenewalWhenDecided(tx, id, now))) sent++;
  return sent;
}
