// Do the canisters run what these sources say? npm run canisters:reproduce -- --url <portal>
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { verifySigner } from "../../verify/index.ts";
import { describedAt } from "../../verify/network.ts";
import { type CanisterName, canisterNames, compileAnew } from "../canisters.mts";

const help = `npm run canisters:reproduce [-- --url <portal> | --network <file>]

Compiles both canisters from these sources, twice, with the compiler that package-lock.json pins, and prints the SHA-256 of
each module. With a network, compares it with the one that the subnet certifies for the running canister.

  --url <portal>     take the network from a portal's /api/v1/network
  --network <file>   take it from a file of that form: the root key is then yours, not the portal's

Ends with 0 when all are the same, 1 when one differs, 3 when the subnet could not be asked, 64 on wrong usage.`;

const differs = 1;
const unchecked = 3;
const usage = 64;

class UsageError extends Error {}

/** What `GET /api/v1/network` of a portal says, or a file of that form. */
async function description(url: string | undefined, file: string | undefined): Promise<unknown> {
  if (file !== undefined) return JSON.parse(await readFile(file, "utf8"));
  if (url === undefined) return undefined;
  const response = await fetch(new URL("/api/v1/network", url), { signal: AbortSignal.timeout(15_000) });
  if (!response.ok) throw new Error(`the portal answered ${response.status}`);
  return describedAt(url, await response.json());
}

/** The network with this canister in the registry's place, since of a signer no more than its id counts; null where it has none. */
function askedFor(name: CanisterName, network: unknown): unknown {
  const { canisters } = network as { canisters?: Partial<Record<CanisterName, string>> };
  const id = canisters?.[name];
  return id === undefined ? null : { ...(network as object), canisters: { licence_registry: id } };
}

/** Compiles a canister twice and says what came of it; 0, or why not all is well. */
async function reproduce(name: CanisterName, network: unknown): Promise<number> {
  const [first, second] = [await compileAnew(name), await compileAnew(name)];
  console.log(`${name}\n  these sources   ${first}`);
  if (first !== second) {
    console.log(`  a second time   ${second}: the build is not reproducible here`);
    return differs;
  }
  if (network === undefined) return 0;
  const asked = askedFor(name, network);
  if (asked === null) {
    console.log("  on the subnet   none is named");
    return 0;
  }
  const verdict = await verifySigner({ network: asked, canister: "licenceRegistry" });
  if (verdict.answer === "unchecked") {
    console.log(`  on the subnet   cannot be checked now: ${verdict.code} (${verdict.detail})`);
    return unchecked;
  }
  const { moduleHash, canisterId, subnetId } = verdict.signer;
  const isSame = moduleHash === first;
  console.log(`  on the subnet   ${moduleHash ?? "no program"}: ${isSame ? "the same" : "ANOTHER PROGRAM"}`);
  console.log(`  canister ${canisterId}, certified by subnet ${subnetId}`);
  return isSame ? 0 : differs;
}

async function main(args: string[]): Promise<number> {
  const options = { url: { type: "string" }, network: { type: "string" }, help: { type: "boolean" } } as const;
  const { values } = parseArgs({ args, options });
  if (values.help) {
    console.log(help);
    return 0;
  }
  if (values.url !== undefined && values.network !== undefined) throw new UsageError("Give --url or --network.");
  const network = await description(values.url, values.network);
  const ends: number[] = [];
  for (const name of canisterNames) ends.push(await reproduce(name, network));
  return Math.max(...ends);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
  console.error(error instanceof Error ? error.message : error);
  if (isUsage) console.error(`\n${help}`);
  process.exitCode = isUsage ? usage : unchecked;
}
