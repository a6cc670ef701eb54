import { markAbsence, proposeRoleChange } from "../../lib/people/commands.ts";
import { must } from "../scenario/must.mts";
import { demoPerson } from "../scenario/people.mts";
import type { Officers } from "./players.mts";

/** A change of roles that waits for its second person, and leave to come, so that the pages of people show both. */
export async function changeOfficials({ administrators }: Officers): Promise<void> {
  const { userId } = await demoPerson("Demo auditor");
  const change = {
    userId,
    role: "OPERATOR",
    kind: "GRANT",
    reason: "Looks after the queues while the operator is away.",
  };
  must(await proposeRoleChange(administrators[1], change), "a change of roles");
  const day = (fromNow: number) => new Date(Date.now() + fromNow * 24 * 3_600_000).toISOString().slice(0, 10);
  must(await markAbsence(administrators[1], { userId, from: day(30), until: day(40), despite: "yes" }), "leave");
}
