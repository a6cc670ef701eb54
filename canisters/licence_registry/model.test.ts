import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nthNumber, type Sector, sha256 } from "../testing/encoding.ts";
import {
  approvalOf,
  approvalOfChange,
  approvalOfRebinding,
  approvalOfRenewals,
  decided,
  type Founded,
  founded,
  issueApproved,
  nth,
} from "../testing/governance.ts";
import type { ApproveArgs, Change, IssueArgs, PlaceCounts, RegistryActor, RenewArgs } from "../testing/idl.ts";
import { entry, sectorCase, single } from "../testing/licences.ts";
import { type Bench, startBench } from "../testing/network.ts";

// The registry against a model of a few dozen lines: whatever is sent, in whatever order, both answer alike.

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench?.stop());

const caps: PlaceCounts = { total: 9, government: 3, education: 3, startups: 2, private: 1 };
/** So often a day a licence is taken from its holder, or bound to another identity, by the issuer's word alone. */
const allowance = 100;
/** A licence that no act is about: with it the allowance is used up as far as a run asks for. */
const used = 50;
type Status = "active" | "suspended" | "revoked";
type Content = { first: number; count: number; sector: Sector };
type Act =
  | ({ kind: "issue"; batch: number; approvers: number } & Content)
  | { kind: "suspend" | "reinstate" | "revoke"; operation: number; number: number; approvers: number }
  | { kind: "bind"; operation: number; number: number; holder: number }
  | { kind: "rebind"; operation: number; number: number; holder: number; approvers: number }
  | { kind: "unbind"; operation: number; number: number; approvers: number }
  | { kind: "renew"; operation: number; numbers: number[]; end: number; approvers: number }
  | { kind: "return"; sector: Sector; places: number }
  | { kind: "upgrade" };

const number = fc.nat(11);
const numbers = fc.array(number, { minLength: 1, maxLength: 3 });
const operation = fc.nat(30);
const approvers = fc.constantFrom(0, 1, 2, 2, 2, 3);
const sector = fc.constantFrom<Sector>("government", "education", "startups", "private");
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("issue" as const),
      batch: fc.nat(6),
      approvers,
      first: number,
      count: fc.integer({ min: 1, max: 3 }),
      sector,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("suspend" as const),
      operation,
      number,
      approvers: fc.constantFrom(0, 1, 1, 2),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom("reinstate", "revoke"), operation, number, approvers }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("bind" as const), operation, number, holder: fc.nat(1) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("rebind" as const),
      operation,
      number,
      holder: fc.nat(1),
      approvers: fc.constantFrom(0, 0, 1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("unbind" as const),
      operation,
      number,
      approvers: fc.constantFrom(0, 0, 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("renew" as const), operation, numbers, end: fc.nat(3), approvers }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("return" as const), sector, places: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.constant({ kind: "upgrade" as const }) },
);

type Sent = Exclude<Act, { kind: "upgrade" | "return" }>;
type Approved = Extract<Act, { approvers: number }>;

/** Under what an act is known: its batch, or its operation. */
const keyOf = (act: Sent): string => (act.kind === "issue" ? `batch-${act.batch}` : `operation-${act.operation}`);

/** What it does, whatever it is known under and whoever approved it. */
function contentOf(act: Sent): string {
  return JSON.stringify({ ...act, batch: undefined, operation: undefined, approvers: undefined });
}

class Model {
  readonly licences = new Map<number, { status: Status; holder: number | null; sector: Sector; end: number }>();
  readonly batches = new Map<number, string>();
  readonly approvals = new Map<string, { content: string; by: Set<number> }>();
  readonly operations = new Map<number, string>();
  readonly returned = new Map<Sector, number>();
  /** By the issuer's word alone. No run goes on into another day. */
  alone = 0;

  /** What the registry must answer: "ok", "again" for the first receipt, or the error's name. */
  expect(act: Sent): string {
    if (act.kind === "issue") return this.#issue(act);
    const { operation } = act;
    const done = this.operations.get(operation);
    if (done !== undefined) return done === contentOf(act) ? "again" : "conflict";
    const approvals = this.#approvals(keyOf(act), contentOf(act));
    const isOfAllowance = (act.kind === "unbind" || act.kind === "rebind") && approvals === 0;
    if (isOfAllowance && this.alone >= allowance) return "notApproved";
    const needed = { bind: 0, unbind: 0, rebind: 0, suspend: 1, reinstate: 2, revoke: 2, renew: 2 }[act.kind];
    if (approvals < needed) return "notApproved";
    if (act.kind === "renew") {
      const renewed = act.numbers.map((one) => this.licences.get(one));
      const isOnce = new Set(act.numbers).size === act.numbers.length;
      if (!isOnce || !renewed.every((one) => one?.status === "active" && act.end > one.end)) return "refused";
      for (const one of renewed) if (one) one.end = act.end;
      this.operations.set(operation, contentOf(act));
      return "ok";
    }
    const licence = this.licences.get(act.number);
    if (licence === undefined) return "notFound";
    if (act.kind === "bind") {
      if (licence.status !== "active" || licence.holder !== null) return "illegalTransition";
      licence.holder = act.holder;
    } else if (act.kind === "rebind") {
      if (licence.status !== "active" || licence.holder === null) return "illegalTransition";
      licence.holder = act.holder;
    } else if (act.kind === "unbind") {
      if (licence.status === "revoked" || licence.holder === null) return "illegalTransition";
      licence.holder = null;
    } else {
      const after = { suspend: "suspended", reinstate: "active", revoke: "revoked" } as const;
      const from = { suspend: ["active"], reinstate: ["suspended"], revoke: ["active", "suspended"] }[act.kind];
      if (!from.includes(licence.status)) return "illegalTransition";
      licence.status = after[act.kind];
    }
    if (isOfAllowance) this.alone += 1;
    this.operations.set(operation, contentOf(act));
    return "ok";
  }

  /** What the registry must answer to an approval by the nth approver. */
  approve(by: number, act: Approved): string {
    const [key, content] = [keyOf(act), contentOf(act)];
    const known = this.approvals.get(key) ?? { content, by: new Set() };
    if (known.content !== content) return "conflict";
    if (known.by.has(by)) return "again";
    this.approvals.set(key, { content, by: known.by.add(by) });
    return "ok";
  }

  #approvals(key: string, content: string): number {
    const approved = this.approvals.get(key);
    return approved?.content === content ? approved.by.size : 0;
  }

  /** Whether so many places are given back: those of revoked licences alone, and each once. No licence here expires. */
  giveBack(sector: Sector, places: number): boolean {
    const revoked = [...this.licences.values()].filter(
      (one) => one.sector === sector && one.status === "revoked",
    ).length;
    const before = this.returned.get(sector) ?? 0;
    if (places === 0 || before + places > revoked) return false;
    this.returned.set(sector, before + places);
    return true;
  }

  #issue(act: Extract<Act, { kind: "issue" }>): string {
    const { batch, first, count, sector } = act;
    const content = contentOf(act);
    const known = this.batches.get(batch);
    if (known !== undefined) return known === content ? "again" : "conflict";
    if (this.#approvals(keyOf(act), content) < 2) return "notApproved";
    const numbers = Array.from({ length: count }, (_, index) => first + index);
    if (numbers.some((taken) => this.licences.has(taken))) return "duplicateNumber";
    if (this.taken(sector) + count > caps[sector]) return "capExceeded";
    for (const fresh of numbers) this.licences.set(fresh, { status: "active", holder: null, sector, end: 0 });
    this.batches.set(batch, content);
    return "ok";
  }

  taken(sector: Sector): number {
    const issued = [...this.licences.values()].filter((licence) => licence.sector === sector).length;
    return issued - (this.returned.get(sector) ?? 0);
  }
}

// The same act sends the same bytes: validity does not depend on the clock.
const endOf = (end: number) => 4_000_000_000_000_000_000n + BigInt(end);
const validity = { validFrom: 1n, validUntil: endOf(0) };

function issueOf({ batch, first, count, sector }: Extract<Act, { kind: "issue" }>): IssueArgs {
  const licences = Array.from({ length: count }, (_, index) => entry(first + index, { sector, ...validity }));
  return single(`batch-${batch}`, licences);
}

/** What approvers say of it. */
function saidOf(act: Approved): ApproveArgs {
  if (act.kind === "issue") return approvalOf(issueOf(act));
  if (act.kind === "renew") return approvalOfRenewals(renewalsOf(act));
  if (act.kind === "rebind") return approvalOfRebinding({ ...changeOf(act), commitment: commitmentOf(act) });
  return approvalOfChange(act.kind, changeOf(act));
}

function renewalsOf({ operation, numbers, end }: Extract<Act, { kind: "renew" }>): RenewArgs {
  const renewals = numbers.map((n) => ({ number: nthNumber(n), validUntil: endOf(end) }));
  return { operation: `operation-${operation}`, reason: "checked", decision: "act-1", renewals };
}

function changeOf({ operation, number }: { operation: number; number: number }): Change {
  return { operation: `operation-${operation}`, number: nthNumber(number), reason: "checked", decision: "act-1" };
}

const commitmentOf = ({ holder }: { holder: number }) => sha256(`holder ${holder}`);

function send(registry: RegistryActor, act: Sent) {
  if (act.kind === "issue") return registry.issueBatch(issueOf(act));
  if (act.kind === "renew") return registry.renewBatch(renewalsOf(act));
  const change = changeOf(act);
  if (act.kind === "bind") return registry.bindHolder({ ...change, commitment: commitmentOf(act) });
  if (act.kind === "rebind") return registry.rebindHolder({ ...change, commitment: commitmentOf(act) });
  if (act.kind === "unbind") return registry.unbindHolder(change);
  return registry[act.kind](change);
}

/** Issues a licence and binds it again and again. Gives how many blocks that took. */
async function spend(registry: Founded, model: Model, times: number): Promise<number> {
  await issueApproved(registry, single("batch-used", [entry(used, { sector: "private", ...validity })]));
  const args = { number: nthNumber(used), reason: "r", decision: "d", commitment: commitmentOf({ holder: 0 }) };
  await registry.issuer.bindHolder({ ...args, operation: "used" });
  const answers = await Promise.all(
    Array.from({ length: times }, (_, n) => registry.issuer.rebindHolder({ ...args, operation: `used-${n}` })),
  );
  for (const answer of answers) expect(answer).toHaveProperty("ok");
  model.licences.set(used, { status: "active", holder: 0, sector: "private", end: 0 });
  model.alone = times;
  return 4 + times;
}

async function check(registry: Founded, acts: Act[], alone: number): Promise<void> {
  const model = new Model();
  const blocksBefore = await spend(registry, model, alone);
  const receipts = new Map<string, unknown>();
  let returns = 0;
  for (const act of acts) {
    if (act.kind === "return") {
      const { sector, places } = act;
      const given = decided(registry, { returnPlaces: { sector: sectorCase(sector), places } });
      if (!model.giveBack(sector, places)) await expect(given).rejects.toThrow("places");
      else {
        await given;
        returns += 1;
      }
      continue;
    }
    if (act.kind === "upgrade") {
      await registry.upgrade();
      continue;
    }
    const judge = (key: string, answer: { ok: object } | { err: object }, expected: string) => {
      const found = "err" in answer ? Object.keys(answer.err)[0] : receipts.has(key) ? "again" : "ok";
      expect(found, `${key}: ${JSON.stringify(act)}`).toBe(expected);
      if (found === "again") expect(answer).toEqual(receipts.get(key));
      if (found === "ok") receipts.set(key, answer);
    };
    if ("approvers" in act)
      for (let by = 0; by < act.approvers; by++) {
        const answer = await nth(registry.approvers, by).actor.approveBatch(saidOf(act));
        judge(`approval ${keyOf(act)} ${by}`, answer, model.approve(by, act));
      }
    judge(keyOf(act), await send(registry.issuer, act), model.expect(act));
  }

  const { total, ...taken } = await registry.stranger.issued();
  for (const [sector, count] of Object.entries(taken)) expect(count).toBe(model.taken(sector as Sector));
  expect(total).toBe(Object.values(taken).reduce((sum, count) => sum + count, 0));
  // One block for the role, one for the caps, one for the founding, one for each approval and each act, three for each return.
  const { length } = await registry.stranger.archiving();
  expect(length).toBe(BigInt(3 + blocksBefore + receipts.size + 3 * returns));
  for (const [n, { status, holder, sector, end }] of model.licences) {
    const [record] = await registry.stranger.licence(nthNumber(n));
    expect(record).toMatchObject({
      status: { [status]: null },
      sector: sectorCase(sector),
      validUntil: endOf(end),
    });
    expect(record?.holder.map((bytes) => Buffer.from(bytes))).toEqual(
      holder === null ? [] : [Buffer.from(commitmentOf({ holder }))],
    );
  }
}

describe("whatever is sent", () => {
  it("the registry answers as the model does, and stores what it says", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 20, maxLength: 30 }),
        fc.constantFrom(0, allowance - 2, allowance),
        async (acts, alone) => {
          await check(await founded(bench, { caps }), acts, alone);
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
  });
});
