import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { person } from "../testing/persons.ts";
import { OneAtATime } from "./oneAtATime.ts";

const { db, url } = await testDatabase();
const client = new OneAtATime({ connectionString: url });
await client.connect();
afterAll(() => client.end());

/** What the process is warned of meanwhile. */
async function warnings(during: () => Promise<unknown>): Promise<string[]> {
  const warned: string[] = [];
  const hear = ({ message }: Error) => warned.push(message);
  process.on("warning", hear);
  await during();
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", hear);
  return warned;
}

test("what is asked at once is answered in turn, and what fails keeps nothing waiting", async () => {
  const asked = [
    client.query("SELECT 1 AS n, pg_sleep(0.05)"),
    client.query("SELECT no_such_column"),
    client.query<{ n: number }>({ text: "SELECT $1::int AS n", values: [3] }),
  ];
  const said = await warnings(async () => {
    const answers = await Promise.allSettled(asked);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect((await asked[2])?.rows).toEqual([{ n: 3 }]);
  });
  expect(said).toEqual([]);
});

test("relations that are read within a transaction come without a warning of pg", async () => {
  const { userId } = await person(db, { roles: ["AUDITOR"] });
  const said = await warnings(() =>
    db.$transaction(async (tx) => {
      const include = { grants: true, sessions: true, memberships: true, passkeys: true } as const;
      expect(await tx.user.findUniqueOrThrow({ where: { id: userId }, include })).toMatchObject({ id: userId });
    }),
  );
  expect(said).toEqual([]);
});
