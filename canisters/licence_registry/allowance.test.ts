import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildCanisters } from "../../scripts/canisters.mts";
import { nthNumber, sha256 } from "../testing/encoding.ts";
import { type Answer, answered, approve, done, filledRegistry } from "../testing/filled.ts";
import { approvalOfChange, approvalOfRebinding, founded, issueApproved, nth } from "../testing/governance.ts";
import type { InProcess } from "../testing/inProcess.ts";
import { entries, single } from "../testing/licences.ts";
import { type Bench, startBench } from "../testing/network.ts";

// How many holders whoever has stolen the issuer's key takes licences from on one day.

const allowance = 100;
const day = 86_400_000_000_000n;
/** Pakistan's days begin so much before Greenwich's. */
const ahead = 18_000_000_000_000n;
const refused = (approvals = 0) => ({ err: { notApproved: { needed: 1, approvals } } });
const commitment = sha256("another identity");
const why = { reason: "left", decision: "d-1" };

let wasm: Uint8Array;
let registry: InProcess;
/** Licences that somebody holds; each is taken by a test but once. */
let next = 0;

const taking = (name = `taken-${next}`) => ({ operation: name, number: nthNumber(next++), ...why });
const unbind = (args = taking()) => answered(registry, "unbindHolder", args);
const rebind = (args = { ...taking(), commitment }) => answered(registry, "rebindHolder", args);
const timeOf = (answer: Answer): bigint => ("ok" in answer ? answer.ok.at : 0n);
const times = (count: number, act: () => Answer): Answer[] => Array.from({ length: count }, act);
const areDone = (answers: Answer[]) => answers.every((answer) => "ok" in answer);

/** To the beginning of the next day in Pakistan, or so much before it. */
function toNextDay(now: bigint, before = 0n): void {
  registry.pass(day - ((now + ahead) % day) - before);
}

beforeAll(async () => {
  wasm = readFileSync((await buildCanisters(console.error)).licence_registry.wasmPath);
}, 600_000);

beforeEach(() => {
  registry = filledRegistry(wasm, 500, { isChanged: false });
  next = 0;
  for (let n = 0; n < 400; n += 1)
    done(registry, "bindHolder", { operation: `bound-${n}`, number: nthNumber(n), ...why, commitment: sha256(`${n}`) });
});

describe("by the issuer's word alone", () => {
  it("licences of 100 holders are taken on a day in Pakistan, or bound to another, and as many on the next", () => {
    toNextDay(timeOf(unbind()));
    expect(areDone(times(allowance / 2, unbind))).toBe(true);
    const answers = times(allowance / 2, rebind);
    expect(areDone(answers)).toBe(true);
    const root = registry.root();
    toNextDay(timeOf(answers.at(-1) ?? refused()), 1_000_000_000n);
    expect([unbind(), rebind()]).toEqual([refused(), refused()]);
    expect(registry.root()).toBe(root);
    registry.pass(1_000_000_000n);
    expect(areDone(times(allowance, unbind))).toBe(true);
    expect([unbind(), rebind()]).toEqual([refused(), refused()]);
  });

  it("licences that nobody holds are bound as before, also when the day's allowance is used up", () => {
    times(allowance, unbind);
    expect(unbind()).toEqual(refused());
    const args = { operation: "bound anew", number: nthNumber(0), ...why, commitment };
    expect(answered(registry, "bindHolder", args)).toHaveProperty("ok");
  });

  it("what is refused, or was done before, uses up nothing", () => {
    const first = taking();
    const answer = unbind(first);
    for (let n = 0; n < allowance; n += 1) {
      expect(unbind({ ...first, operation: `nobody-${n}` })).toHaveProperty("err.illegalTransition");
      expect(unbind({ ...first, reason: "other" })).toEqual({ err: { conflict: null } });
      expect(unbind(first)).toEqual(answer);
    }
    expect(areDone(times(allowance - 1, unbind))).toBe(true);
    expect(unbind()).toEqual(refused());
  });

  it("no approver keeps by a drop what the allowance covers, and takes by it what was approved beyond that", () => {
    const [first, last] = [taking(), taking()];
    approve(registry, 0, approvalOfChange("unbind", last));
    for (const { operation } of [first, last])
      done(registry, "dropBatch", { operation: `drop ${operation}`, batchId: operation, ...why });
    expect(unbind(first)).toHaveProperty("ok");
    times(allowance - 1, unbind);
    expect(unbind(last)).toEqual(refused());
  });
});

describe("what one approver has approved", () => {
  it("is done however many were taken on the day, and it alone: of this licence, reason, decision and identity", () => {
    times(allowance, unbind);
    const [taken, moved] = [taking(), { ...taking(), commitment }];
    approve(registry, 0, approvalOfChange("unbind", taken));
    approve(registry, 1, approvalOfRebinding(moved));
    expect(unbind({ ...taken, decision: "d-2" })).toEqual(refused());
    expect(unbind({ ...taken, operation: "another" })).toEqual(refused());
    expect(rebind({ ...moved, commitment: sha256("a third") })).toEqual(refused());
    expect([unbind(taken), rebind(moved)].every((answer) => "ok" in answer)).toBe(true);
    expect([unbind(), rebind()]).toEqual([refused(), refused()]);
  });

  it("does not count towards the day, whether it comes first or in between", () => {
    for (let n = 0; n < allowance; n += 1) {
      const args = taking();
      approve(registry, n % 2, approvalOfChange("unbind", args));
      expect(unbind(args)).toHaveProperty("ok");
      expect(rebind()).toHaveProperty("ok");
    }
    expect(rebind()).toEqual(refused());
  });
});

describe("at once", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });

  afterAll(() => bench?.stop());

  it("as many are done as there may be, and all that were approved, in whatever order they come", async () => {
    const others = await founded(bench);
    const count = allowance + 20;
    await issueApproved(others, single("batch-1", entries(0, count + 20)));
    const all = Array.from({ length: count + 20 }, (_, n) => ({
      operation: `taken-${n}`,
      number: nthNumber(n),
      ...why,
    }));
    await Promise.all(
      all.map((args) => others.issuer.bindHolder({ ...args, operation: `bound ${args.operation}`, commitment })),
    );
    const isApproved = (n: number) => n % 7 === 0;
    const approved = all.filter((_, n) => isApproved(n));
    await Promise.all(
      approved.map((args) => nth(others.approvers, 0).actor.approveBatch(approvalOfChange("unbind", args))),
    );
    const answers = await Promise.all(all.map((args) => others.issuer.unbindHolder(args)));
    expect(answers.filter((answer, n) => isApproved(n) && "ok" in answer)).toHaveLength(approved.length);
    const alone = answers.filter((_, n) => !isApproved(n));
    expect(alone.filter((answer) => "ok" in answer)).toHaveLength(allowance);
    expect(alone.filter((answer) => "err" in answer)).toEqual(Array(alone.length - allowance).fill(refused()));
  });
});
