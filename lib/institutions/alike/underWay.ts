import type { Tx } from "../../platform/db/client.ts";
import { handedInStates } from "../rules.ts";
import { alike, comparedOf, type Likeness, type Typed } from "./finding.ts";

/** One of these alone says that it is the same institution. */
const certain: readonly Likeness[] = ["entry", "ntn", "cuin"];

/**
 * Registrations that others handed in and that nothing is decided on yet, of the same institution by all that is known: its
 * directory entry, its tax number or its number in the register of companies, or a like name and the same domain. Without those
 * that the person belongs to.
 */
export async function besideOf(
  client: Tx,
  person: { userId: string; email: string | null },
  typed: Typed & { id?: string },
): Promise<{ id: string; why: Likeness[] }[]> {
  const isOther = {
    ...(typed.id && { id: { not: typed.id } }),
    state: { in: [...handedInStates] },
    memberships: { none: { userId: person.userId, endedAt: null } },
  };
  const found = await alike(client, isOther, comparedOf(typed, person.email));
  return found.filter(
    ({ why }) => why.some((one) => certain.includes(one)) || (why.includes("name") && why.includes("domain")),
  );
}
