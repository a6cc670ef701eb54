import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import { recordEvent } from "../../platform/audit.ts";
import type { Act } from "../../platform/auditedActs.ts";
import { type Db, db, type Tx } from "../../platform/db/client.ts";
import { formatDate } from "../../platform/i18n/format.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { institutionRecipients } from "../steps.ts";
import { closeAfterDays, closesAt, lyingSince, overSince } from "./rules.ts";

/** Registrations that one round takes; the next takes the rest. */
const atOnce = 50;

type Lying = { id: string; name: string; nameUr: string | null };

/**
 * Looks after registrations that were sent back and lie untouched: their people are reminded once, and the registration is closed
 * when its days after that are over. Whoever works on it starts the days anew. Gives how many were reminded and closed.
 */
export async function tendLying(now = new Date(), database: Db = db()): Promise<{ reminded: number; closed: number }> {
  return { closed: await closeLying(database, now), reminded: await remindLying(database, now) };
}

function remindLying(database: Db, now: Date): Promise<number> {
  return database.$transaction(async (tx) => {
    const lying = await tx.$queryRaw<Lying[]>`
      SELECT id, name, "nameUr" FROM "Institution"
      WHERE state = 'RETURNED' AND "remindedAt" IS NULL AND "touchedAt" <= ${lyingSince(now)}
      ORDER BY id LIMIT ${atOnce} FOR NO KEY UPDATE SKIP LOCKED`;
    const ids = lying.map(({ id }) => id);
    await tx.institution.updateMany({ where: { id: { in: ids } }, data: { remindedAt: now } });
    for (const one of lying) await tell(tx, one, "registrationLying", closesAt(now));
    await record(tx, "institutions.remindLying", ids);
    return ids.length;
  });
}

function closeLying(database: Db, now: Date): Promise<number> {
  return database.$transaction(async (tx) => {
    const over = await tx.$queryRaw<Lying[]>`
      SELECT id, name, "nameUr" FROM "Institution" WHERE state = 'RETURNED' AND "remindedAt" <= ${overSince(now)}
      ORDER BY id LIMIT ${atOnce} FOR NO KEY UPDATE SKIP LOCKED`;
    const ids = over.map(({ id }) => id);
    await tx.institution.updateMany({
      where: { id: { in: ids }, state: "RETURNED" },
      data: { state: "LAPSED", version: { increment: 1 } },
    });
    for (const one of over) await tell(tx, one, "registrationLapsed", now);
    await record(tx, "institutions.closeLying", ids);
    return ids.length;
  });
}

async function tell(tx: Tx, { id, name, nameUr }: Lying, letter: "registrationLying" | "registrationLapsed", at: Date) {
  for (const recipient of await institutionRecipients(tx, id))
    await notify(tx, {
      ...{ ...recipient, letter },
      values: (locale) => ({
        institution: inLanguage(locale, name, nameUr),
        ...{ days: closeAfterDays, by: formatDate(at, locale) },
        link: linkTo(`/institutions/${id}`, locale),
      }),
    });
}

async function record(tx: Tx, action: Act, ids: readonly string[]): Promise<void> {
  for (const id of ids)
    await recordEvent(tx, {
      ...{ actor: { kind: "system", name: "worker" }, action, outcome: "DONE" },
      subject: { kind: "institution", id },
    });
}
