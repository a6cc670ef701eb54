import { type TestNetwork, throwawayLocalnet } from "../../localnet/testing.ts";
import { mostInACall, newRegistry, type Registry, timeOfIssue } from "../shared/registry.mts";
import type { Figure, Line } from "./figure.mts";

/** At each size, so many times in turns: a call with one licence, and a call with this many; a thousand licences in all. */
const rounds = 8;
const inACall = 125;

/** Milliseconds: a call with a single licence, and what each licence more adds to it. */
type Cost = { call: number; licence: number };

/**
 * What issuing costs the registry as it grows, beside a registry in its first thousand. Calls to both come in turns, and the
 * least of each counts, so that a busy machine falsifies little. Each message also costs the local network itself more, the
 * larger the canister's memory is: that is the call with a single licence, and the registry's own work is what licences add.
 */
export const growth: Figure = {
  title: `Issuing as the registry grows (least of ${rounds} calls, registries of their own)`,
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

async function measured(localnet: TestNetwork, sizes: number[]): Promise<Line[]> {
  const grown = await newRegistry(localnet);
  const lines: Line[] = [];
  for (const size of sizes) {
    while (grown.count < size) await timeOfIssue(grown, Math.min(mostInACall, size - grown.count));
    const [own, young] = await costsOf([grown, await newRegistry(localnet)]);
    const among = `among ${size.toLocaleString("en")}`;
    lines.push(
      line(`each licence of a call, ${among}`, own.licence, young.licence, 3),
      line(`a call with one licence, ${among}`, own.call, young.call, 1),
    );
  }
  return lines;
}

async function costsOf(registries: [Registry, Registry]): Promise<[Cost, Cost]> {
  const times = registries.map(() => ({ one: [] as number[], many: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [i, registry] of registries.entries()) {
      times[i]?.one.push(await timeOfIssue(registry, 1));
      times[i]?.many.push(await timeOfIssue(registry, inACall));
    }
  }
  return times.map(({ one, many }) => {
    const call = Math.min(...one);
    return { call, licence: (Math.min(...many) - call) / (inACall - 1) };
  }) as [Cost, Cost];
}

function line(what: string, own: number, young: number, digits: number): Line {
  return {
    what,
    measured: `${own.toFixed(digits)} ms`,
    floor: `${young.toFixed(digits)} ms in a registry's first 1,000`,
    ratio: own / young,
  };
}
