// Recomputes the audit's chain of hashes, from the database or from an export alone: npm run audit:verify
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { parseArgs } from "node:util";
import { type Break, checkChain, type NotedHead, type SealedRow } from "../lib/audit/chain.ts";
import { exportedChain, UnreadableLine } from "../lib/audit/exportedChain.ts";
import { storedChain } from "../lib/audit/stored.ts";
import { openChain } from "../lib/platform/chain/agent.ts";
import { type RegisteredHead, registeredHeads } from "../lib/platform/chain/auditHeads.ts";
import { loadNetwork } from "../lib/platform/config.ts";
import { db } from "../lib/platform/db/client.ts";
import { secret, secretFile, stateFolder } from "./parts/state.mts";
import { databaseName, existingPortOfPostgres, roles } from "./postgres.mts";

const help = `npm run audit:verify [-- <export.jsonl>] [--part] [--head <sequence>:<hash>] [--network <file>]

Checks every seal of the audit against its event and the seal before it, and prints the head. Without a file it reads the
database: DATABASE_URL, or that of the portal which runs (STATE_DIR as for npm run up). How the hash is made: docs/audit.md.
Where the network is known, the chain is held against every head that the licence register noted and governors did not disown, its proof checked: from
--network, from NETWORK_FILE, or with the portal which runs.

  <export.jsonl>            an export of the trail as JSON Lines, and nothing else
  --part                    the export was filtered: rows may be missing, those that are there are checked
  --head <sequence>:<hash>  a head that was noted before: the chain has to go through it
  --network <file>          the network of the register: name, host, rootKey, subnetId and canisters, as NETWORK_FILE has them

Ends with 0 when all holds, 1 when something was changed, removed, inserted, put in another order or made anew, 3 when the
chain or the register could not be read, 64 on wrong usage.`;

const says: Record<Break["kind"], string> = {
  changed: "is not what was sealed: it, or what stood before it, was changed",
  removed: "is missing: it was removed",
  order: "stands where a later one should: rows were inserted, repeated or put in another order",
  otherHead: "has another hash than the one that was noted: the chain was made anew",
};

class UsageError extends Error {}

type Asked = { file: string | undefined; isPart: boolean; noted: NotedHead[]; network: string | undefined };

function asked(args: string[]): Asked | null {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      part: { type: "boolean", default: false },
      head: { type: "string" },
      network: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (more.length > 0) throw new UsageError("Name one file.");
  if (values.part && file === undefined) throw new UsageError("--part goes with a file.");
  const head = values.head === undefined ? undefined : /^([1-9][0-9]{0,17}):([0-9a-f]{64})$/.exec(values.head);
  if (head === null) throw new UsageError("A head is <sequence>:<64 hexadecimal digits>.");
  const noted = head ? [{ sequence: BigInt(head[1] ?? ""), hash: head[2] ?? "" }] : [];
  return { file, isPart: values.part, noted, network: values.network ?? process.env.NETWORK_FILE };
}

async function verify({ file, isPart, noted, network }: Asked): Promise<number> {
  const registered =
    network === undefined ? null : await registeredHeads(openChain(loadNetwork({ NETWORK_FILE: network })));
  const heads = registered?.filter((head) => head.disowned === null) ?? null;
  // The database must have come as far as the register knows; an export may be older than the last heads.
  const check = checkChain({
    isPart,
    noted: file === undefined ? [...noted, ...(heads ?? [])] : noted,
    agreed: file === undefined ? [] : (heads ?? []),
  });
  let [sealed, waiting] = [0, 0];
  for await (const row of file === undefined ? stored() : exportedChain(linesOf(file))) {
    if (row === null) {
      waiting += 1;
      continue;
    }
    const broken = check.next(row);
    if (broken) return report(broken, row);
    sealed += 1;
  }
  const short = check.end();
  if (short) return report(short);
  const { sequence, hash } = check.head();
  console.log(`${isPart ? "Every row holds" : "The chain holds"}: ${sealed} sealed, ${waiting} not sealed yet`);
  console.log(`head ${sequence}:${hash}`);
  console.log(ofRegister(heads, sequence));
  for (const { sequence: reached, block, disowned } of registered ?? [])
    if (disowned)
      console.log(
        `governors disowned the head at ${reached} in block ${block} on ${disowned.toISOString()}: it counts for nothing`,
      );
  return 0;
}

function ofRegister(heads: readonly RegisteredHead[] | null, reached: bigint): string {
  if (heads === null) return "not held against the register: no network was named";
  const met = heads.filter((head) => head.sequence <= reached);
  const last = met.at(-1);
  const beyond = heads.length - met.length;
  return [
    last ? `the register agrees: ${met.length} heads, the last ${last.sequence} of ${last.at.toISOString()}` : "",
    last || beyond > 0 ? "" : "the register has noted no head yet",
    beyond > 0 ? `the register noted ${beyond} heads beyond the end of this export` : "",
  ]
    .filter((part) => part !== "")
    .join("; ");
}

function report({ sequence, kind }: Break, row?: SealedRow): number {
  console.error(`Broken: event ${sequence} of the chain ${says[kind]}.`);
  if (row) console.error(JSON.stringify({ ...row, sequence: row.sequence.toString() }));
  return 1;
}

async function* stored(): AsyncGenerator<SealedRow | null> {
  yield* storedChain();
  const waiting = await db().auditEvent.count({ where: { seal: null } });
  for (let i = 0; i < waiting; i++) yield null;
}

function linesOf(file: string): AsyncIterable<string> {
  return readline.createInterface({ input: fs.createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
}

/** The app role's address of the portal that runs here. */
function runningDatabase(): string {
  const folder = stateFolder();
  const port = existingPortOfPostgres(folder);
  if (port === undefined || !fs.existsSync(secretFile(folder, "postgres-app")))
    throw new Error(`No portal runs on ${folder}, and DATABASE_URL is not set.`);
  const password = secret(folder, "postgres-app", () => "");
  return `postgresql://${roles.app}:${password}@127.0.0.1:${port}/${databaseName}`;
}

async function main(args: string[]): Promise<number> {
  const wanted = asked(args);
  if (wanted === null) {
    console.log(help);
    return 0;
  }
  if (wanted.file === undefined && !process.env.DATABASE_URL) {
    process.env.DATABASE_URL = runningDatabase();
    wanted.network ??= path.join(stateFolder(), "network.json");
  }
  return verify(wanted);
}

if (import.meta.main) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isUsage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
    if (isUsage) console.error(`${message}\n\n${help}`);
    else if (error instanceof UnreadableLine) console.error(`Broken: ${message}.`);
    else console.error(`Cannot be checked now: ${message}`);
    process.exitCode = isUsage ? 64 : error instanceof UnreadableLine ? 1 : 3;
  } finally {
    if (process.env.DATABASE_URL) await db().$disconnect();
  }
}
