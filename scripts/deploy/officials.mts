import { Principal } from "@dfinity/principal";
import pg from "pg";
import { identityNameOf } from "../../lib/people/rules.ts";
import { type Identities, identityOf } from "../parts/sign.mts";

/** Which of the demonstration's officials sign in the registry, by their role in the portal. */
const signing = ["ADMINISTRATOR", "APPROVER"];

/**
 * Gives each official of the demonstration who signs in the registry the identity that is named after them at the local identity
 * provider, unless they have another already. Gives how many have one now that had none, and the names of those whose identity here
 * is not the one that they are known by: principals differ with the portal's address.
 */
export async function linkOfficials(
  ownerUrl: string,
  identities: Identities,
): Promise<{ linked: number; others: string[] }> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; name: string; principal: string | null }>(
      `SELECT u.id, u.name, u.principal FROM "User" u
       WHERE u.demonstration AND u.email LIKE '%@demo.example' AND EXISTS (
         SELECT FROM "RoleGrant" g WHERE g."userId" = u.id AND g."endedAt" IS NULL AND g.role::text = ANY($1)
       ) ORDER BY u.name`,
      [signing],
    );
    let linked = 0;
    const others: string[] = [];
    for (const { id, name, principal: known } of rows) {
      const principal = (await identityOf(identityNameOf(name), identities)).getPrincipal().toText();
      if (known === principal) continue;
      const { rowCount } = await client.query(
        `UPDATE "User" SET principal = $2
         WHERE id = $1 AND principal IS NULL AND NOT EXISTS (SELECT FROM "User" WHERE principal = $2)`,
        [id, principal],
      );
      if (rowCount === 1) linked += 1;
      else others.push(name);
    }
    return { linked, others };
  } finally {
    await client.end();
  }
}

/** The principals of the demonstration's officials who hold a role now. */
export async function principalsOf(ownerUrl: string, role: "ADMINISTRATOR" | "APPROVER"): Promise<Principal[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ principal: string }>(
      `SELECT u.principal FROM "User" u JOIN "RoleGrant" g ON g."userId" = u.id AND g."endedAt" IS NULL AND g.role::text = $1
       WHERE u.demonstration AND u.principal IS NOT NULL ORDER BY u.name`,
      [role],
    );
    return rows.map(({ principal }) => Principal.fromText(principal));
  } finally {
    await client.end();
  }
}
