import { recordEvent } from "../platform/audit.ts";
import { type Db, db } from "../platform/db/client.ts";
import { tellOfPasskey } from "./letters.ts";

/**
 * The operator's way out for an official who lost every passkey: takes them all away, so that the next one is made as the first
 * was. Audited as the operator's, and the person is told of each. Gives how many; undefined where nobody has the address.
 */
export function forgetPasskeys(email: string, now = new Date(), database: Db = db()): Promise<number | undefined> {
  return database.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email: email.trim().toLowerCase() }, select: { id: true } });
    if (!user) return undefined;
    const keys = await tx.passkey.findMany({ where: { userId: user.id, removedAt: null } });
    for (const key of keys) {
      await tx.passkey.update({ where: { id: key.id }, data: { removedAt: now } });
      await tellOfPasskey(tx, user.id, "passkeyRemoved", { name: key.name }, now);
      await recordEvent(tx, {
        actor: { kind: "system", name: "operator" },
        action: "people.removePasskey",
        outcome: "DONE",
        subject: { kind: "user", id: user.id },
        data: { passkeyId: key.id },
      });
    }
    return keys.length;
  });
}
