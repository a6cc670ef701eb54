import { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { nthNumber, sha256 } from "../testing/encoding.ts";
import {
  approvalOfChange,
  approvalOfRenewals,
  approved,
  type Founded,
  founded,
  issueApproved,
  moved,
  nth,
} from "../testing/governance.ts";
import type { RegistryActor } from "../testing/idl.ts";
import { entry, programmeCaps, sectorCase, setCaps, single } from "../testing/licences.ts";
import { tipOf } from "../testing/log.ts";
import { type Bench, type Deployed, startBench } from "../testing/network.ts";

let bench: Bench;
let registry: Founded;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench?.stop());

const number = nthNumber(0);
const suspended = nthNumber(1);
let operations = 0;
const change = (fields: object = {}) => {
  operations += 1;
  return { operation: `operation-${operations}`, number, reason: "terms-broken", decision: "act-1", ...fields };
};
const commitment = sha256("a commitment");
const binding = (fields: object = {}) => ({ ...change(fields), commitment });
const bound = nthNumber(2);
const reinstatement = change({ number: suspended });
const suspension = change();
const revocation = change();
const renewal = {
  operation: "renew",
  reason: "terms-kept",
  decision: "act-1",
  renewals: [{ number, validUntil: 4_000_000_000_000_000_000n }],
};

const extra = single("batch-x", [entry(9999)]);

type Caller = "issuer" | "controller";
type Call = [name: string, call: (actor: RegistryActor) => Promise<unknown>];

/** Whoever else calls is refused; who may call changes something by it. */
async function callableBy(who: Caller, by: Deployed<RegistryActor>, call: Call[1]): Promise<void> {
  await expect(call(by.anonymous)).rejects.toThrow(/IC0516|inspect/i);
  for (const caller of ["stranger", "issuer", "controller"] as const)
    if (caller !== who) expect(await call(by[caller])).toEqual({ err: { notAuthorised: null } });
  const tipBefore = await tipOf(by.stranger);
  expect(await call(by[who])).toHaveProperty("ok");
  expect(await tipOf(by.stranger)).not.toBe(tipBefore);
}

describe("before the founding", () => {
  let early: Deployed<RegistryActor>;

  beforeEach(async () => {
    early = await bench.registry();
    await setCaps(early.controller);
  });

  const calls: Call[] = [
    ["setCaps", (actor) => actor.setCaps({ operation: "caps-9", caps: programmeCaps, decision: "a" })],
    ["grantRole", (actor) => actor.grantRole(Principal.fromUint8Array(new Uint8Array([7])), { issuer: null })],
    ["withdrawRole", (actor) => actor.withdrawRole(early.issuerPrincipal, { issuer: null })],
  ];
  for (const [name, call] of calls)
    it(`${name}: controllers alone; nobody may be anonymous`, () => callableBy("controller", early, call));

  it("caps are set, and once for an operation", async () => {
    const args = { operation: "caps-1", caps: { ...programmeCaps, education: 600 }, decision: "act-2" };
    const first = await early.controller.setCaps(args);
    expect(first).toHaveProperty("ok");
    await setCaps(early.controller, programmeCaps);
    expect(await early.controller.setCaps(args)).toEqual(first);
    expect(await early.stranger.caps()).toEqual(programmeCaps);
    expect(await early.controller.setCaps({ ...args, caps: programmeCaps })).toEqual({ err: { conflict: null } });
  });

  it("caps make sense by themselves: no sector over the total, nor all of them together, nor a total over the bound", async () => {
    const set = (caps: object) =>
      early.controller.setCaps({ operation: "caps-2", caps: { ...programmeCaps, ...caps }, decision: "act-2" });
    expect(await set({ education: 1501 })).toHaveProperty("err.invalid");
    expect(await set({ education: 701 })).toHaveProperty("err.invalid");
    expect(await set({ total: 1_000_001 })).toHaveProperty("err.invalid");
    expect(await set({ education: 4_294_967_295 })).toHaveProperty("err.invalid");
    expect(await early.stranger.caps()).toEqual(programmeCaps);
  });

  it("a role that was withdrawn is gone, and one given twice is there once", async () => {
    await early.controller.grantRole(early.issuerPrincipal, { issuer: null });
    expect(await early.stranger.roles()).toEqual([[early.issuerPrincipal, { issuer: null }]]);
    await early.controller.withdrawRole(early.issuerPrincipal, { issuer: null });
    expect(await early.stranger.roles()).toEqual([]);
    expect(await early.issuer.suspend(change())).toEqual({ err: { notAuthorised: null } });
    await expect(early.controller.grantRole(Principal.anonymous(), { issuer: null })).rejects.toThrow(/anonymous/);
  });
});

describe("once it is founded", () => {
  beforeEach(async () => {
    registry = await founded(bench);
    await issueApproved(registry, single("batch-1", [entry(0), entry(1), entry(2)]));
    await registry.acts.suspend(change({ number: suspended }));
    await registry.issuer.bindHolder(binding({ number: bound }));
    await approved(registry, extra);
    await nth(registry.approvers, 0).actor.approveBatch(approvalOfChange("suspend", suspension));
    for (const { actor } of registry.approvers.slice(0, 2)) {
      await actor.approveBatch(approvalOfChange("reinstate", reinstatement));
      await actor.approveBatch(approvalOfChange("revoke", revocation));
      await actor.approveBatch(approvalOfRenewals(renewal));
    }
  });

  const calls: Call[] = [
    ["issueBatch", (actor) => actor.issueBatch(extra)],
    ["suspend", (actor) => actor.suspend(suspension)],
    ["reinstate", (actor) => actor.reinstate(reinstatement)],
    ["revoke", (actor) => actor.revoke(revocation)],
    ["bindHolder", (actor) => actor.bindHolder(binding())],
    ["unbindHolder", (actor) => actor.unbindHolder(change({ number: bound }))],
    ["rebindHolder", (actor) => actor.rebindHolder(binding({ number: bound }))],
    ["renewBatch", (actor) => actor.renewBatch(renewal)],
    ["noteAuditHead", (actor) => actor.noteAuditHead({ operation: "audit-9", sequence: 9n, hash: sha256("a head") })],
    [
      "noteDigest",
      (actor) =>
        actor.noteDigest({ operation: "digest-9", name: "figures-2026-11-21.csv", hash: sha256("a file"), size: 6n }),
    ],
  ];
  for (const [name, call] of calls)
    it(`${name}: issuers alone; nobody may be anonymous`, () => callableBy("issuer", registry, call));

  it("no cap can be moved below what is issued", async () => {
    const move = (caps: object) => moved(registry, { caps: { ...programmeCaps, ...caps } });
    await expect(move({ education: 2 })).rejects.toThrow("belowIssued");
    await expect(move({ total: 0, government: 0, education: 0, startups: 0, private: 0 })).rejects.toThrow(
      "belowIssued",
    );
    expect(await move({ education: 3 })).toBeTypeOf("bigint");
    const answer = await nth(registry.governors, 0).actor.move({
      ...{ operation: "below", act: { caps: { ...programmeCaps, education: 2 } }, decision: "d" },
    });
    expect(answer).toEqual({ err: { belowIssued: { sector: [sectorCase("education")], issued: 3 } } });
  });
});
