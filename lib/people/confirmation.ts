import type { Actor } from "../platform/auth/actor.ts";
import { code } from "../platform/auth/code.ts";
import {
  type ActFields,
  actHash,
  type ConfirmedAction,
  confirmationMinutes,
  mayUseCode,
  standingConfirmation,
} from "../platform/auth/confirmation.ts";
import { may } from "../platform/auth/permissions.ts";
import { relyingParty } from "../platform/auth/relyingParty.ts";
import { config } from "../platform/config.ts";
import { db } from "../platform/db/client.ts";

/** How far a person is with confirming an act. */
export type ConfirmationState = {
  /** Until when the act may be done; null while it is not confirmed. */
  until: Date | null;
  passkeys: number;
  /** Is a code by e-mail enough, and to which address? */
  codeTo: string | null;
  /** The code that was sent for this act and is waited for. */
  asked: { id: string; expiresAt: Date } | null;
  /** One press is enough: a person of a demonstration, in a demonstration. */
  isDemonstration: boolean;
  /** The host name at which passkeys work. */
  partyId: string;
};

/** Has the person confirmed this very act, and how could they? Null for whoever confirms nothing. */
export async function confirmationState(
  actor: Actor,
  action: ConfirmedAction,
  fields: ActFields,
  now = new Date(),
): Promise<ConfirmationState | null> {
  if (actor?.kind !== "person" || !may(actor, "people.confirmAct")) return null;
  const { userId, sessionId } = actor;
  const [standing, asked, passkeys] = await Promise.all([
    db().confirmation.findFirst({
      where: standingConfirmation(actor, action, fields, now),
      orderBy: { confirmedAt: "desc" },
      select: { confirmedAt: true },
    }),
    db().confirmation.findFirst({
      where: {
        ...{ userId, sessionId, actHash: actHash(action, fields), codeHash: { not: null } },
        ...{ confirmedAt: null, usedAt: null, expiresAt: { gt: now }, attempts: { lt: code.attempts } },
      },
      orderBy: { createdAt: "desc" },
      select: { id: true, expiresAt: true },
    }),
    db().passkey.count({ where: { userId: actor.userId, removedAt: null } }),
  ]);
  const at = standing?.confirmedAt;
  return {
    until: at ? new Date(at.getTime() + confirmationMinutes * 60_000) : null,
    passkeys,
    codeTo: mayUseCode(actor, action, passkeys) ? actor.email : null,
    asked,
    isDemonstration: config().demonstration && actor.demonstration,
    partyId: relyingParty(config().origin).id,
  };
}

/** One's own passkeys, oldest first. */
export async function ownPasskeys(
  actor: Actor,
): Promise<{ id: string; name: string; createdAt: Date; usedAt: Date | null }[]> {
  if (actor?.kind !== "person" || !may(actor, "people.addPasskey")) return [];
  return db().passkey.findMany({
    where: { userId: actor.userId, removedAt: null },
    select: { id: true, name: true, createdAt: true, usedAt: true },
    orderBy: { createdAt: "asc" },
  });
}
