import { setTimeout as wait } from "node:timers/promises";
import { confirmRoleChange, inviteOfficial } from "../../lib/people/commands.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { db } from "../../lib/platform/db/client.ts";
import type { Role } from "../../lib/platform/db/generated/enums.ts";
import { must } from "./must.mts";
import { byCode, demoPerson, keepSessions } from "./people.mts";

/** Everybody who holds an office in the scenario. */
export type Offices = { administrators: Person[]; reviewers: Person[]; approvers: Person[]; operator: Person };

/**
 * The demo people of each office, four approvers among them, so that two who took no part in a decision are there to decide anew; and
 * one who is appointed: a third reviewer, for whoever has a conflict.
 */
export async function inOffice(): Promise<Offices> {
  const demo = (office: string, count: number) =>
    Promise.all(Array.from({ length: count }, (_, i) => demoPerson(`Demo ${office} ${i + 1}`)));
  const [administrators, reviewers, approvers, operator] = await Promise.all([
    demo("administrator", 2),
    demo("reviewer", 2),
    demo("approver", 4),
    demoPerson("Demo operator"),
  ]);
  const third = await appoint(administrators, "REVIEWER", "Demo reviewer 3", "reviewer3@officials.example");
  keepSessions();
  return { administrators, reviewers: [...reviewers, third], approvers, operator };
}

/** Somebody invited to an office by one administrator and confirmed by another, in office once the worker has seen to it. */
async function appoint(administrators: readonly Person[], role: Role, name: string, email: string): Promise<Person> {
  const [proposer, confirmer] = administrators;
  if (!proposer || !confirmer) throw new Error("an administrator is missing");
  const holds = () => db().roleGrant.findFirst({ where: { role, endedAt: null, user: { email } } });
  const open = () =>
    db().roleChange.findFirst({ where: { role, user: { email }, state: { in: ["PROPOSED", "CONFIRMED"] } } });
  if (!(await holds())) {
    const offer = { email, name, locale: "en", role, reason: "Demonstration: one more is needed." };
    if (!(await open())) must(await inviteOfficial(proposer, offer), `invitation of ${name}`);
    const change = await open();
    if (change?.state === "PROPOSED")
      must(
        await confirmRoleChange(confirmer, { changeId: change.id, version: change.version }),
        `appointment of ${name}`,
      );
    while (!(await holds())) await wait(250);
  }
  return byCode(email);
}
