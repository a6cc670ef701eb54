import type { Tx } from "../platform/db/client.ts";
import { neededOf, type QuorumRole } from "./rules.ts";

/**
 * How many have to be able to act in a role so that everything that waits for it can be decided: two, and of approvers as many as the
 * largest batch of any programme takes with its proposer, and as many as the registry asks to sign, as its policy was last read.
 */
export async function neededNow(tx: Tx, role: QuorumRole): Promise<number> {
  const least = neededOf(role);
  if (role !== "APPROVER") return least;
  const [{ _max: most }, policy] = [
    await tx.quorumRule.aggregate({ _max: { approvals: true } }),
    await tx.registryPolicy.findFirst({ select: { approvals: true } }),
  ];
  return Math.max(least, 1 + (most.approvals ?? 1), policy?.approvals ?? 0);
}
