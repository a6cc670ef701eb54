import pg from "pg";
import { ConfigError } from "../../lib/platform/config.ts";
import type { Caps } from "./registry.mts";

/** The programme's places as the database has them, by sector and in total. */
export async function programmePlaces(ownerUrl: string): Promise<Caps> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ sector: string; places: number }>(
      `SELECT lower(sector::text) AS sector, sum(places)::int AS places FROM "Quota" GROUP BY sector`,
    );
    const total = await client.query<{ places: number }>(
      `SELECT coalesce(sum(places), 0)::int AS places FROM "Programme"`,
    );
    const of = (sector: string) => rows.find((row) => row.sector === sector)?.places ?? 0;
    const places = total.rows[0]?.places ?? 0;
    if (places === 0) throw new ConfigError("NoProgramme", "The database holds no programme: load the reference data.");
    return {
      total: places,
      government: of("government"),
      education: of("education"),
      startups: of("startups"),
      private: of("private"),
    };
  } finally {
    await client.end();
  }
}
