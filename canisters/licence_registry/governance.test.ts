import { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshIdentity } from "../../localnet/testing.ts";
import { type Bytes, type Encodable, hex, nthNumber } from "../testing/encoding.ts";
import {
  approvalOf,
  approved,
  decided,
  type Founded,
  founded,
  moved,
  nth,
  official,
  placesOf,
} from "../testing/governance.ts";
import type { ActArgs, RegistryActor, RoleCase } from "../testing/idl.ts";
import { governanceBytes, policy } from "../testing/leaves.ts";
import { entry, programmeCaps, setCaps, single } from "../testing/licences.ts";
import { blocksOf, textOf, tipOf } from "../testing/log.ts";
import { type Bench, type Deployed, startBench } from "../testing/network.ts";
import { lookUp } from "../testing/tree.ts";

let bench: Bench;
let registry: Founded;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench?.stop());

const someone = () => freshIdentity().getPrincipal();
const grant = (role: "issuer" | "approver" | "governor", principal = someone()): ActArgs => ({
  grant: { principal, role: { [role]: null } as RoleCase },
});
const governor = (n: number) => nth(registry.governors, n);
const motionOf = async (id: bigint) =>
  (await registry.stranger.governance()).motions.find((motion) => motion.id === id);
const holders = async (role: string) =>
  (await registry.stranger.roles()).filter(([, of]) => role in of).map(([principal]) => principal.toText());

describe("the founding", () => {
  const args = (governors: Principal[], approvers: Principal[], changes: object = {}) => ({
    governors,
    approvers,
    policy: { ...policy, ...changes },
  });
  const two = () => [someone(), someone()];
  let early: Deployed<RegistryActor>;

  beforeAll(async () => {
    early = await bench.registry();
  });

  it("is refused where it makes no sense, and then nothing is founded", async () => {
    const [one = someone(), other = someone()] = two();
    const refused: [ReturnType<typeof args>, string][] = [
      [args(two(), two(), { approvals: 1 }), "approvals"],
      [args(two(), two(), { approvals: 17 }), "approvals"],
      [args(two(), two(), { governors: 1 }), "governors"],
      [args(two(), two(), { governors: 17 }), "governors"],
      [args(two(), two(), { delay: 2_592_000_000_000_001n }), "delay"],
      [args([one], two()), "quorum"],
      [args(two(), [one]), "quorum"],
      [args(two(), two(), { approvals: 3 }), "quorum"],
      [args([one, one], two()), "principal"],
      [args(two(), [Principal.anonymous(), one]), "principal"],
      [args([one, other], [other, someone()]), "role"],
      [args([one, early.issuerPrincipal], two()), "role"],
    ];
    for (const [wrong, why] of refused) expect(await early.controller.found(wrong)).toEqual({ err: { invalid: why } });
    const many = () => Array.from({ length: 32 }, someone);
    expect(await early.controller.found(args(many(), many()))).toEqual({ err: { full: null } });
    expect(await early.stranger.roles()).toHaveLength(1);
    expect(await early.controller.breakGlass({ governors: two(), reason: "lost", decision: "d" })).toEqual({
      err: { conflict: null },
    });
  });

  it("happens once, and then controllers can neither give roles nor set caps", async () => {
    await setCaps(early.controller);
    const founding = args(two(), two());
    expect(await early.controller.found(founding)).toHaveProperty("ok");
    const [block] = (await blocksOf(early.stranger)).slice(-1);
    expect(block && textOf(block.block, "btype")).toBe("sanad_found");
    const refused = { err: { notAuthorised: null } };
    expect(await early.controller.found(founding)).toEqual({ err: { conflict: null } });
    expect(await early.controller.grantRole(someone(), { issuer: null })).toEqual(refused);
    expect(await early.controller.withdrawRole(early.issuerPrincipal, { issuer: null })).toEqual(refused);
    for (const caller of [early.controller, early.issuer])
      expect(await caller.setCaps({ operation: "caps", caps: programmeCaps, decision: "d" })).toEqual(refused);
    expect(await early.stranger.roles()).toHaveLength(5);
  });

  it("is the only way to governors and approvers: controllers give neither role", async () => {
    const fresh = await bench.untouchedRegistry();
    for (const role of [{ approver: null }, { governor: null }] satisfies RoleCase[])
      expect(await fresh.controller.grantRole(someone(), role)).toEqual({ err: { notAuthorised: null } });
    expect(await fresh.stranger.roles()).toEqual([]);
  });
});

describe("a motion", () => {
  beforeAll(async () => {
    registry = await founded(bench);
  });

  it("takes effect once enough governors have agreed, its mover among them, and not before", async () => {
    const principal = someone();
    const motion = await moved(registry, grant("approver", principal));
    expect(await governor(0).actor.enact({ motion })).toEqual({ err: { over: { open: null } } });
    expect(await governor(1).actor.agree({ motion })).toHaveProperty("ok");
    expect(await motionOf(motion)).toMatchObject({ state: { agreed: null } });
    expect(await holders("approver")).not.toContain(principal.toText());
    expect(await registry.issuer.enact({ motion })).toHaveProperty("ok");
    expect(await holders("approver")).toContain(principal.toText());
    const over = { err: { over: { enacted: null } } };
    expect(await registry.issuer.enact({ motion })).toEqual(over);
    expect(await governor(2).actor.cancel({ motion, reason: "late", decision: "d" })).toEqual(over);
    expect(await governor(2).actor.agree({ motion })).toEqual(over);
  });

  it("counts each governor once, who gets the first receipt: the mover, and one who agrees twenty times at once", async () => {
    const before = (await blocksOf(registry.stranger)).length;
    const strict = await founded(bench, { governors: 3 });
    const motion = await moved(strict, grant("approver"));
    const mover = await nth(strict.governors, 0).actor.agree({ motion });
    if (!("ok" in mover)) throw new Error("refused");
    expect(mover.ok.block).toBe(motion);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => nth(strict.governors, 1).actor.agree({ motion })),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect((await strict.stranger.governance()).motions[0]).toMatchObject({ id: motion, state: { open: null } });
    expect((await blocksOf(registry.stranger)).length).toBe(before);
    expect(await nth(strict.governors, 2).actor.agree({ motion })).toHaveProperty("ok");
  });

  it("waits for its delay, in which any governor can stop it", async () => {
    const hour = 3_600_000_000_000n;
    const slow = await founded(bench, { delay: hour });
    const motion = await moved(slow, grant("governor"));
    const agreed = await nth(slow.governors, 1).actor.agree({ motion });
    if (!("ok" in agreed)) throw new Error("refused");
    const from = agreed.ok.at + hour;
    expect((await slow.stranger.governance()).motions[0]?.effectiveFrom).toEqual([from]);
    expect(await nth(slow.governors, 0).actor.enact({ motion })).toEqual({ err: { tooEarly: from } });
    expect(
      await nth(slow.governors, 2).actor.cancel({ motion, reason: "not the person", decision: "d" }),
    ).toHaveProperty("ok");
    expect(await nth(slow.governors, 0).actor.enact({ motion })).toEqual({ err: { over: { cancelled: null } } });
    // Caps wait for nothing but the agreement.
    await decided(slow, { caps: programmeCaps });
    expect(await slow.stranger.caps()).toEqual(programmeCaps);
  });

  it("is moved once under its operation; the same again is the same motion, another act a conflict", async () => {
    const args = { operation: "op-1", act: grant("approver"), decision: "d-1" };
    const answers = await Promise.all(Array.from({ length: 5 }, () => governor(0).actor.move(args)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await governor(0).actor.move({ ...args, act: grant("approver") })).toEqual({ err: { conflict: null } });
    expect(await governor(0).actor.move({ ...args, decision: "d-2" })).toEqual({ err: { conflict: null } });
  });

  it("is refused where it makes no sense", async () => {
    const { principal } = governor(1);
    const approver = nth(registry.approvers, 0).principal;
    const change = (role: RoleCase, of: Principal): ActArgs => ({ withdraw: { principal: of, role } });
    const refused: [ActArgs, object][] = [
      [grant("approver", principal), { invalid: "role" }],
      [grant("governor", approver), { invalid: "role" }],
      [grant("approver", approver), { invalid: "role" }],
      [grant("governor", registry.issuerPrincipal), { invalid: "role" }],
      [grant("issuer", Principal.anonymous()), { invalid: "principal" }],
      [change({ approver: null }, principal), { invalid: "role" }],
      [change({ approver: null }, someone()), { invalid: "role" }],
      [{ policy: { ...policy, approvals: 16 } }, { invalid: "quorum" }],
      [{ policy: { ...policy, governors: 4 } }, { invalid: "quorum" }],
      [{ policy: { ...policy, approvals: 1 } }, { invalid: "approvals" }],
      [{ policy: { ...policy, delay: 2n ** 60n } }, { invalid: "delay" }],
      [{ caps: { ...programmeCaps, education: 1501 } }, { invalid: "sector: over the total" }],
    ];
    const tip = await tipOf(registry.stranger);
    for (const [index, [act, err]] of refused.entries())
      expect(await governor(0).actor.move({ operation: `no-${index}`, act, decision: "d" })).toEqual({ err });
    const good = { operation: "no", act: grant("approver"), decision: "d" };
    for (const field of ["operation", "decision"])
      expect(await governor(0).actor.move({ ...good, [field]: "" })).toEqual({ err: { invalid: field } });
    for (const field of ["reason", "decision"])
      expect(await governor(0).actor.cancel({ motion: 1n, reason: "r", decision: "d", [field]: "" })).toEqual({
        err: { invalid: field },
      });
    for (const call of ["agree", "enact"] as const)
      expect(await governor(0).actor[call]({ motion: 9_999n })).toEqual({ err: { notFound: null } });
    expect(await governor(0).actor.cancel({ motion: 9_999n, reason: "r", decision: "d" })).toEqual({
      err: { notFound: null },
    });
    expect(await tipOf(registry.stranger)).toBe(tip);
  });

  it("that made sense when it was moved is looked at again when it takes effect", async () => {
    const own = await founded(bench);
    const approverRole = { approver: null };
    const withdrawals = await Promise.all(
      [0, 1].map((n) => moved(own, { withdraw: { principal: nth(own.approvers, n).principal, role: approverRole } })),
    );
    const caps = await moved(own, { caps: { ...programmeCaps, education: 0 } });
    const second = nth(own.governors, 1).actor;
    for (const motion of withdrawals) await second.agree({ motion });
    await decided(own, { caps: programmeCaps });
    const chunk = single("batch-1", [entry(0)]);
    await approved(own, chunk);
    expect(await own.issuer.issueBatch(chunk)).toHaveProperty("ok");
    const below = { err: { belowIssued: { sector: [{ education: null }], issued: 1 } } };
    expect(await second.agree({ motion: caps })).toEqual(below);
    const again = { operation: "below", act: { caps: { ...programmeCaps, education: 0 } }, decision: "d" };
    expect(await second.move(again)).toEqual(below);
    const [first = 0n, other = 0n] = withdrawals;
    expect(await own.issuer.enact({ motion: first })).toHaveProperty("ok");
    expect(await own.issuer.enact({ motion: other })).toEqual({ err: { invalid: "quorum" } });
  });

  it("that is agreed to and cancelled at once is either, and both answers say so", async () => {
    const motion = await moved(registry, { caps: programmeCaps });
    const [agreed, cancelled] = await Promise.all([
      governor(1).actor.agree({ motion }),
      governor(2).actor.cancel({ motion, reason: "not now", decision: "d" }),
    ]);
    const state = (await motionOf(motion))?.state;
    expect([state, "ok" in agreed, "ok" in cancelled]).toEqual(
      "ok" in agreed ? [{ enacted: null }, true, false] : [{ cancelled: null }, false, true],
    );
  });

  it("finds no room beside 64 others, until one of them is over", async () => {
    const own = await founded(bench);
    const first = await moved(own, grant("approver"));
    await Promise.all(Array.from({ length: 63 }, () => moved(own, grant("approver"))));
    await expect(moved(own, grant("approver"))).rejects.toThrow(/full/);
    await nth(own.governors, 1).actor.cancel({ motion: first, reason: "no", decision: "d" });
    await moved(own, grant("approver"));
  });
});

describe("a broken glass", () => {
  let own: Founded;
  const fresh = [someone(), someone()];

  beforeAll(async () => {
    own = await founded(bench);
  });

  it("is refused with too few governors, with somebody who has a role, and without a reason or a decision", async () => {
    const [one = someone()] = fresh;
    const breaks = (governors: Principal[], why: object = {}) =>
      own.controller.breakGlass({ governors, reason: "keys lost", decision: "minute-1", ...why });
    expect(await breaks([one])).toEqual({ err: { invalid: "quorum" } });
    expect(await breaks([one, one])).toEqual({ err: { invalid: "principal" } });
    expect(await breaks([one, Principal.anonymous()])).toEqual({ err: { invalid: "principal" } });
    expect(await breaks([one, nth(own.approvers, 0).principal])).toEqual({ err: { invalid: "role" } });
    expect(await breaks([one, own.issuerPrincipal])).toEqual({ err: { invalid: "role" } });
    for (const field of ["reason", "decision"])
      expect(await breaks(fresh, { [field]: "" })).toEqual({ err: { invalid: field } });
  });

  it("replaces the governors at once, cancels what is open, and is certified for good", async () => {
    const open = await moved(own, grant("approver"));
    const agreed = await moved(own, grant("approver"));
    await nth(own.governors, 1).actor.agree({ motion: agreed });
    const kept = nth(own.governors, 2).principal;
    const answer = await own.controller.breakGlass({
      governors: [...fresh, kept],
      reason: "keys lost",
      decision: "minute-1",
    });
    if (!("ok" in answer)) throw new Error(JSON.stringify(answer));
    const { roles, motions, brokenGlass, ...proof } = await own.anonymous.governance();
    const governors = roles.filter(([, role]) => "governor" in role).map(([principal]) => principal.toText());
    expect(governors).toEqual([...fresh, kept].map((principal) => principal.toText()));
    expect(motions.map(({ id, state }) => [id, state])).toEqual([open, agreed].map((id) => [id, { cancelled: null }]));
    expect(brokenGlass).toEqual([{ ...answer.ok, reason: "keys lost" }]);
    expect(await nth(own.governors, 0).actor.agree({ motion: open })).toEqual({ err: { notAuthorised: null } });
    const named = roles.map(([principal, role]): [Principal, string] => [principal, Object.keys(role)[0] ?? ""]);
    const leaf = lookUp(await own.certified(proof), ["governance"]) as Bytes;
    expect(hex(leaf)).toBe(hex(governanceBytes({ roles: named, ...(await placesOf(own)), broken: [answer.ok.at] })));
    const [block] = await blocksOf(own.stranger, answer.ok.block, 1n);
    expect(block && textOf(block.block, "btype")).toBe("sanad_break_glass");
  });
});

describe("what governs", () => {
  beforeAll(async () => {
    registry = await founded(bench, { delay: 5n });
  });

  it("is certified in the leaf that the page describes: roles, policy, and every motion that is open or agreed", async () => {
    const principal = someone();
    await moved(registry, grant("governor", principal));
    const agreed = await moved(registry, { policy: { approvals: 3, governors: 2, delay: 7n } });
    await moved(registry, { caps: programmeCaps });
    await governor(1).actor.agree({ motion: agreed });
    const { roles, motions, ...proof } = await registry.anonymous.governance();
    const acts: Encodable[] = [
      ["grant", principal.toUint8Array(), "governor"],
      ["policy", 3n, 2n, 7n],
      ["caps", 1500n, 200n, 700n, 400n, 200n],
    ];
    const expected = motions.map((motion, n): Encodable => {
      const by = motion.agreed.map((one): Encodable => [one.governor.toUint8Array(), one.at]);
      return [motion.id, acts[n] ?? null, motion.decision, motion.moved, by, motion.effectiveFrom[0] ?? null];
    });
    const named = roles.map(([of, role]): [Principal, string] => [of, Object.keys(role)[0] ?? ""]);
    const leaf = lookUp(await registry.certified(proof), ["governance"]) as Bytes;
    const expectedLeaf = { roles: named, policy: { ...policy, delay: 5n }, motions: expected };
    expect(hex(leaf)).toBe(hex(governanceBytes({ ...expectedLeaf, ...(await placesOf(registry)) })));
  });

  it("is kept by an upgrade, and certified again", async () => {
    const chunk = single("batch-1", [entry(0)]);
    await decided(registry, { caps: programmeCaps });
    await nth(registry.approvers, 0).actor.approveBatch(approvalOf(chunk));
    await nth(registry.approvers, 0).actor.dropBatch({
      operation: "d",
      batchId: "batch-2",
      reason: "withdrawn",
      decision: "d-1",
    });
    await registry.controller.breakGlass({
      governors: registry.governors.map(({ principal }) => principal),
      ...{ reason: "drill", decision: "d" },
    });
    const left = await moved(registry, grant("approver"));
    const everything = async () => {
      const { certificate, witness, ...governance } = await registry.stranger.governance();
      const [{ witness: first }, { witness: second }] = [
        await registry.stranger.batch("batch-1"),
        await registry.stranger.batch("batch-2"),
      ];
      await registry.certified({ certificate, witness });
      return { governance, witness: [witness, first, second].map((bytes) => hex(new Uint8Array(bytes))) };
    };
    const before = await everything();
    await registry.upgrade();
    expect(await everything()).toEqual(before);
    expect(await governor(1).actor.agree({ motion: left })).toHaveProperty("ok");
    await approved(registry, chunk);
    expect(await registry.issuer.issueBatch(chunk)).toHaveProperty("ok");
    expect(await registry.stranger.licence(nthNumber(0))).toHaveLength(1);
  });
});

describe("who may call, of those who hold a role and those who hold none", () => {
  type Caller = "issuer" | "approver" | "governor" | "controller" | "stranger";
  const callers: Caller[] = ["issuer", "approver", "governor", "controller", "stranger"];
  const methods: [keyof RegistryActor, Caller[], (actor: RegistryActor) => Promise<unknown>][] = [
    ["approveBatch", ["approver"], (actor) => actor.approveBatch(approvalOf(single("batch-0", [entry(0)])))],
    [
      "dropBatch",
      ["issuer", "approver"],
      (actor) => actor.dropBatch({ operation: "", batchId: "b", reason: "r", decision: "d" }),
    ],
    ["move", ["governor"], (actor) => actor.move({ operation: "", act: { caps: programmeCaps }, decision: "d" })],
    ["agree", ["governor"], (actor) => actor.agree({ motion: 9n })],
    ["cancel", ["governor"], (actor) => actor.cancel({ motion: 9n, reason: "r", decision: "d" })],
    ["enact", ["governor", "issuer"], (actor) => actor.enact({ motion: 9n })],
    ["found", ["controller"], (actor) => actor.found({ governors: [], approvers: [], policy })],
    ["breakGlass", ["controller"], (actor) => actor.breakGlass({ governors: [], reason: "r", decision: "d" })],
    ["issueBatch", ["issuer"], (actor) => actor.issueBatch(single("batch-0", [entry(0)]))],
    ["setCaps", [], (actor) => actor.setCaps({ operation: "c", caps: programmeCaps, decision: "d" })],
    ["grantRole", [], (actor) => actor.grantRole(someone(), { issuer: null })],
    ["withdrawRole", [], (actor) => actor.withdrawRole(registry.issuerPrincipal, { issuer: null })],
    ["suspend", ["issuer"], (actor) => actor.suspend({ operation: "s", number: "", reason: "r", decision: "d" })],
    [
      "noteAuditHead",
      ["issuer"],
      (actor) => actor.noteAuditHead({ operation: "", sequence: 0n, hash: new Uint8Array() }),
    ],
  ];
  let as: Record<Caller, RegistryActor>;

  beforeAll(async () => {
    registry = await founded(bench);
    const { issuer, controller, stranger } = registry;
    as = { issuer, controller, stranger, approver: nth(registry.approvers, 0).actor, governor: governor(0).actor };
  });

  for (const [method, who, call] of methods) {
    it(`${method}: ${who.join(" and ") || "nobody, once there are governors"}`, async () => {
      await expect(call(registry.anonymous)).rejects.toThrow(/IC0516|inspect/i);
      for (const caller of callers) {
        const answer = await call(as[caller]);
        if (who.includes(caller)) expect(answer, caller).not.toEqual({ err: { notAuthorised: null } });
        else expect(answer, caller).toEqual({ err: { notAuthorised: null } });
      }
    });
  }

  it("a call that is too large for one without a batch is not even taken up", async () => {
    const { actor } = await official(registry);
    const reason = "r".repeat(20_000);
    await expect(actor.cancel({ motion: 1n, reason, decision: "d" })).rejects.toThrow(/IC0516|inspect/i);
  });
});
