import { liftSuspension, suspendInstitution } from "../../lib/institutions/commands.ts";
import { offerSeats } from "../../lib/licences/commands.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { db } from "../../lib/platform/db/client.ts";
import type { Verifier } from "../../verify/index.ts";
import { changeTogether, suspend } from "./changing.mts";
import { must } from "./must.mts";
import type { Member } from "./onboard.mts";
import { written } from "./terms.mts";

/** The institution's oldest licence: the one that something happens to. */
export async function oldest({ institutionId }: Member) {
  return db().licence.findFirstOrThrow({
    where: { institutionId },
    orderBy: [{ createdAt: "asc" }, { chunk: "asc" }, { position: "asc" }],
  });
}

async function expectAnswer(verifier: Verifier, number: string, answer: string): Promise<void> {
  const verdict = await verifier.licence(number);
  if (verdict.answer !== answer) throw new Error(`${number} is ${verdict.answer} instead of ${answer}`);
}

/** A licence is taken out of force by one approver, seen so by a stranger, and put back by two. */
export async function suspendAndReinstate(
  members: readonly Member[],
  approvers: readonly [Person, ...Person[]],
  verifier: Verifier,
) {
  const suspended = [];
  for (const member of members) {
    const { id: licenceId, state } = await oldest(member);
    const isOver = await db().chainWrite.count({
      where: { kind: "reinstate", key: { startsWith: `status:${licenceId}:` } },
    });
    if (isOver > 0) continue;
    if (state === "ACTIVE") await suspend(approvers[0], licenceId, "underInvestigation");
    suspended.push(member);
  }
  await written();
  for (const member of suspended) {
    const { id: licenceId, number } = await oldest(member);
    await expectAnswer(verifier, number, "suspended");
    await changeTogether(approvers, { licenceId, change: "reinstate", reason: "resolved" });
  }
  await written();
  for (const member of suspended) await expectAnswer(verifier, (await oldest(member)).number, "valid");
}

/** A licence is ended for good. */
export async function revoke(member: Member, approvers: readonly Person[]): Promise<void> {
  const { id: licenceId, state } = await oldest(member);
  if (state === "ACTIVE") await changeTogether(approvers, { licenceId, change: "revoke", reason: "termsBreach" });
}

/** An institution is suspended, can hand out nothing, and is cleared again. */
export async function suspendForAWhile(member: Member, administrators: readonly Person[]): Promise<void> {
  const [one, other] = administrators;
  if (!one || !other) throw new Error("an administrator is missing");
  const { institutionId, name, person } = member;
  const now = () => db().institution.findUniqueOrThrow({ where: { id: institutionId } });
  if ((await db().institutionSuspension.count({ where: { institutionId, liftedAt: { not: null } } })) > 0) return;
  const { state, version } = await now();
  const reason = "Demonstration: letters to the institution come back.";
  if (state === "VERIFIED")
    must(await suspendInstitution(one, { institutionId, version, reason, confirmed: "yes" }), `suspension of ${name}`);
  const people = [{ name: "Demo holder", email: "nobody@holders.example" }];
  const refusal = await offerSeats(person, { institutionId, people });
  if (refusal.ok || refusal.error.code !== "institutionSuspended")
    throw new Error(`${name} is suspended and hears ${refusal.ok ? "yes" : refusal.error.code}`);
  const lift = { institutionId, version: (await now()).version, reason: "Demonstration: they have answered." };
  must(await liftSuspension(other, lift), `the end of the suspension of ${name}`);
}
