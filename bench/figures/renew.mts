import { nthNumber } from "../../canisters/testing/encoding.ts";
import { approvalOfRenewals } from "../../canisters/testing/governance.ts";
import { type TestNetwork, throwawayLocalnet } from "../../localnet/testing.ts";
import { approveManifest } from "../../worker/testing/registry.ts";
import { median } from "../shared/median.mts";
import { mostInACall, newRegistry, type Registry, timeOf, timeOfIssue } from "../shared/registry.mts";
import type { Figure, Line } from "./figure.mts";

const rounds = 5;
const oneByOne = 20;

/** What renewing costs for each licence in a full call, beside a call for each: the floor is what a chunk saves. */
export const renew: Figure = {
  title: `Renewing, ${mostInACall} licences in a call and one by one (median of ${rounds} calls; ${oneByOne} one by one in each)`,
  needs: "nothing",
  async measure({ large }) {
    const network = await throwawayLocalnet();
    try {
      return await measured(network, [1_000, ...(large ? [100_000] : [])]);
    } finally {
      await network.stop();
    }
  },
};

async function measured(localnet: TestNetwork, sizes: number[]): Promise<Line[]> {
  const registry = await newRegistry(localnet);
  const lines: Line[] = [];
  for (const size of sizes) {
    while (registry.count < size) await timeOfIssue(registry, mostInACall);
    const together: number[] = [];
    const single: number[] = [];
    for (let round = 0; round < rounds; round++) {
      together.push((await timeOfRenewal(registry, mostInACall)) / mostInACall);
      for (let n = 0; n < oneByOne; n++) single.push(await timeOfRenewal(registry, 1));
    }
    const [own, alone] = [median(together), median(single)];
    lines.push({
      what: `each renewal of a full call, among ${size.toLocaleString("en")}`,
      measured: `${own.toFixed(2)} ms`,
      floor: `${alone.toFixed(0)} ms in a call of its own`,
      ratio: own / alone,
    });
  }
  return lines;
}

let until = 4_000_000_000_000_000_000n;

/** Milliseconds that a call takes which two approvers have approved. */
async function timeOfRenewal(registry: Registry, count: number): Promise<number> {
  until += 1n;
  const renewals = Array.from({ length: count }, (_, n) => ({ number: nthNumber(n), validUntil: until }));
  const args = { operation: `renew-${until}`, reason: "institutionRequest", decision: "renewal", renewals };
  await approveManifest(registry.chain.network, approvalOfRenewals(args));
  return timeOf(registry, "renewBatch", args);
}
