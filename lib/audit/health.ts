import type { Chain } from "../platform/chain/agent.ts";
import { db } from "../platform/db/client.ts";
import { standing } from "./standing.ts";

/** Milliseconds: a head is noted every day, and one that is older than two was forgotten. */
const patience = 2 * 86_400_000;

/**
 * Is the audit guarded by the register? `late`: the last head that it noted and that stands is older than two days · `broken`: it
 * noted another history than the database has. And how many heads governors disowned, which count for neither. Throws `ChainError`.
 */
export async function auditHealth(
  from: Chain,
  now = new Date(),
): Promise<{ check: "ok" | "late" | "broken"; disowned: number }> {
  const { last, contradicted, disowned } = await standing(from);
  const found = (check: "ok" | "late" | "broken") => ({ check, disowned: disowned.length });
  if (contradicted) return found("broken");
  const since = last?.at ?? (await db().auditSeal.findFirst({ orderBy: { sequence: "asc" } }))?.sealedAt;
  return found(since && now.getTime() - since.getTime() > patience ? "late" : "ok");
}
