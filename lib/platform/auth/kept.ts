import { z } from "zod";
import { db } from "../db/client.ts";
import type { Actor } from "./actor.ts";

/** Milliseconds for which words wait for whoever typed them. */
const keptFor = 3_600_000;
/** Milliseconds after its end in which a session still says whose words come. */
const lateBy = 24 * 3_600_000;
/** More characters than any form of ours can hold. */
const most = 200_000;

const Values = z.record(z.string(), z.string());

/** What somebody typed into a form, by the names of its fields. */
export type KeptValues = z.infer<typeof Values>;

/**
 * Keeps what was sent from a page after the session had run out: the last form of each person, for an hour, for nobody but the one
 * whose session it was. Whoever signed out leaves nothing.
 */
export async function keepWords(
  sessionId: string,
  { path, values }: { path: string; values: KeptValues },
  now = new Date(),
): Promise<void> {
  if (JSON.stringify(values).length > most) return;
  const session = await db().session.findFirst({
    where: { id: sessionId, endedAt: null, expiresAt: { gt: new Date(+now - lateBy) } },
    select: { userId: true },
  });
  if (!session) return;
  const kept = { path, values, expiresAt: new Date(+now + keptFor) };
  await db().keptWords.deleteMany({ where: { expiresAt: { lte: now } } });
  await db().keptWords.upsert({
    where: { userId: session.userId },
    create: { userId: session.userId, ...kept },
    update: kept,
  });
}

/** What the person themselves had typed on the page, while it is kept; null where there is nothing. */
export async function findKeptWords(actor: Actor, path: string, now = new Date()): Promise<KeptValues | null> {
  if (actor?.kind !== "person") return null;
  const row = await db().keptWords.findFirst({ where: { userId: actor.userId, path, expiresAt: { gt: now } } });
  return Values.safeParse(row?.values).data ?? null;
}
