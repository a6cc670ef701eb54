import { randomUUID } from "node:crypto";
import type { Person } from "../auth/actor.ts";
import type { Db } from "../db/client.ts";
import type { MemberRole, Role } from "../db/generated/enums.ts";

/** A person of a test, in the database and as the actor that a session would give. */
export async function person(
  db: Db,
  given: {
    roles?: readonly Role[];
    member?: Partial<Record<string, MemberRole>>;
    email?: string | null;
    locale?: "en" | "ur";
  } = {},
): Promise<Person> {
  const email = given.email === undefined ? `${randomUUID()}@people.example` : given.email;
  const roles = [...(given.roles ?? [])];
  const memberships = Object.entries(given.member ?? {}).map(([institutionId, role = "VIEWER"]) => ({
    institutionId,
    role,
  }));
  const locale = given.locale ?? "en";
  const user = await db.user.create({
    data: {
      name: "Somebody",
      email,
      locale,
      grants: { create: roles.map((role) => ({ role })) },
      memberships: { create: memberships },
    },
  });
  return {
    kind: "person",
    userId: user.id,
    sessionId: randomUUID(),
    name: user.name,
    email,
    principal: null,
    locale,
    demonstration: false,
    isScripted: true,
    roles,
    memberships,
  };
}

/** Ends every office: who held one in an earlier test would get letters about each thing of the next. */
export async function endOffices(db: Db): Promise<void> {
  await db.roleGrant.updateMany({ where: { endedAt: null }, data: { endedAt: new Date() } });
}

/** The person with the memberships that the database holds now. */
export async function again(db: Db, who: Person): Promise<Person> {
  const memberships = await db.membership.findMany({
    where: { userId: who.userId, endedAt: null },
    select: { institutionId: true, role: true },
  });
  return { ...who, memberships };
}
