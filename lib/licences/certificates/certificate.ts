import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import { reading } from "../../platform/reading.ts";
import { becomingOf } from "../becoming.ts";
import { parseNumber } from "../number.ts";
import { shown } from "../view.ts";

/**
 * A licence as its certificate shows it, for its holder and for those who may read the institution's licences; null for everybody
 * else, for what is no number, and while the registry has not certified it. Who holds it is not part of it: a certificate is shown
 * around. `number` is as typed.
 */
export const findCertificate = reading(
  "licences.read",
  { kind: "licence", id: certifiedNumber },
  async (actor: Actor, number: string, now: Date = new Date()) => {
    const parsed = parseNumber(number);
    if (actor?.kind !== "person" || !parsed.ok) return null;
    const licence = await db().licence.findFirst({
      where: { number: parsed.number, state: { not: "PENDING" } },
      select: {
        number: true,
        state: true,
        sector: true,
        demonstration: true,
        issuedAt: true,
        validFrom: true,
        validUntil: true,
        institutionId: true,
        chunk: true,
        batch: { select: { code: true } },
        institution: { select: { name: true, nameUr: true } },
        programme: { select: { nameEn: true, nameUr: true } },
        seats: { where: { userId: actor.userId, state: { in: ["CLAIMED", "BOUND"] } }, select: { id: true }, take: 1 },
      },
    });
    if (!licence) return null;
    const { seats, chunk, batch, ...certificate } = licence;
    const isHolder = seats.length > 0;
    if (!isHolder && !may(actor, "licences.read", { institutionId: licence.institutionId })) return null;
    return { ...shown(certificate, now), isHolder, became: await becomingOf(db(), { ...certificate, chunk, batch }) };
  },
);

/** What the audit knows it by: its number, as it is asked for. */
function certifiedNumber(number: string): string | undefined {
  const parsed = parseNumber(number);
  return parsed.ok ? parsed.number : undefined;
}

/** A licence as its certificate shows it. */
export type Certificate = NonNullable<Awaited<ReturnType<typeof findCertificate>>>;
