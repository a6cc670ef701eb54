import pg from "pg";

/** Who can sign in with one click in a demonstration. */
export type DemoPerson = { name: string; email: string | null; roles: string[] };

/** The people of the demonstration, with their roles. */
export async function demoPeople(ownerUrl: string): Promise<DemoPerson[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<DemoPerson>(
      `SELECT u.name, u.email,
         array(SELECT lower(g.role::text) FROM "RoleGrant" g WHERE g."userId" = u.id AND g."endedAt" IS NULL) AS roles
       FROM "User" u WHERE u.demonstration AND u.email IS NOT NULL ORDER BY u."createdAt", u.id LIMIT 20`,
    );
    return rows;
  } finally {
    await client.end();
  }
}
