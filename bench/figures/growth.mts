import fs from "node:fs";
import path from "node:path";
import type { IssueArgs } from "../../canisters/testing/idl.ts";
import { entries, single } from "../../canisters/testing/licences.ts";
import { type Chain, openChain } from "../../lib/platform/chain/agent.ts";
import { registryUpdates } from "../../lib/platform/chain/idl.ts";
import type { Network } from "../../lib/platform/config.ts";
import { freshIdentity, type TestNetwork, throwawayLocalnet } from "../../localnet/testing.ts";
import { buildCanisters } from "../../scripts/canisters.mts";
import { deployCanisters, deployCaps } from "../../scripts/deploy/canisters.mts";
import { median } from "../shared/median.mts";
import { installSink, timeOfSink } from "../shared/sink.mts";
import type { Figure, Line } from "./figure.mts";

/** A window is a thousand licences in calls of this many. */
const inACall = 100;
const window = 1_000;
const mostInACall = 500;
const caps = { total: 200_000, government: 0, education: 200_000, startups: 0, private: 0 };

type Window = { milliseconds: number; floor: number };

/** What a licence costs the registry as it grows: time of a call by its licences, beside the same call to a canister that does nothing. */
export const growth: Figure = {
  title: `Issuing as the registry grows (calls of ${inACall} licences, a registry of its own)`,
  needs: "nothing",
  async measure({ large }) {
    const network = await throwawayLocalnet();
    try {
      return await measured(network, [1_000, 10_000, ...(large ? [100_000] : [])]);
    } finally {
      await network.stop();
    }
  },
};

async function measured(network: TestNetwork, sizes: number[]): Promise<Line[]> {
  const { chain, registry, sink } = await registryOn(network);
  let count = 0;
  const next = (size: number): IssueArgs => {
    const args = single(`grows-${count}`, entries(count, size));
    count += size;
    return args;
  };
  const ofWindow = async (): Promise<Window> => {
    const [own, floor]: [number[], number[]] = [[], []];
    for (let call = 0; call < window / inACall; call++) {
      const args = next(inACall);
      floor.push(await timeOfSink(chain, sink, args));
      own.push(await timeOfIssue(chain, registry, args));
    }
    return { milliseconds: median(own) / inACall, floor: median(floor) / inACall };
  };

  // The first calls of all compile the module's code; they are nobody's cost.
  const other = await registryOn(network);
  await timeOfIssue(other.chain, other.registry, single("warm", entries(0, mostInACall)));
  const first = await ofWindow();
  const lines = [line("the first 1,000", first, first)];
  for (const size of sizes) {
    while (count < size) await timeOfIssue(chain, registry, next(Math.min(mostInACall, size - count)));
    lines.push(line(`the next 1,000 after ${size.toLocaleString("en")}`, await ofWindow(), first));
  }
  return lines;
}

function line(what: string, { milliseconds, floor }: Window, first: Window): Line {
  return {
    what: `${what}: a licence`,
    measured: `${milliseconds.toFixed(2)} ms`,
    floor: `${first.milliseconds.toFixed(2)} ms, the first 1,000; ${floor.toFixed(2)} ms where the canister does nothing`,
    ratio: milliseconds / first.milliseconds,
  };
}

async function timeOfIssue(chain: Chain, registry: string, args: IssueArgs): Promise<number> {
  const began = performance.now();
  const { reply } = await chain.update(registry, "issueBatch", registryUpdates.issueBatch, [args]);
  if (typeof reply !== "object" || reply === null || !("ok" in reply)) throw new Error("the registry refused");
  return performance.now() - began;
}

/** A new registry with room for everything, and a canister that does nothing beside it. */
async function registryOn(localnet: TestNetwork): Promise<{ chain: Chain; registry: string; sink: string }> {
  const deployer = await localnet.agent(freshIdentity());
  const issuer = freshIdentity();
  const stateFolder = fs.mkdtempSync(path.join(localnet.stateDir, "deployed-"));
  const modules = await buildCanisters();
  const { ids, subnetId } = await deployCanisters(deployer, { stateFolder, modules, issuer: issuer.getPrincipal() });
  await deployCaps(deployer, ids.licence_registry, caps);
  const rootKey = Buffer.from(localnet.rootKey).toString("hex");
  const network: Network = { name: "local", host: localnet.url, rootKey, subnetId, canisters: ids };
  return { chain: openChain(network, issuer), registry: ids.licence_registry, sink: await installSink(deployer) };
}
