import { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { nthNumber, sha256 } from "../testing/encoding.ts";
import type { RegistryActor } from "../testing/idl.ts";
import { entry, programmeCaps, sectorCase, setCaps, single } from "../testing/licences.ts";
import { tipOf } from "../testing/log.ts";
import { type Bench, type Deployed, startBench } from "../testing/network.ts";

let bench: Bench;
let registry: Deployed<RegistryActor>;

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
const binding = () => ({ operation: "bind", number, commitment });
const bound = nthNumber(2);
const renewal = () => ({
  operation: "renew",
  decision: "act-1",
  renewals: [{ number, validUntil: 4_000_000_000_000_000_000n }],
});

beforeEach(async () => {
  registry = await bench.registry();
  await setCaps(registry.issuer);
  await registry.issuer.issueBatch(single("batch-1", [entry(0)]));
});

describe("caps", () => {
  it("are set, and once for an operation", async () => {
    const args = { operation: "caps-1", caps: { ...programmeCaps, education: 600 }, decision: "act-2" };
    const first = await registry.issuer.setCaps(args);
    expect(first).toHaveProperty("ok");
    await setCaps(registry.issuer, programmeCaps);
    expect(await registry.issuer.setCaps(args)).toEqual(first);
    expect(await registry.stranger.caps()).toEqual(programmeCaps);
    expect(await registry.issuer.setCaps({ ...args, caps: programmeCaps })).toEqual({ err: { conflict: null } });
  });

  it("are never below what is issued", async () => {
    const set = (caps: object) =>
      registry.issuer.setCaps({
        operation: `caps-${JSON.stringify(caps)}`.slice(0, 100),
        caps: { ...programmeCaps, ...caps },
        decision: "act-2",
      });
    expect(await set({ education: 0 })).toEqual({
      err: { belowIssued: { sector: [sectorCase("education")], issued: 1 } },
    });
    expect(await set({ total: 0, government: 0, education: 0, startups: 0, private: 0 })).toHaveProperty(
      "err.belowIssued",
    );
    expect(await set({ education: 1 })).toHaveProperty("ok");
  });

  it("make sense by themselves: no sector over the total, nor all of them together, nor a total over the bound", async () => {
    const set = (caps: object) =>
      registry.issuer.setCaps({ operation: "caps-2", caps: { ...programmeCaps, ...caps }, decision: "act-2" });
    expect(await set({ education: 1501 })).toHaveProperty("err.invalid");
    expect(await set({ education: 701 })).toHaveProperty("err.invalid");
    expect(await set({ total: 1_000_001 })).toHaveProperty("err.invalid");
    expect(await set({ education: 4_294_967_295 })).toHaveProperty("err.invalid");
    expect(await registry.stranger.caps()).toEqual(programmeCaps);
  });
});

describe("who may call", () => {
  beforeEach(async () => {
    await registry.issuer.issueBatch(single("batch-2", [entry(1), entry(2)]));
    await registry.issuer.suspend(change({ number: suspended }));
    await registry.issuer.bindHolder({ ...binding(), operation: "bind-2", number: bound });
  });

  const updates: [string, (actor: RegistryActor) => Promise<unknown>, who: ("issuer" | "controller")[]][] = [
    ["issueBatch", (actor) => actor.issueBatch(single("batch-x", [entry(9999)])), ["issuer"]],
    ["suspend", (actor) => actor.suspend(change()), ["issuer"]],
    ["reinstate", (actor) => actor.reinstate(change({ number: suspended })), ["issuer"]],
    ["revoke", (actor) => actor.revoke(change()), ["issuer"]],
    ["bindHolder", (actor) => actor.bindHolder(binding()), ["issuer"]],
    ["unbindHolder", (actor) => actor.unbindHolder(change({ number: bound })), ["issuer"]],
    ["rebindHolder", (actor) => actor.rebindHolder({ ...change({ number: bound }), commitment }), ["issuer"]],
    ["renewBatch", (actor) => actor.renewBatch(renewal()), ["issuer"]],
    [
      "setCaps",
      (actor) => actor.setCaps({ operation: "caps-9", caps: programmeCaps, decision: "a" }),
      ["issuer", "controller"],
    ],
    [
      "noteAuditHead",
      (actor) => actor.noteAuditHead({ operation: "audit-9", sequence: 9n, hash: sha256("a head") }),
      ["issuer"],
    ],
    [
      "noteDigest",
      (actor) =>
        actor.noteDigest({ operation: "digest-9", name: "figures-2026-11-21.csv", hash: sha256("a file"), size: 6n }),
      ["issuer"],
    ],
    [
      "grantRole",
      (actor) => actor.grantRole(Principal.fromUint8Array(new Uint8Array([7])), { issuer: null }),
      ["controller"],
    ],
    ["withdrawRole", (actor) => actor.withdrawRole(registry.issuerPrincipal, { issuer: null }), ["controller"]],
  ];
  for (const [name, call, who] of updates) {
    it(`${name}: ${who.join(" and ")} alone; nobody may be anonymous`, async () => {
      await expect(call(registry.anonymous)).rejects.toThrow(/IC0516|inspect/i);
      for (const caller of ["stranger", "issuer", "controller"] as const) {
        if (!(who as string[]).includes(caller)) {
          expect(await call(registry[caller])).toEqual({ err: { notAuthorised: null } });
        }
      }
      const tipBefore = await tipOf(registry.stranger);
      for (const caller of who) {
        const fresh =
          name === "setCaps" && caller === "controller"
            ? () => setCaps(registry.controller)
            : () => call(registry[caller]);
        const answer = await fresh();
        if (answer !== undefined) expect(answer).toHaveProperty("ok");
      }
      expect(await tipOf(registry.stranger)).not.toBe(tipBefore);
    });
  }

  it("a role that was withdrawn is gone, and one given twice is there once", async () => {
    await registry.controller.grantRole(registry.issuerPrincipal, { issuer: null });
    expect(await registry.stranger.roles()).toEqual([[registry.issuerPrincipal, { issuer: null }]]);
    await registry.controller.withdrawRole(registry.issuerPrincipal, { issuer: null });
    expect(await registry.stranger.roles()).toEqual([]);
    expect(await registry.issuer.suspend(change())).toEqual({ err: { notAuthorised: null } });
    await expect(registry.controller.grantRole(Principal.anonymous(), { issuer: null })).rejects.toThrow(/anonymous/);
  });
});
