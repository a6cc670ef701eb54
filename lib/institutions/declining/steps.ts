import type { Tx } from "../../platform/db/client.ts";

/** Does a decline of the registration wait for another administrator? */
export async function isDeclineProposed(tx: Tx, institutionId: string): Promise<boolean> {
  return (await tx.registrationDecline.count({ where: { institutionId, state: "PROPOSED" } })) > 0;
}
