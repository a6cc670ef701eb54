import type { Tx } from "../platform/db/client.ts";

/**
 * Gives somebody who came with Internet Identity alone the name under which they were invited: until then they have only a
 * shortened key for a name. Whoever has an address keeps the name that goes with it.
 */
export async function nameNewcomer(tx: Tx, userId: string, name: string): Promise<void> {
  await tx.user.updateMany({ where: { id: userId, email: null }, data: { name } });
}
