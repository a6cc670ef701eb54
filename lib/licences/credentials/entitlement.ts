import { z } from "zod";
import { recordEvent } from "../../platform/audit.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { DelegationError, signedBy } from "../../platform/chain/delegation.ts";
import { SignedDelegations } from "../../platform/chain/signedDelegations.ts";
import { identityTrust } from "../../platform/chain/trust.ts";
import { config } from "../../platform/config.ts";
import { db } from "../../platform/db/client.ts";
import { beginUse } from "../seats/use.ts";
import { type Challenge, challengeIn, challengeMessage, isFresh } from "./challenge.ts";

/** What a holder shows to a system that asks: the salt (hex) and the identity behind their licence's commitment. */
export type Proving = { salt: string; principal: string; institution: { name: string; nameUr: string | null } };

/** The seat of this person that a challenge is about; null for everybody else, and while the registry has not recorded it. */
export async function proving(actor: Actor, { licence }: Challenge): Promise<Proving | null> {
  if (actor?.kind !== "person") return null;
  const seat = await db().seat.findFirst({
    where: { userId: actor.userId, state: "BOUND", licence: { number: licence } },
    select: {
      salt: true,
      principal: true,
      licence: { select: { institution: { select: { name: true, nameUr: true } } } },
    },
  });
  if (!seat?.salt || seat.principal === null) return null;
  const salt = Buffer.from(seat.salt).toString("hex");
  return { salt, principal: seat.principal, institution: seat.licence.institution };
}

const Hex = (bytes: number) => z.string().regex(new RegExp(`^([0-9a-f]{2}){1,${bytes}}$`));

/** What a system hands in: the answer that the holder came back to it with (docs/entitlement.md). */
const Report = z.strictObject({
  answer: z.strictObject({
    v: z.literal(1),
    challenge: z.unknown(),
    principal: z.string().max(64),
    salt: z.string().regex(/^[0-9a-f]{64}$/),
    publicKey: SignedDelegations.shape.publicKey,
    delegations: SignedDelegations.shape.delegations,
    signature: Hex(1_024),
  }),
});

/**
 * What became of a report: the seat is in use, since then, now for the first time or before already. Otherwise `malformed`; `notAsked`
 * (the holder was not asked for that word); `stale`; `notSigned`; `notHeld`; `notActive`.
 */
export type Reported =
  | { ok: true; at: Date; isFirst: boolean; origin: string }
  | { ok: false; why: "malformed" | "notAsked" | "stale" | "notSigned" | "notHeld" | "notActive" };

/**
 * A system reports that a holder has begun to use their seat. The holder's own signature is the authority, over a challenge that says
 * so; nobody else's word counts, and the report may come again.
 */
export async function reportUse(raw: unknown, now = new Date()): Promise<Reported> {
  const refused = (why: Extract<Reported, { ok: false }>["why"]) => ({ ok: false as const, why });
  const parsed = Report.safeParse(raw);
  const challenge = parsed.success ? challengeIn(parsed.data.answer.challenge) : undefined;
  if (!parsed.success || !challenge) return refused("malformed");
  if (!challenge.activates) return refused("notAsked");
  if (!isFresh(challenge, now)) return refused("stale");
  const { answer } = parsed.data;
  const principal = await signerOf(answer, challenge, now);
  if (principal === null || principal !== answer.principal) return refused("notSigned");
  const seat = await db().seat.findFirst({
    where: {
      state: "BOUND",
      principal,
      salt: Buffer.from(answer.salt, "hex"),
      licence: { number: challenge.licence },
      userId: { not: null },
    },
    select: { id: true, userId: true, activatedAt: true },
  });
  if (!seat?.userId) return refused("notHeld");
  const { id: seatId, userId } = seat;
  const { origin } = challenge;
  if (seat.activatedAt) return { ok: true, at: seat.activatedAt, isFirst: false, origin };
  const begun = await db().$transaction(async (tx) => {
    const result = await beginUse(tx, { seatId }, now);
    if (result.ok)
      await recordEvent(tx, {
        actor: { kind: "person", userId },
        action: "licences.confirmUse",
        outcome: "DONE",
        subject: { kind: "seat", id: seatId },
        data: { licenceId: result.value.licenceId, origin },
      });
    return result;
  });
  if (begun.ok) return { ok: true, at: now, isFirst: true, origin };
  if (begun.error.code === "licenceNotActive") return refused("notActive");
  // Somebody was faster: then it is done, or the seat is no longer theirs.
  const { activatedAt } = await db().seat.findUniqueOrThrow({ where: { id: seatId }, select: { activatedAt: true } });
  return activatedAt ? { ok: true, at: activatedAt, isFirst: false, origin } : refused("notHeld");
}

async function signerOf(
  { publicKey, delegations, signature }: z.output<typeof Report>["answer"],
  challenge: Challenge,
  now: Date,
): Promise<string | null> {
  const message = challengeMessage(challenge);
  const bytes = new Uint8Array(Buffer.from(signature, "hex"));
  try {
    return (await signedBy({ publicKey, delegations }, message, bytes, identityTrust(config()), now)).toText();
  } catch (error) {
    if (error instanceof DelegationError) return null;
    throw error;
  }
}
