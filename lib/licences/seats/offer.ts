import type { Actor } from "../../platform/auth/actor.ts";
import { db } from "../../platform/db/client.ts";
import { mayHoldSeat } from "../rules.ts";
import { ClaimToken } from "../schema.ts";
import { seatOfToken } from "../steps.ts";

/** Where an offer stands for whoever opened its link. */
export type OfferState = "open" | "expired" | "withdrawn" | "taken" | "yours" | "notInForce";

/**
 * The offer behind a claim link, or null when there is none. Whoever has the link may read it, signed in or not: it says who is
 * invited by whom, and nothing else of the licence.
 */
export async function findOffer(actor: Actor, token: string, now = new Date()) {
  if (!ClaimToken.safeParse(token).success) return null;
  const found = await seatOfToken(db(), token);
  const seat =
    found &&
    (await db().seat.findUnique({
      where: found,
      include: {
        rebinds: { where: { state: { in: ["ASKED", "CONFIRMED"] } }, select: { principal: true } },
        licence: {
          include: {
            institution: { select: { name: true, nameUr: true } },
            programme: { select: { nameEn: true, nameUr: true } },
          },
        },
      },
    }));
  if (!seat) return null;
  const { licence } = seat;
  const isYours = actor?.kind === "person" && actor.principal !== null && seat.principal === actor.principal;
  const states = { OFFERED: "open", CLAIMED: "taken", BOUND: "taken", RELEASED: "withdrawn" } as const;
  let state: OfferState = states[seat.state];
  if (state === "withdrawn" && seat.claimedAt === null && isOverWhenReleased(seat)) state = "expired";
  if (state === "taken" && isYours) state = "yours";
  else if (state === "open" && now >= seat.expiresAt) state = "expired";
  else if (state === "open" && !mayHoldSeat(licence, now)) state = "notInForce";
  const principal = actor?.kind === "person" ? actor.principal : null;
  return {
    state,
    /** May whoever reads this ask for the seat to be bound to the identity they come with, or have they asked? */
    rebind:
      state !== "taken" || seat.state !== "BOUND" || principal === null
        ? null
        : seat.rebinds.some((rebind) => rebind.principal === principal)
          ? ("asked" as const)
          : ("possible" as const),
    name: seat.name,
    expiresAt: seat.expiresAt,
    institution: licence.institution,
    programme: licence.programme,
  };
}

function isOverWhenReleased({ releasedAt, expiresAt }: { releasedAt: Date | null; expiresAt: Date }): boolean {
  return releasedAt !== null && releasedAt >= expiresAt;
}
