import fs from "node:fs";
import path from "node:path";
import type { IDL } from "@dfinity/candid";
import { nthNumber } from "../../canisters/testing/encoding.ts";
import { approvalOf, approvalOfChange } from "../../canisters/testing/governance.ts";
import { registryInterface } from "../../canisters/testing/idl.ts";
import { encoded, type InProcess, installed } from "../../canisters/testing/inProcess.ts";
import { policy } from "../../canisters/testing/leaves.ts";
import { entries, single } from "../../canisters/testing/licences.ts";
import { freshIdentity } from "../../localnet/testing.ts";
import { compile } from "../../scripts/canisters/compile.mts";
import { buildCanisters } from "../../scripts/canisters.mts";
import { mostInACall } from "../shared/registry.mts";
import type { Figure, Line } from "./figure.mts";

/** Each cost is the least of so many calls, each undone before the next. */
const rounds = 12;

const [controller, issuer] = [freshIdentity().getPrincipal(), freshIdentity().getPrincipal()];
const governors = [freshIdentity().getPrincipal(), freshIdentity().getPrincipal()];
const approvers = [freshIdentity().getPrincipal(), freshIdentity().getPrincipal()] as const;

const bareInterface: IDL.InterfaceFactory = ({ IDL: { Service, Func, Vec, Text, Nat, Variant } }) =>
  Service({ insert: Func([Vec(Text)], [Variant({ ok: Nat })], []) });

/** What the registry's own code costs as it grows, run in this process without a network, beside a bare map of as many entries. */
export const costs: Figure = {
  title: `What the registry computes, by its size (least of ${rounds} calls, without network and certificate)`,
  needs: "nothing",
  async measure({ large }) {
    const built = await buildCanisters();
    const registry = installed(fs.readFileSync(built.licence_registry.wasmPath), registryInterface, controller);
    found(registry);
    const bare = installed(bareModule(), bareInterface, controller);
    const lines: Line[] = [];
    let count = 0;
    for (const size of [1_000, 10_000, ...(large ? [100_000] : [])]) {
      for (; count < size; count += mostInACall) grow(registry, bare, count);
      lines.push(...linesAmong(registry, bare, count));
    }
    return lines;
  },
};

function found(registry: InProcess): void {
  const caps = { total: 200_000, government: 0, education: 200_000, startups: 0, private: 0 };
  registry.does("grantRole", controller, [issuer, { issuer: null }]);
  registry.does("setCaps", controller, [{ operation: "caps", caps, decision: "bench" }]);
  registry.does("found", controller, [{ governors, approvers, policy }]);
}

let batches = 0;

/** A batch of the next licences, approved. */
function approvedBatch(registry: InProcess, from: number, size: number) {
  batches += 1;
  const batch = single(`batch-${batches}`, entries(from, size));
  for (const approver of approvers) registry.does("approveBatch", approver, [approvalOf(batch)]);
  return batch;
}

function grow(registry: InProcess, bare: InProcess, from: number): void {
  registry.does("issueBatch", issuer, [approvedBatch(registry, from, mostInACall)]);
  bare.does("insert", controller, [numbers(from, mostInACall)]);
}

const numbers = (from: number, size: number) => Array.from({ length: size }, (_, n) => nthNumber(from + n));

function linesAmong(registry: InProcess, bare: InProcess, count: number): Line[] {
  const change = { operation: `bench-${count}`, number: nthNumber(count >> 1), reason: "bench", decision: "bench" };
  const issue = (size: number) => timeOf(registry, "issueBatch", [approvedBatch(registry, count, size)]);
  const insert = (size: number) => timeOf(bare, "insert", [numbers(count, size)]);
  const [one, key] = [issue(1), insert(1)];
  registry.does("approveBatch", approvers[0], [approvalOfChange("suspend", change)]);
  const more = mostInACall - 1;
  const licence = { own: (issue(mostInACall) - one) / more, bare: (insert(mostInACall) - key) / more };
  const calls = {
    "a call that issues one": one,
    "a verification": timeOf(registry, "verify", [nthNumber(count >> 1)]),
    "a verification that there is none": timeOf(registry, "verify", [nthNumber(count + 1)]),
    "a block: a suspension": timeOf(registry, "suspend", [change]),
  };
  const among = `among ${count.toLocaleString("en")}`;
  return [
    line(`each licence of a call, ${among}`, licence.own, licence.bare, "each key of a call"),
    ...Object.entries(calls).map(([what, own]) => line(`${what}, ${among}`, own, key, "a call with one key")),
  ];
}

function line(what: string, own: number, bare: number, floor: string): Line {
  return {
    what,
    measured: micros(own),
    floor: `${micros(bare)}, ${floor} into a bare map of as many`,
    ratio: own / bare,
  };
}

/** Milliseconds of a call alone: the least of some, each on the same state. */
function timeOf(canister: InProcess, name: string, args: readonly unknown[]): number {
  const method = canister.method(name);
  const arg = encoded(method, args);
  const times = Array.from({ length: rounds }, () => {
    const began = performance.now();
    const outcome = canister.call(method, issuer, arg);
    const time = performance.now() - began;
    canister.discard();
    if ("trap" in outcome) throw outcome.trap;
    return time;
  });
  return Math.min(...times);
}

const micros = (milliseconds: number) => `${(1_000 * milliseconds).toFixed(1)} µs`;

function bareModule(): Uint8Array {
  const sources = { "bare/main.mo": fs.readFileSync(path.join(import.meta.dirname, "../canisters/Bare.mo"), "utf8") };
  const { wasm, problems } = compile({ main: "bare/main.mo", sources, did: null, released: null });
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return wasm;
}
