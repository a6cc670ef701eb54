import fs from "node:fs";
import { nthNumber } from "../../canisters/testing/encoding.ts";
import { filledRegistry, said } from "../../canisters/testing/filled.ts";
import { buildCanisters } from "../../scripts/canisters.mts";
import { median } from "../shared/median.mts";
import type { Figure, Line } from "./figure.mts";

const rounds = 5;

/** What an upgrade to the same module takes a registry, by its size: the copy of its memory, and its start. */
export const upgrade: Figure = {
  title: `An upgrade of the registry to its own module (median of ${rounds}, in this process, without a network)`,
  needs: "nothing",
  async measure() {
    const wasm = fs.readFileSync((await buildCanisters()).licence_registry.wasmPath);
    const empty = measured(wasm, 0);
    return [10_000, 100_000].flatMap((count) => lines(count, measured(wasm, count), empty));
  },
};

type Cost = { time: number; memory: number; grown: number };

function lines(count: number, own: Cost, empty: Cost): Line[] {
  const among = `among ${count.toLocaleString("en")}`;
  const [time, memory] = [(cost: Cost) => `${cost.time.toFixed(0)} ms`, (cost: Cost) => megabytes(cost.memory)];
  return [
    {
      what: `an upgrade, ${among}`,
      measured: time(own),
      floor: `${time(empty)}, of an empty one`,
      ratio: own.time / empty.time,
    },
    {
      what: `its memory, ${among}`,
      measured: memory(own),
      floor: `${memory(empty)}, of an empty one`,
      ratio: own.memory / empty.memory,
    },
    {
      what: `what each upgrade adds to it, ${among}`,
      measured: megabytes(own.grown),
      floor: `${megabytes(empty.grown)}, of an empty one`,
    },
  ];
}

/** Throws where an upgrade changes anything that is certified or said. */
function measured(wasm: Uint8Array, count: number): Cost {
  const registry = filledRegistry(wasm, count);
  const numbers = Array.from({ length: 50 }, () => nthNumber(Math.floor(Math.random() * count)));
  const answers = () => JSON.stringify(said(registry, numbers));
  const [root, before, memory] = [registry.root(), answers(), registry.memory()];
  const times = Array.from({ length: rounds }, () => {
    const began = performance.now();
    registry.upgrade(wasm);
    return performance.now() - began;
  });
  if (registry.root() !== root || answers() !== before) throw new Error("something was lost");
  return { time: median(times), memory: registry.memory(), grown: (registry.memory() - memory) / rounds };
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
