import { createHash } from "node:crypto";
import type { Tx } from "../db/client.ts";
import type { Person } from "./actor.ts";

/** How long a confirmation is good for, in minutes: the time to press the button that it was asked for. */
export const confirmationMinutes = 5;

/** The acts that want a fresh confirmation by the person themselves. Their commands say so too. */
export const confirmedActions = [
  "batches.approve",
  "people.confirmChange",
  "programmes.confirmChange",
  "messenger.approve",
  "appeals.confirm",
  "institutions.confirmMerge",
  "licences.approveChange",
  "licences.approveRenewal",
  "licences.confirmRebind",
  "licences.releaseSeat",
  "institutions.proposeTransfer",
  "people.addPasskey",
  "people.removePasskey",
] as const;
export type ConfirmedAction = (typeof confirmedActions)[number];

/** The acts that a code by e-mail confirms where there is no passkey: those of an institution's people, and making the first one. */
export const codeActions = [
  "licences.confirmRebind",
  "licences.releaseSeat",
  "institutions.proposeTransfer",
  "people.addPasskey",
] as const satisfies readonly ConfirmedAction[];
export type CodeAction = (typeof codeActions)[number];

/**
 * May the person confirm the act with a code by e-mail? Whoever has a passkey uses it; what officials decide wants theirs, which
 * they make first.
 */
export function mayUseCode(
  actor: Pick<Person, "email" | "roles">,
  action: ConfirmedAction,
  passkeys: number,
): action is CodeAction {
  if (passkeys > 0 || actor.email === null) return false;
  if (!codeActions.some((one) => one === action)) return false;
  return action === "people.addPasskey" || actor.roles.length === 0;
}

/** What an act is done to, field by field, as its form sends it. */
export type ActFields = Readonly<Record<string, string | number>>;

/**
 * What a confirmation is bound to: SHA-256 over the action and every field of it, in their order by name. A plan with another
 * hash, or a version that went on, is another act.
 */
export function actHash(action: string, fields: ActFields): Uint8Array<ArrayBuffer> {
  const said = Object.entries(fields)
    .map(([name, value]) => [name, String(value)])
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return new Uint8Array(
    createHash("sha256")
      .update("\x0dsanad-confirm")
      .update(JSON.stringify([action, said]))
      .digest(),
  );
}

/** Confirmations of this act that still stand for this person in this session. */
export function standingConfirmation(actor: Person, action: ConfirmedAction, fields: ActFields, now: Date) {
  return {
    userId: actor.userId,
    sessionId: actor.sessionId,
    actHash: actHash(action, fields),
    usedAt: null,
    confirmedAt: { gt: new Date(now.getTime() - confirmationMinutes * 60_000) },
  };
}

/** Uses up the person's confirmation of this very act; false when there is none that stands. What rolls back has used none. */
export async function takeConfirmation(
  tx: Tx,
  actor: Person,
  action: ConfirmedAction,
  fields: ActFields,
  now: Date,
): Promise<boolean> {
  if (actor.isScripted) return true;
  const { count } = await tx.confirmation.updateMany({
    where: standingConfirmation(actor, action, fields, now),
    data: { usedAt: now },
  });
  return count > 0;
}
