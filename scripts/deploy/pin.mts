import pg from "pg";
import { ConfigError, type Network } from "../../lib/platform/config.ts";

/**
 * Notes in the database which network it belongs to, or checks that it is this one: licences recorded here are proved
 * there, and a mix-up would show licences that nobody can verify. Throws `NetworkMismatch`.
 */
export async function pinNetwork(ownerUrl: string, network: Network): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rootKey, subnetId, canisters } = network;
    await client.query(
      `INSERT INTO "NetworkPin" (id, "rootKey", "subnetId", "licenceRegistry", messenger)
       VALUES (1, decode($1, 'hex'), $2, $3, $4) ON CONFLICT (id) DO NOTHING`,
      [rootKey, subnetId, canisters.licence_registry, canisters.messenger],
    );
    const { rows } = await client.query(
      `SELECT encode("rootKey", 'hex') AS "rootKey", "subnetId", "licenceRegistry", messenger FROM "NetworkPin"`,
    );
    const present = [rootKey, subnetId, canisters.licence_registry, canisters.messenger];
    const pinned = rows[0];
    const expected = [pinned.rootKey, pinned.subnetId, pinned.licenceRegistry, pinned.messenger];
    const names = ["root key", "subnet", "licence registry", "messenger"];
    const differing = names.filter((_name, index) => present[index] !== expected[index]);
    if (differing.length > 0) {
      throw new ConfigError(
        "NetworkMismatch",
        `This database belongs to another network: ${differing.join(", ")} differ from what it was set up with. Use the network it belongs to, another database, or begin anew with --fresh.`,
      );
    }
  } finally {
    await client.end();
  }
}
