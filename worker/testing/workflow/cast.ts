import { randomBytes } from "node:crypto";
import type { Ed25519KeyIdentity } from "@dfinity/identity";
import { Principal } from "@dfinity/principal";
import pg from "pg";
import type { Actor } from "../../../lib/platform/auth/actor.ts";
import { personOfSession } from "../../../lib/platform/auth/person.ts";
import type { Db } from "../../../lib/platform/db/client.ts";
import type { MemberRole, Role } from "../../../lib/platform/db/generated/enums.ts";
import { programmeOf } from "../../../scripts/testing/applications.ts";
import { testApprovers } from "../registry.ts";
import { noteTouched } from "./touched.ts";
import type { World } from "./world.ts";

/** Two applicants that are verified already: A is a university, B a department. */
type Member = { A?: MemberRole; B?: MemberRole };

/** Who plays: every office, some of them with a foot in an applicant or with an identity of their own; approvers with the key that the registry knows. */
const parts: { name: string; roles?: Role[]; member?: Member; identity?: true; key?: Ed25519KeyIdentity }[] = [
  { name: "administrator 1", roles: ["ADMINISTRATOR"], identity: true },
  { name: "administrator 2", roles: ["ADMINISTRATOR"], member: { B: "VIEWER" } },
  { name: "administrator 3", roles: ["ADMINISTRATOR"] },
  { name: "approver 1", roles: ["APPROVER"], key: testApprovers[0] },
  { name: "approver 2", roles: ["APPROVER", "REVIEWER"], key: testApprovers[1] },
  { name: "approver 3", roles: ["APPROVER"], member: { A: "VIEWER" }, key: testApprovers[2] },
  { name: "approver 4", roles: ["APPROVER"], key: testApprovers[3] },
  { name: "reviewer 1", roles: ["REVIEWER"] },
  { name: "reviewer 2", roles: ["REVIEWER"] },
  { name: "reviewer 3", roles: ["REVIEWER"], member: { B: "EDITOR" } },
  { name: "auditor", roles: ["AUDITOR"] },
  { name: "operator", roles: ["OPERATOR"] },
  { name: "owner of A", member: { A: "OWNER" }, identity: true },
  { name: "editor of A", member: { A: "EDITOR" } },
  { name: "viewer of A", member: { A: "VIEWER" } },
  { name: "owner of B", member: { B: "OWNER" } },
  { name: "holder 1", identity: true },
  { name: "holder 2", identity: true },
  { name: "somebody" },
];

/** Places so few that every limit is met: of each sector, and fewer in all than the sectors have together. */
const places = { EDUCATION: 3, GOVERNMENT: 2, STARTUPS: 0, PRIVATE: 0 } as const;
const inAll = 4;

/** How many there are to choose an actor from: the cast, a stranger, and the portal itself. */
export const actorCount = parts.length + 2;

/** Who plays in one round. */
export type Cast = {
  name(index: number): string;
  /** As the portal knows them at this moment, signed in again where their session was ended. */
  actor(index: number): Promise<Actor>;
  /** As they stand in a world: enough to think about what they might do. */
  standing(world: World, index: number): Actor;
};

/**
 * Empties the database and sets the stage: the programme with few places, the cast and its two applicants. Codes of batches go on
 * after `round` × 1,000, since the registry never forgets one.
 */
export async function setStage(db: Db, ownerUrl: string, round: number): Promise<Cast> {
  await empty(ownerUrl);
  await noteTouched(ownerUrl);
  const { id: programmeId } = await programmeOf(db);
  await db.programme.update({ where: { id: programmeId }, data: { places: inAll } });
  for (const [sector, count] of Object.entries(places))
    await db.quota.updateMany({
      where: { programmeId, sector: sector as keyof typeof places },
      data: { places: count },
    });
  await db.district.create({
    data: {
      ...{ code: "TST01", provinceIso: "PK-PB", provinceEn: "Punjab", provinceUr: "پنجاب" },
      ...{ nameEn: "Lahore", nameUr: "لاہور", latitude: 31.5, longitude: 74.3 },
    },
  });
  const code = String(round * 1_000).padStart(4, "0");
  await db.batch.create({ data: { code: `B-${code}`, programmeId, state: "REJECTED" } });
  await db.messengerBatch.create({ data: { code: `M-${code}`, state: "REJECTED" } });

  const name = "Listed University";
  await db.directoryEntry.create({ data: { name, searchName: "listed university", hecListed: false } });

  const verified = { state: "VERIFIED", searchName: "" } as const;
  const [a, b] = [
    await db.institution.create({ data: { ...verified, kind: "UNIVERSITY", sector: "EDUCATION", name: "A" } }),
    await db.institution.create({ data: { ...verified, kind: "FEDERAL_DEPARTMENT", sector: "GOVERNMENT", name: "B" } }),
  ];
  const ids: string[] = [];
  for (const { name, roles = [], member = {}, identity, key } of parts) {
    const { id } = await db.user.create({
      data: {
        name,
        email: `${name.replaceAll(" ", ".").toLowerCase()}@people.example`,
        principal:
          (key?.getPrincipal() ?? (identity && Principal.selfAuthenticating(randomBytes(44))))?.toText() ?? null,
        grants: { create: roles.map((role) => ({ role })) },
        memberships: {
          create: [
            ...(member.A ? [{ institutionId: a.id, role: member.A }] : []),
            ...(member.B ? [{ institutionId: b.id, role: member.B }] : []),
          ],
        },
      },
    });
    ids.push(id);
  }

  const sessions = new Map<string, string>();
  const nobody = (index: number): Actor => (index === parts.length ? null : { kind: "system", name: "worker" });
  return {
    name: (index) => parts[index]?.name ?? (index === parts.length ? "a stranger" : "the portal"),
    standing(world, index) {
      const user = world.users.find(({ id }) => id === ids[index]);
      if (!user) return nobody(index);
      const { id, name, email, principal, grants, memberships } = user;
      const held = grants.filter(({ endsAt }) => endsAt === null || endsAt > new Date()).map(({ role }) => role);
      return {
        ...{ kind: "person", isScripted: true, userId: id, sessionId: id, name, email, principal, locale: "en" },
        ...{ demonstration: false, roles: held, memberships },
      };
    },
    async actor(index) {
      const userId = ids[index];
      if (userId === undefined) return nobody(index);
      const known = sessions.get(userId);
      const person = known ? await byScript(known) : null;
      if (person) return person;
      const expiresAt = new Date(Date.now() + 3_600_000);
      const { id } = await db.session.create({ data: { userId, method: "DEMO", expiresAt } });
      sessions.set(userId, id);
      return byScript(id);
    },
  };
}

/** Nobody sits there who could confirm what they decide; confirmations have a test of their own. */
async function byScript(sessionId: string): Promise<Actor> {
  const person = await personOfSession(sessionId);
  return person && { ...person, isScripted: true };
}

async function empty(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ tables: string | null }>(
    `SELECT string_agg(format('%I', tablename), ', ') AS tables FROM pg_tables
     WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  await client.query(`TRUNCATE ${rows[0]?.tables} CASCADE`);
  await client.end();
}
