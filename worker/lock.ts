import pg from "pg";

/** The advisory lock that the working worker holds: "sanad" in ASCII. */
const lockKey = 0x73616e6164;

/** The one place at work. It is lost when its connection is: `lost` then settles, and the process must stop. */
export type Place = { lost: Promise<void>; release(): Promise<void> };

/** Waits until no other worker works, and takes its place. A worker that dies frees it with its connection. */
export async function takePlace(url: string): Promise<Place> {
  const client = new pg.Client({ connectionString: url, keepAlive: true, application_name: "sanad worker lock" });
  const lost = new Promise<void>((resolve) => {
    client.once("error", () => resolve());
    client.once("end", () => resolve());
  });
  await client.connect();
  await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
  return { lost, release: () => client.end() };
}
