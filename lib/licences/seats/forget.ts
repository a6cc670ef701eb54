import { db } from "../../platform/db/client.ts";
import { importDays } from "../rules.ts";

/** Deletes lists of people a day after they were sent: they hold names and addresses. Gives how many. */
export async function forgetSeatImports(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - importDays * 86_400_000);
  return (await db().seatImport.deleteMany({ where: { createdAt: { lt: before } } })).count;
}
