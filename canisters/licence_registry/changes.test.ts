import { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commitment, type Entry, nthNumber, sha256 } from "../testing/encoding.ts";
import { type Founded, founded, issueApproved } from "../testing/governance.ts";
import type { ChangeAnswer, RenewAnswer } from "../testing/idl.ts";
import { entries, entry, single } from "../testing/licences.ts";
import { blocksOf, tipOf } from "../testing/log.ts";
import { type Bench, startBench } from "../testing/network.ts";

let bench: Bench;
let registry: Founded;

beforeAll(async () => {
  bench = await startBench();
  registry = await founded(bench);
});

afterAll(() => bench?.stop());

// Each test has a licence of its own in a registry that they share.
let licences = 0;
let number: string;
const freshLicence = async (changes: Partial<Entry> = {}) => {
  licences += 1;
  const issued = await issueApproved(registry, single(`batch-${licences}`, [entry(licences, changes)]));
  if ("err" in issued) throw new Error(JSON.stringify(issued.err));
  return nthNumber(licences);
};

const holder = commitment(sha256("salt"), Principal.fromText("rrkah-fqaaa-aaaaa-aaaaq-cai").toUint8Array());
let operations = 0;
const change = (fields: object = {}) => {
  operations += 1;
  return { operation: `operation-${operations}`, number, reason: "terms-broken", decision: "act-1", ...fields };
};
const binding = (fields: object = {}) => ({ ...change(), commitment: holder, ...fields });

beforeEach(async () => {
  number = await freshLicence();
});

const licence = async () => {
  const [record] = await registry.stranger.licence(number);
  if (record === undefined) throw new Error("no such licence");
  return record;
};

const illegal = (from: string) => ({ err: { illegalTransition: { from: { [from]: null } } } });

describe("the status of a licence", () => {
  it("says since when it is what it is, and why while it is not active", async () => {
    for (const [act, status] of [
      ["suspend", "suspended"],
      ["reinstate", "active"],
      ["revoke", "revoked"],
    ] as const) {
      const before = await licence();
      const answer = await registry.acts[act](change({ reason: `why ${act}` }));
      const at = "ok" in answer ? answer.ok.at : 0n;
      const reason = status === "active" ? [] : [`why ${act}`];
      expect(await licence()).toEqual({ ...before, status: { [status]: null }, statusSince: at, reason });
    }
  });

  it("does not give the place back when revoked", async () => {
    const before = await registry.stranger.issued();
    await registry.acts.revoke(change());
    expect(await registry.stranger.issued()).toEqual(before);
  });
});

describe("binding a holder", () => {
  it("stores the commitment, and nothing else changes", async () => {
    const before = await licence();
    expect(await registry.issuer.bindHolder(binding())).toHaveProperty("ok");
    const { holder: bound, ...rest } = await licence();
    expect(bound.map((bytes) => Buffer.from(bytes).toString("hex"))).toEqual([Buffer.from(holder).toString("hex")]);
    expect({ ...rest, holder: [] }).toEqual(before);
  });

  it("happens once, to an active licence", async () => {
    await registry.issuer.bindHolder(binding());
    expect(await registry.issuer.bindHolder(binding())).toEqual(illegal("active"));
    expect(await registry.issuer.bindHolder(binding({ commitment: sha256("another") }))).toEqual(illegal("active"));

    number = await freshLicence();
    await registry.acts.suspend(change());
    expect(await registry.issuer.bindHolder(binding())).toEqual(illegal("suspended"));
    await registry.acts.revoke(change());
    expect(await registry.issuer.bindHolder(binding())).toEqual(illegal("revoked"));
  });

  it("is refused once the licence has expired", async () => {
    number = await freshLicence({ validFrom: 1n, validUntil: 2n });
    expect(await registry.issuer.bindHolder(binding())).toEqual({ err: { invalid: "expired" } });
  });
});

const rebinding = (fields: object = {}) => ({ ...change(), commitment: sha256("another"), ...fields });
const later = 4_000_000_000_000_000_000n;
const renewals = (...of: { number: string; validUntil?: bigint }[]) => {
  operations += 1;
  return {
    operation: `operation-${operations}`,
    reason: "terms-kept",
    decision: "renewal-1",
    renewals: of.map((renewal) => ({ validUntil: later, ...renewal })),
  };
};
const holderOf = async () => (await licence()).holder.map((bytes) => Buffer.from(bytes).toString("hex"));

describe("a licence that changes hands", () => {
  it("is taken from its holder and bound to another, and nothing else changes", async () => {
    const before = await licence();
    await registry.issuer.bindHolder(binding());
    expect(await registry.issuer.unbindHolder(change())).toHaveProperty("ok");
    expect(await licence()).toEqual(before);
    expect(await registry.issuer.bindHolder(binding({ commitment: sha256("another") }))).toHaveProperty("ok");
    expect(await holderOf()).toEqual([Buffer.from(sha256("another")).toString("hex")]);
  });

  it("is taken from a holder only where there is one, suspended too, but never once it is revoked", async () => {
    expect(await registry.issuer.unbindHolder(change())).toEqual(illegal("active"));
    await registry.issuer.bindHolder(binding());
    await registry.acts.suspend(change());
    expect(await registry.issuer.unbindHolder(change())).toHaveProperty("ok");
    expect(await registry.issuer.unbindHolder(change())).toEqual(illegal("suspended"));

    number = await freshLicence();
    await registry.issuer.bindHolder(binding());
    await registry.acts.revoke(change());
    expect(await registry.issuer.unbindHolder(change())).toEqual(illegal("revoked"));
  });

  it("follows its holder to another identity while it is active and in time", async () => {
    expect(await registry.issuer.rebindHolder(rebinding())).toEqual(illegal("active"));
    await registry.issuer.bindHolder(binding());
    const before = await licence();
    expect(await registry.issuer.rebindHolder(rebinding())).toHaveProperty("ok");
    expect(await holderOf()).toEqual([Buffer.from(sha256("another")).toString("hex")]);
    expect({ ...(await licence()), holder: before.holder }).toEqual(before);
    await registry.acts.suspend(change());
    expect(await registry.issuer.rebindHolder(rebinding())).toEqual(illegal("suspended"));
  });
});

describe("a renewal", () => {
  const refused = (...of: [number, object][]) => ({ err: { refused: of.map(([index, error]) => ({ index, error })) } });
  const fromSuspended = { illegalTransition: { from: { suspended: null } } };

  it("moves the ends of active licences to a later time, each to its own, and nothing else, in one block", async () => {
    const other = await freshLicence();
    const before = [await licence(), (await registry.stranger.licence(other))[0]];
    const answer = await registry.acts.renewBatch(renewals({ number }, { number: other, validUntil: later + 1n }));
    if (!("ok" in answer)) throw new Error("refused");
    expect(await licence()).toEqual({ ...before[0], validUntil: later });
    expect((await registry.stranger.licence(other))[0]).toEqual({ ...before[1], validUntil: later + 1n });
    expect(await blocksOf(registry.stranger, answer.ok.block)).toHaveLength(1);
  });

  it("is done for all licences or for none, and says of each why not", async () => {
    const first = await licence();
    const [suspended, expired, held] = [
      await freshLicence(),
      await freshLicence({ validFrom: 1n, validUntil: 2n }),
      await freshLicence(),
    ];
    await registry.acts.suspend(change({ number: suspended }));
    const args = renewals(
      { number },
      { number: suspended },
      { number: expired },
      { number: nthNumber(9999) },
      { number: held, validUntil: 3n },
      { number: "SND" },
      { number },
    );
    const answer = await registry.acts.renewBatch(args);
    expect(answer).toEqual(
      refused(
        [1, fromSuspended],
        [2, { invalid: "expired" }],
        [3, { notFound: null }],
        [4, { invalid: "validUntil" }],
        [5, { invalid: "number" }],
        [6, { invalid: "number" }],
      ),
    );
    const tip = await tipOf(registry.stranger);
    expect(await registry.issuer.renewBatch(args)).toEqual(answer);
    expect(await licence()).toEqual(first);
    expect(await tipOf(registry.stranger)).toBe(tip);
    expect(await registry.acts.renewBatch(renewals({ number }, { number: held }))).toHaveProperty("ok");
  });

  it("never moves an end to where it is or back", async () => {
    const { validUntil } = await licence();
    for (const until of [validUntil, validUntil - 1n, 0n]) {
      const answer = await registry.acts.renewBatch(renewals({ number, validUntil: until }));
      expect(answer).toEqual(refused([0, { invalid: "validUntil" }]));
    }
  });

  it("takes 500 licences at once, and refuses 501 and none", async () => {
    const numbers = Array.from({ length: 501 }, (_, n) => nthNumber(20_000 + n));
    for (const [first, count] of [
      [20_000, 500],
      [20_500, 1],
    ] as const)
      await issueApproved(registry, single(`many-${first}`, entries(first, count)));
    expect(await registry.acts.renewBatch(renewals(...numbers.map((one) => ({ number: one }))))).toEqual({
      err: { tooMany: null },
    });
    expect(await registry.acts.renewBatch(renewals())).toEqual({ err: { tooMany: null } });
    const most = numbers.slice(0, 500).map((one) => ({ number: one }));
    expect(await registry.acts.renewBatch(renewals(...most))).toHaveProperty("ok");
    const [last] = await registry.stranger.licence(numbers[499] ?? "");
    expect(last?.validUntil).toBe(later);
  });

  it("wants an operation, a reason and a decision", async () => {
    for (const field of ["operation", "reason", "decision"])
      expect(await registry.acts.renewBatch({ ...renewals({ number }), [field]: "" })).toEqual({
        err: { invalid: field },
      });
  });
});

describe("an operation", () => {
  const calls: [string, () => object, (args: never) => Promise<ChangeAnswer | RenewAnswer>][] = [
    ["suspend", change, (args) => registry.acts.suspend(args)],
    ["revoke", change, (args) => registry.acts.revoke(args)],
    ["bindHolder", binding, (args) => registry.issuer.bindHolder(args)],
    ["unbindHolder", change, (args) => registry.issuer.unbindHolder(args)],
    ["rebindHolder", rebinding, (args) => registry.issuer.rebindHolder(args)],
    ["renewBatch", () => renewals({ number }), (args) => registry.acts.renewBatch(args)],
  ];
  const others: Record<string, object> = {
    bindHolder: { commitment: sha256("a third") },
    rebindHolder: { commitment: sha256("a third") },
  };
  for (const [name, make, call] of calls) {
    it(`${name} again gets the first receipt, also after an upgrade; other content is a conflict`, async () => {
      if (name.endsWith("bindHolder") && name !== "bindHolder") await registry.issuer.bindHolder(binding());
      const args = make();
      const first = await call(args as never);
      expect(first).toHaveProperty("ok");
      const after = await licence();
      expect(await call(args as never)).toEqual(first);
      await registry.upgrade();
      expect(await call(args as never)).toEqual(first);
      expect(await licence()).toEqual(after);
      const other = others[name] ?? { reason: "another" };
      expect(await call({ ...args, ...other } as never)).toEqual({ err: { conflict: null } });
    });
  }

  it("is one for all methods: its id in another method is a conflict", async () => {
    const args = change();
    await registry.acts.suspend(args);
    expect(await registry.acts.revoke(args)).toEqual({ err: { conflict: null } });
    expect(await registry.issuer.bindHolder(binding({ operation: args.operation }))).toEqual({
      err: { conflict: null },
    });
  });

  it("that was refused may be tried again under its id", async () => {
    const args = change();
    expect(await registry.acts.reinstate(args)).toHaveProperty("err");
    await registry.acts.suspend(change());
    expect(await registry.acts.reinstate(args)).toHaveProperty("ok");
  });

  it("on an unknown number, or with malformed fields, says so", async () => {
    expect(await registry.acts.suspend(change({ number: nthNumber(9999) }))).toEqual({ err: { notFound: null } });
    expect(await registry.issuer.bindHolder(binding({ number: nthNumber(9999) }))).toEqual({ err: { notFound: null } });
    expect(await registry.acts.suspend(change({ operation: "" }))).toEqual({ err: { invalid: "operation" } });
    expect(await registry.acts.suspend(change({ number: "SND" }))).toEqual({ err: { invalid: "number" } });
    expect(await registry.acts.suspend(change({ reason: "" }))).toEqual({ err: { invalid: "reason" } });
    expect(await registry.acts.suspend(change({ reason: "r".repeat(201) }))).toEqual({ err: { invalid: "reason" } });
    expect(await registry.acts.suspend(change({ decision: "" }))).toEqual({ err: { invalid: "decision" } });
  });

  it.each(["bindHolder", "rebindHolder"] as const)(
    "%s takes a commitment, a reason and a decision, all of them its content",
    async (name) => {
      if (name === "rebindHolder") await registry.issuer.bindHolder(binding());
      const args = binding({ commitment: sha256("another") });
      const call = (fields: object) => registry.issuer[name]({ ...args, ...fields });
      for (const [field, malformed] of [
        ["commitment", new Uint8Array(31)],
        ["reason", ""],
        ["decision", ""],
      ] as const)
        expect(await call({ [field]: malformed })).toEqual({ err: { invalid: field } });
      expect(await call({})).toHaveProperty("ok");
      for (const other of [{ commitment: holder }, { reason: "another" }, { decision: "act-2" }])
        expect(await call(other)).toEqual({ err: { conflict: null } });
    },
  );
});
