import type { Actor } from "../platform/auth/actor.ts";
import { db } from "../platform/db/client.ts";
import { claimHash } from "./claimToken.ts";
import { mayHoldSeat } from "./rules.ts";
import { ClaimToken } from "./schema.ts";

/** Where an offer stands for whoever opened its link. */
export type OfferState = "open" | "expired" | "withdrawn" | "taken" | "yours" | "notInForce";

/**
 * The offer behind a claim link, or null when there is none. Whoever has the link may read it, signed in or not: it says who is
 * invited by whom, and nothing else of the licence.
 */
export async function findOffer(actor: Actor, token: string, now = new Date()) {
  if (!ClaimToken.safeParse(token).success) return null;
  const seat = await db().seat.findUnique({
    where: { claimHash: claimHash(token) },
    include: {
      licence: {
        include: {
          institution: { select: { name: true, nameUr: true } },
          programme: { select: { nameEn: true, nameUr: true } },
        },
      },
    },
  });
  if (!seat) return null;
  const { licence } = seat;
  const isYours = actor?.kind === "person" && actor.principal !== null && seat.principal === actor.principal;
  const states = { OFFERED: "open", CLAIMED: "taken", BOUND: "taken", RELEASED: "withdrawn" } as const;
  let state: OfferState = states[seat.state];
  if (state === "taken" && isYours) state = "yours";
  else if (state === "open" && now >= seat.expiresAt) state = "expired";
  else if (state === "open" && !mayHoldSeat(licence, now)) state = "notInForce";
  return {
    state,
    name: seat.name,
    expiresAt: seat.expiresAt,
    institution: licence.institution,
    programme: licence.programme,
  };
}
