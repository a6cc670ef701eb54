import { heldAt } from "../platform/auth/held.ts";
import { db } from "../platform/db/client.ts";

/** At most this many operators are named. */
const named = 5;

/** The operators in office at `now`, by name, whose it is to set right what the register refused or what waits for it; at most five. */
export async function operators(now = new Date()): Promise<string[]> {
  const people = await db().user.findMany({
    where: { grants: { some: { role: "OPERATOR", ...heldAt(now) } } },
    select: { name: true },
    orderBy: { createdAt: "asc" },
    take: named,
  });
  return people.map(({ name }) => name);
}
