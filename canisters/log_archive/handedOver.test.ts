// Whatever a registry hands over, and however broken, an archive keeps what it has and takes only what continues it.
// FUZZ_RUNS=20000 npx vitest run canisters/log_archive/handedOver.test.ts looks longer.
import { readFileSync } from "node:fs";
import { IDL } from "@dfinity/candid";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { freshIdentity } from "../../localnet/testing.ts";
import { buildCanisters } from "../../scripts/canisters.mts";
import { mangled } from "../testing/candidArbitraries.ts";
import type { Bytes } from "../testing/encoding.ts";
import { archiveInterface, type CandidValue, handOver } from "../testing/idl.ts";
import { type Answering, encoded, type InProcess, installed } from "../testing/inProcess.ts";
import { chainOf, hashOf } from "../testing/log.ts";

const runs = Number(process.env.FUZZ_RUNS ?? 200);
const [controller, issuer] = [freshIdentity().getPrincipal(), freshIdentity().getPrincipal()];
const chain = chainOf(40);
const [handedOver] = handOver.retTypes;
if (!handedOver) throw new Error("handOver answers nothing");

const nothing = reply(0n, []);
let answers: (Bytes | "refused")[] = [];
let archive: InProcess;
let told: ({ next: bigint; tip: Uint8Array } | undefined)[] = [];

beforeAll(async () => {
  const wasm = readFileSync((await buildCanisters(console.error)).log_archive.wasmPath);
  const answering: Answering = ({ method, arg }) => {
    expect(method).toBe("handOver");
    const [held] = IDL.decode(handOver.argTypes, arg) as unknown as [[] | [{ next: bigint; tip: Uint8Array }]];
    told.push(held[0]);
    return answers.shift() ?? nothing;
  };
  const environment = { registry: freshIdentity().getPrincipal().toText() };
  archive = installed(wasm, archiveInterface, controller, { environment, answering });
  archive.does("grantRole", controller, [issuer, { issuer: null }]);
});

function reply(start: bigint, blocks: CandidValue[]): Bytes {
  return new Uint8Array(IDL.encode([handedOver as IDL.Type], [{ ok: { start, blocks } }]));
}

/** Pulls while the registry gives these answers, then nothing. */
function pull(given: (Bytes | "refused")[]) {
  [answers, told] = [[...given], []];
  const method = archive.method("pull");
  const outcome = archive.call(method, issuer, encoded(method, []));
  if ("trap" in outcome) {
    archive.discard();
    return { trapped: outcome.trap.message };
  }
  archive.keep();
  return IDL.decode(method.types.retTypes, outcome.reply)[0] as
    | { ok: { start: bigint; next: bigint; whole: boolean } }
    | { err: object };
}

function asked(name: string, args: unknown[]): unknown {
  const method = archive.method(name);
  const outcome = archive.call(method, issuer, encoded(method, args));
  archive.discard();
  if ("trap" in outcome) throw outcome.trap;
  return IDL.decode(method.types.retTypes, outcome.reply)[0];
}

type Held = { start: number; blocks: CandidValue[] };

/** What it has, which is a chain that ends in its tip. */
function held(): Held {
  const { start, next, tip } = asked("standing", []) as { start: bigint; next: bigint; tip: [] | [Uint8Array] };
  const page = asked("icrc3_get_blocks", [[{ start, length: 100n }]]) as {
    blocks: { id: bigint; block: CandidValue }[];
  };
  const blocks = page.blocks.map(({ block }) => block);
  expect(BigInt(blocks.length)).toBe(next - start);
  expect(tip[0]).toEqual(blocks.length > 0 ? new Uint8Array(hashOf(blocks.at(-1) as CandidValue)) : undefined);
  for (const [at, block] of blocks.entries()) {
    const before = blocks[at - 1];
    const parent = "Map" in block ? block.Map.find(([name]) => name === "phash")?.[1] : undefined;
    if (before) expect(parent).toEqual({ Blob: new Uint8Array(hashOf(before)) });
  }
  return { start: Number(start), blocks };
}

const other = chain.map(
  (block): CandidValue =>
    "Map" in block ? { Map: block.Map.map(([name, value]) => [name, name === "ts" ? { Nat: 77n } : value]) } : block,
);
const odd: CandidValue[] = [
  { Nat: 0n },
  { Text: "" },
  { Map: [] },
  { Map: [["phash", { Text: "no" }]] },
  { Array: [{ Map: [] }] },
];

/** Runs of the true log, of one that is like it, of what is no block at all; with an index that may be wrong; mangled; or a refusal. */
const answer = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.nat(39), fc.nat(8))
      .map(([from, size]) => reply(BigInt(from), chain.slice(from, from + size))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(39), fc.nat(39))
      .map(([from, start]) => reply(BigInt(start), chain.slice(from, from + 4))),
  },
  { weight: 2, arbitrary: fc.nat(39).map((from) => reply(BigInt(from), other.slice(from, from + 3))) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(39), fc.constantFrom(...odd)).map(([from, block]) => reply(BigInt(from), [block])),
  },
  { weight: 1, arbitrary: fc.nat(39).chain((from) => mangled(reply(BigInt(from), chain.slice(from, from + 2)))) },
  { weight: 1, arbitrary: fc.constant("refused" as const) },
);

describe("an archive", () => {
  it("never loses a block, holds a chain, and says to the registry how far it is, whatever that hands over", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 6 }), (given) => {
        const before = held();
        const outcome = pull(given);
        const after = held();
        expect(after.blocks.slice(0, before.blocks.length)).toEqual(before.blocks);
        if (before.blocks.length > 0) expect(after.start).toBe(before.start);
        expect(told[0]?.next).toBe(before.blocks.length > 0 ? BigInt(before.start + before.blocks.length) : undefined);
        if ("trapped" in outcome) {
          expect(outcome.trapped).toMatch(
            /IDL error|RTS error: utf8_validate|unreachable|stack overflow|out of bounds/,
          );
          expect(after).toEqual(before);
          seen.add("undecodable");
        } else if ("ok" in outcome) {
          expect(outcome.ok).toEqual({
            start: BigInt(after.start),
            next: BigInt(after.start + after.blocks.length),
            whole: true,
          });
          seen.add("whole");
        } else seen.add(Object.keys(outcome.err).join());
      }),
      { numRuns: runs },
    );
    expect([...seen].sort()).toEqual(["broken", "undecodable", "unreachable", "whole"]);
  });
});
