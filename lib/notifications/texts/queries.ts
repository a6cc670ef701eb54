import type { Actor } from "../../platform/auth/actor.ts";
import { sendsTexts } from "../../platform/config.ts";
import { db } from "../../platform/db/client.ts";
import { textKinds } from "./rules.ts";

/**
 * How the person hears by text message: whether that is offered here, the number that they proved and what they chose, and the
 * number that waits for its code. Null for nobody. The numbers are for the person alone.
 */
export async function myTexts(actor: Actor, now = new Date()) {
  if (actor?.kind !== "person") return null;
  const { userId } = actor;
  const [mobile, asked] = await Promise.all([
    db().mobile.findUnique({ where: { userId }, select: { number: true, kinds: true } }),
    db().mobileCode.findFirst({
      where: { userId, consumedAt: null, expiresAt: { gt: now } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: { number: true },
    }),
  ]);
  return {
    isOffered: sendsTexts(),
    number: mobile?.number ?? null,
    kinds: textKinds.filter((kind) => mobile?.kinds.includes(kind)),
    asked: asked?.number ?? null,
  };
}
