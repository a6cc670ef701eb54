import pg from "pg";
import type { Db } from "../../../lib/platform/db/client.ts";

/** From now on the database of a test notes which tables are written to. */
export async function noteTouched(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`
    CREATE UNLOGGED TABLE IF NOT EXISTS "Touched" (name text NOT NULL);
    CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN INSERT INTO public."Touched" VALUES (TG_TABLE_NAME); RETURN NULL; END $$;
    DO $$ DECLARE each text; BEGIN
      FOR each IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename NOT IN ('Touched', '_prisma_migrations') LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER touched AFTER INSERT OR UPDATE OR DELETE ON %I
          FOR EACH STATEMENT EXECUTE FUNCTION touch()', each);
      END LOOP;
    END $$`);
  await client.end();
}

/** The tables that were written to since the last time that somebody asked. */
export async function touched(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ name: string }[]>`DELETE FROM "Touched" RETURNING name`;
  return new Set(rows.map(({ name }) => name));
}
