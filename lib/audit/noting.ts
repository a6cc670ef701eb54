import type { Chain } from "../platform/chain/agent.ts";
import { requestChainWrite } from "../platform/chain/outbox.ts";
import { db, type Tx } from "../platform/db/client.ts";
import { hoursBetweenNotes } from "./rules.ts";
import { standing } from "./standing.ts";

/** The register knows another history than the database: nothing more is noted until somebody has looked. */
class HistoryRewritten extends Error {
  constructor(sequence: bigint) {
    super(`the audit in the database is not what the register noted at ${sequence}`);
    this.name = "HistoryRewritten";
  }
}

/** Asks in `tx` for the head of the chain to be written to the register. Null where nothing is sealed yet. */
export async function requestNote(tx: Tx): Promise<{ writeId: string; sequence: string } | null> {
  const head = await tx.auditSeal.findFirst({ orderBy: { sequence: "desc" } });
  if (!head) return null;
  const sequence = head.sequence.toString();
  const operation = `audit:${sequence}`;
  const payload = { operation, sequence, hash: Buffer.from(head.hash).toString("hex") };
  const { id } = await requestChainWrite(tx, { key: operation, kind: "noteAuditHead", payload });
  return { writeId: id, sequence };
}

/** The head that was last asked to be noted, and how far that has come. */
export function lastNote(tx: Tx) {
  return tx.chainWrite.findFirst({
    where: { kind: "noteAuditHead" },
    orderBy: { createdAt: "desc" },
    select: { id: true, state: true, createdAt: true },
  });
}

/**
 * Asks for the head to be noted when the last one is a day old; true when it did. Before that the database is held against
 * all that the register noted: where they contradict each other nothing is asked for, and it throws, at each turn, for the log.
 */
export async function noteDaily(from: Chain, now = new Date()): Promise<boolean> {
  const last = await lastNote(db());
  if (last && now.getTime() - last.createdAt.getTime() < hoursBetweenNotes.daily * 3_600_000) return false;
  const { contradicted } = await standing(from);
  if (contradicted) throw new HistoryRewritten(contradicted.sequence);
  return (await db().$transaction(requestNote)) !== null;
}
