import { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type Account,
  accountBytes,
  accountEntryBytes,
  type Bytes,
  chunkHash,
  countBytes,
  handleLabel,
  hex,
  manifestHash,
  principalLabel,
  sha256,
} from "../testing/encoding.ts";
import type { CandidAccountEntry, MessengerActor, OpenArgs } from "../testing/idl.ts";
import { type Bench, type Deployed, startBench } from "../testing/network.ts";
import { leaf, level, lookUp, radixTree, rootOf } from "../testing/tree.ts";

let bench: Bench;
let messenger: Deployed<MessengerActor>;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench?.stop());

beforeEach(async () => {
  messenger = await bench.messenger();
});

const owner = (n: number) => Principal.selfAuthenticating(sha256(`owner ${n}`));

function entry(n: number, changes: Partial<CandidAccountEntry> = {}): CandidAccountEntry {
  return {
    account: `account-${n}`,
    handle: `handle${n}`,
    owner: owner(n),
    institutionId: "institution-7",
    institutionName: "آغاز ٹیکنالوجیز",
    ...changes,
  };
}

function batch(batchId: string, chunks: CandidAccountEntry[][]): OpenArgs[] {
  const encoded = (entries: CandidAccountEntry[]) =>
    chunkHash(entries.map((plain) => accountEntryBytes({ ...plain, owner: plain.owner.toUint8Array() })));
  const manifest = manifestHash(chunks.map(encoded));
  return chunks.map((entries, chunk) => ({ batchId, chunk, chunks: chunks.length, manifestHash: manifest, entries }));
}

const single = (batchId: string, entries: CandidAccountEntry[]) => batch(batchId, [entries])[0] as OpenArgs;
const open = (batchId: string, ...entries: CandidAccountEntry[]) =>
  messenger.issuer.openAccounts(single(batchId, entries));

const byHandle = async (handle: string) =>
  lookUp(await messenger.certified(await messenger.anonymous.verifyHandle(handle)), ["handles", handleLabel(handle)]);
const byPrincipal = async (principal: Principal) =>
  lookUp(await messenger.certified(await messenger.anonymous.verifyPrincipal(principal)), [
    "principals",
    principalLabel(principal.toUint8Array()),
  ]);

const recordOf = async (handle: string): Promise<Account> => {
  const [account] = await messenger.stranger.account(handle);
  if (account === undefined) throw new Error("no such account");
  return {
    ...account,
    owner: account.owner.toUint8Array(),
    status: Object.keys(account.status)[0] as Account["status"],
  };
};

describe("the certified directory", () => {
  it("proves an account by its handle and by its principal, and the absence of others", async () => {
    expect(await byHandle("handle0")).toBe("absent");
    expect(await byPrincipal(owner(0))).toBe("absent");
    await open("batch-1", ...Array.from({ length: 40 }, (_, n) => entry(n)));
    expect(hex((await byHandle("handle7")) as Bytes)).toBe(hex(accountBytes(await recordOf("handle7"))));
    expect(Buffer.from((await byPrincipal(owner(7))) as Bytes).toString()).toBe("handle7");
    expect(await byHandle("handle99")).toBe("absent");
    expect(await byPrincipal(owner(99))).toBe("absent");
    expect(await messenger.stranger.accounts()).toBe(40n);
  });

  it("has the root of its set, computed independently, after suspensions and removals", async () => {
    await open("batch-1", ...Array.from({ length: 12 }, (_, n) => entry(n)));
    await messenger.issuer.suspendAccount({ operation: "o1", account: "account-2" });
    await messenger.issuer.removeAccount({ operation: "o2", account: "account-5" });
    const standing = Array.from({ length: 12 }, (_, n) => n).filter((n) => n !== 5);
    const handles: [Bytes, Bytes][] = [];
    for (const n of standing) handles.push([handleLabel(`handle${n}`), accountBytes(await recordOf(`handle${n}`))]);
    const principals = standing.map((n): [Bytes, Bytes] => [
      principalLabel(owner(n).toUint8Array()),
      new Uint8Array(Buffer.from(`handle${n}`)),
    ]);
    const root = rootOf(
      level([
        ["count", leaf(countBytes(12, 10, 1))],
        ["handles", radixTree(handles)],
        ["principals", radixTree(principals)],
      ]),
    );
    const tree = await messenger.certified(await messenger.stranger.verifyHandle("handle5"));
    expect(hex(rootOf(tree))).toBe(hex(root));
  });

  it("counts its accounts: ever opened, active, suspended, whatever becomes of them, and after an upgrade", async () => {
    const counted = async () =>
      hex(lookUp(await messenger.certified(await messenger.anonymous.count()), ["count"]) as Bytes);
    expect(await counted()).toBe(hex(countBytes(0, 0, 0)));
    await open("batch-1", ...Array.from({ length: 5 }, (_, n) => entry(n)));
    const act = (n: number, operation: string) => ({ operation, account: `account-${n}` });
    for (const n of [0, 1, 2]) await messenger.issuer.suspendAccount(act(n, `s${n}`));
    await messenger.issuer.suspendAccount(act(0, "again"));
    expect(await counted()).toBe(hex(countBytes(5, 2, 3)));
    await messenger.issuer.reinstateAccount(act(0, "r"));
    await messenger.issuer.removeAccount(act(1, "gone"));
    await messenger.issuer.removeAccount(act(4, "too"));
    expect(await counted()).toBe(hex(countBytes(5, 2, 1)));
    await messenger.upgrade();
    expect(await counted()).toBe(hex(countBytes(5, 2, 1)));
    expect(await messenger.stranger.accounts()).toBe(3n);
  });

  it("survives an upgrade, certified again", async () => {
    const first = await open("batch-1", entry(0), entry(1));
    await messenger.issuer.removeAccount({ operation: "o1", account: "account-1" });
    await messenger.upgrade();
    expect(hex((await byHandle("handle0")) as Bytes)).toBe(hex(accountBytes(await recordOf("handle0"))));
    expect(await byHandle("handle1")).toBe("absent");
    expect(await open("batch-1", entry(0), entry(1))).toEqual(first);
    expect(await open("batch-2", entry(2, { handle: "handle1" }))).toEqual({ err: { handleTaken: "handle1" } });
  });
});

describe("opening accounts", () => {
  it("takes a chunk again with the first receipt; other content is a conflict", async () => {
    const first = await open("batch-1", entry(0));
    expect(first).toHaveProperty("ok");
    expect(await open("batch-1", entry(0))).toEqual(first);
    expect(await open("batch-1", entry(1))).toEqual({ err: { conflict: null } });
    expect(await messenger.stranger.accounts()).toBe(1n);
  });

  it("is all or nothing: a taken handle, owner or id, here or in the chunk, refuses it", async () => {
    await open("batch-1", entry(0));
    const refused: [CandidAccountEntry[], object][] = [
      [[entry(1), entry(2, { handle: "handle0" })], { handleTaken: "handle0" }],
      [[entry(1), entry(2, { handle: "handle1" })], { handleTaken: "handle1" }],
      [[entry(1), entry(2, { owner: owner(0) })], { ownerHasAccount: owner(0) }],
      [[entry(1), entry(2, { owner: owner(1) })], { ownerHasAccount: owner(1) }],
      [[entry(1), entry(2, { account: "account-0" })], { accountExists: "account-0" }],
      [[entry(1), entry(2, { account: "account-1" })], { accountExists: "account-1" }],
      [[entry(1), entry(2, { handle: "Handle" })], { invalidEntry: { index: 1, field: "handle" } }],
      [[entry(1), entry(2, { handle: "a..b" })], { invalidEntry: { index: 1, field: "handle" } }],
      [[entry(1), entry(2, { owner: Principal.anonymous() })], { invalidEntry: { index: 1, field: "owner" } }],
      [[entry(1), entry(2, { account: "" })], { invalidEntry: { index: 1, field: "account" } }],
      [[entry(1), entry(2, { institutionId: "" })], { invalidEntry: { index: 1, field: "institutionId" } }],
      [[entry(1), entry(2, { institutionName: "\n" })], { invalidEntry: { index: 1, field: "institutionName" } }],
    ];
    for (const [index, [entries, err]] of refused.entries()) {
      expect(await open(`batch-x${index}`, ...entries)).toEqual({ err });
    }
    expect(await messenger.stranger.accounts()).toBe(1n);
    expect(await open("batch-2", entry(1))).toHaveProperty("ok");
  });

  it("takes 500 entries, not 501 nor none, and checks the manifest", async () => {
    const many = Array.from({ length: 501 }, (_, n) => entry(n));
    expect(await open("batch-1", ...many)).toEqual({ err: { tooMany: null } });
    expect(await open("batch-2")).toEqual({ err: { tooMany: null } });
    expect(await open("batch-3", ...many.slice(1))).toHaveProperty("ok");
    const [first, second] = batch("batch-4", [[entry(600)], [entry(601)]]) as [OpenArgs, OpenArgs];
    expect(await messenger.issuer.openAccounts(first)).toHaveProperty("ok");
    const other = { ...second, entries: [entry(602)] };
    expect(await messenger.issuer.openAccounts(other)).toEqual({ err: { manifestMismatch: null } });
    expect(await messenger.issuer.openAccounts(second)).toHaveProperty("ok");
  });
});

describe("changing an account", () => {
  type Act = "suspendAccount" | "reinstateAccount" | "removeAccount";
  type Status = "active" | "suspended" | "removed";
  const acts: Act[] = ["suspendAccount", "reinstateAccount", "removeAccount"];
  const leadTo: Record<Status, Act[]> = { active: [], suspended: ["suspendAccount"], removed: ["removeAccount"] };
  const allowed: Record<Status, Partial<Record<Act, Status>>> = {
    active: { suspendAccount: "suspended", removeAccount: "removed" },
    suspended: { reinstateAccount: "active", removeAccount: "removed" },
    removed: {},
  };

  for (const from of Object.keys(leadTo) as Status[]) {
    it(`${from}: the table of transitions`, async () => {
      for (const [index, act] of acts.entries()) {
        const account = `account-${index}`;
        await open(`batch-${index}`, entry(index));
        for (const step of leadTo[from]) await messenger.issuer[step]({ operation: `lead-${index}`, account });
        const answer = await messenger.issuer[act]({ operation: `act-${index}`, account });
        const to = allowed[from][act];
        if (to === undefined) expect(answer).toEqual({ err: { illegalTransition: null } });
        else expect(answer).toHaveProperty("ok");
        const found = await byHandle(`handle${index}`);
        if ((to ?? from) === "removed") {
          expect(found).toBe("absent");
          expect(await byPrincipal(owner(index))).toBe("absent");
        } else {
          const record = await recordOf(`handle${index}`);
          expect(record.status).toBe(to ?? from);
          expect(hex(found as Bytes)).toBe(hex(accountBytes(record)));
        }
      }
    });
  }

  it("once for an operation; other content is a conflict", async () => {
    await open("batch-1", entry(0), entry(1));
    const args = { operation: "o1", account: "account-0" };
    const first = await messenger.issuer.suspendAccount(args);
    expect(first).toHaveProperty("ok");
    expect(await messenger.issuer.suspendAccount(args)).toEqual(first);
    expect(await messenger.issuer.suspendAccount({ ...args, account: "account-1" })).toEqual({
      err: { conflict: null },
    });
    expect(await messenger.issuer.removeAccount(args)).toEqual({ err: { conflict: null } });
    expect(await messenger.issuer.removeAccount({ operation: "o2", account: "nobody" })).toEqual({
      err: { notFound: null },
    });
    expect(await messenger.issuer.removeAccount({ operation: "", account: "account-0" })).toEqual({
      err: { invalid: "operation" },
    });
    expect(await messenger.issuer.removeAccount({ operation: "o2", account: "" })).toEqual({
      err: { invalid: "account" },
    });
  });

  it("keeps a removed account's handle and id from others, and lets its owner open another", async () => {
    await open("batch-1", entry(0));
    await messenger.issuer.removeAccount({ operation: "o1", account: "account-0" });
    expect(await open("batch-2", entry(1, { handle: "handle0" }))).toEqual({ err: { handleTaken: "handle0" } });
    expect(await open("batch-3", entry(1, { account: "account-0" }))).toEqual({ err: { accountExists: "account-0" } });
    expect(await open("batch-4", entry(1, { owner: owner(0) }))).toHaveProperty("ok");
    expect(Buffer.from((await byPrincipal(owner(0))) as Bytes).toString()).toBe("handle1");
  });
});

describe("moving an account to another principal of its owner", () => {
  const move = (n: number, changes: object = {}) =>
    messenger.issuer.moveAccount({ operation: "m1", account: "account-0", owner: owner(n), ...changes });

  it("keeps the handle, the status and the rest, and is certified by both principals", async () => {
    await open("batch-1", entry(0), entry(1));
    await messenger.issuer.suspendAccount({ operation: "o1", account: "account-0" });
    const before = await recordOf("handle0");
    const first = await move(7);
    expect(first).toHaveProperty("ok");
    expect(await move(7), "once for an operation").toEqual(first);
    expect(await recordOf("handle0")).toEqual({ ...before, owner: owner(7).toUint8Array() });
    expect(hex((await byHandle("handle0")) as Bytes)).toBe(hex(accountBytes(await recordOf("handle0"))));
    expect(Buffer.from((await byPrincipal(owner(7))) as Bytes).toString()).toBe("handle0");
    expect(await byPrincipal(owner(0))).toBe("absent");
    expect(await messenger.stranger.accounts()).toBe(2n);
    // What comes after follows the account, and the old principal is free.
    expect(await messenger.issuer.reinstateAccount({ operation: "o2", account: "account-0" })).toHaveProperty("ok");
    expect(await open("batch-2", entry(2, { owner: owner(0) }))).toHaveProperty("ok");
    await messenger.upgrade();
    expect(Buffer.from((await byPrincipal(owner(7))) as Bytes).toString()).toBe("handle0");
  });

  it("is refused to whoever has an account, for one that is gone or never was, and for other content", async () => {
    await open("batch-1", entry(0), entry(1), entry(2));
    await messenger.issuer.removeAccount({ operation: "o1", account: "account-2" });
    expect(await move(1)).toEqual({ err: { ownerHasAccount: owner(1) } });
    expect(await move(0)).toEqual({ err: { ownerHasAccount: owner(0) } });
    expect(await move(7, { account: "account-2" })).toEqual({ err: { illegalTransition: null } });
    expect(await move(7, { account: "account-9" })).toEqual({ err: { notFound: null } });
    expect(await move(7, { account: "" })).toEqual({ err: { invalid: "account" } });
    expect(await move(7, { operation: "" })).toEqual({ err: { invalid: "operation" } });
    expect(await move(7, { owner: Principal.anonymous() })).toEqual({ err: { invalid: "owner" } });
    expect(await move(7, { operation: "o1" })).toEqual({ err: { conflict: null } });
    // What was refused was not done: the same operation can be sent again.
    expect(await move(7)).toHaveProperty("ok");
    expect(await move(8)).toEqual({ err: { conflict: null } });
  });
});

describe("who may call", () => {
  const updates: [string, (actor: MessengerActor) => Promise<unknown>, "issuer" | "controller"][] = [
    ["openAccounts", (actor) => actor.openAccounts(single("batch-9", [entry(9)])), "issuer"],
    ["suspendAccount", (actor) => actor.suspendAccount({ operation: "o1", account: "account-0" }), "issuer"],
    ["reinstateAccount", (actor) => actor.reinstateAccount({ operation: "o2", account: "account-1" }), "issuer"],
    ["removeAccount", (actor) => actor.removeAccount({ operation: "o3", account: "account-0" }), "issuer"],
    ["moveAccount", (actor) => actor.moveAccount({ operation: "o4", account: "account-0", owner: owner(8) }), "issuer"],
    ["grantRole", (actor) => actor.grantRole(owner(3), { issuer: null }), "controller"],
    ["withdrawRole", (actor) => actor.withdrawRole(messenger.issuerPrincipal, { issuer: null }), "controller"],
  ];
  for (const [name, call, who] of updates) {
    it(`${name}: the ${who} alone; nobody may be anonymous`, async () => {
      await open("batch-1", entry(0), entry(1));
      await messenger.issuer.suspendAccount({ operation: "o0", account: "account-1" });
      await expect(call(messenger.anonymous)).rejects.toThrow(/IC0516|inspect/i);
      for (const caller of ["stranger", "issuer", "controller"] as const) {
        if (caller !== who) expect(await call(messenger[caller])).toEqual({ err: { notAuthorised: null } });
      }
      expect(await call(messenger[who])).toHaveProperty("ok");
    });
  }
});
