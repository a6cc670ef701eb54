import { createHash } from "node:crypto";
import { CanisterStatus, Certificate, HttpAgent, lookupResultToBuffer } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileMotoko } from "./fixtures/compile.ts";
import { type Counter, counterAt, startAt } from "./fixtures/counter.ts";
import {
  freshIdentity,
  installCanister,
  managementOf,
  type TestNetwork,
  throwawayLocalnet,
  upgradeCanister,
} from "./testing.ts";

// Motoko with enhanced orthogonal persistence, driven by the stock agent with every verification on.

let network: TestNetwork;
let wasm: Uint8Array;
let agent: HttpAgent;
const identity = freshIdentity();

beforeAll(async () => {
  wasm = compileMotoko("Counter.mo");
  network = await throwawayLocalnet();
  agent = await network.agent(identity);
});
afterAll(() => network?.stop());

async function fresh(count = 0n) {
  const id = await installCanister({ agent, wasm, arg: startAt(count) });
  return { id, counter: counterAt(agent, id) };
}

type Fresh = Awaited<ReturnType<typeof fresh>>;
let one: Fresh;
let other: Fresh;
beforeAll(async () => {
  one = await fresh(5n);
  other = await fresh();
});

const until = async (condition: () => Promise<boolean>) => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it did not come about");
};

describe("a canister's site", () => {
  it("is handed on when it is certified, and otherwise it is said why not", async () => {
    const from = async (id: string) => {
      const response = await fetch(`${network.url}/?canisterId=${id}`);
      return { status: response.status, text: await response.text() };
    };
    const refused = await from(one.id.toText());
    expect(refused).toEqual({ status: 503, text: "The answer is not certified: HeaderMissingCertification.\n" });
    expect(await from("rwlgt-iiaaa-aaaaa-aaaaa-cai")).toMatchObject({
      status: 503,
      text: expect.stringMatching(/^The canister gives no answer/),
    });
  });
});

describe("a Motoko canister", () => {
  it("starts with its argument, answers updates and queries, and knows its caller and the time", async () => {
    const { counter } = await fresh(5n);
    expect(await counter.read()).toBe(5n);
    expect(await counter.add(2n)).toBe(7n);
    expect(await counter.read()).toBe(7n);
    expect((await counter.whoami()).toText()).toBe(identity.getPrincipal().toText());
    expect(Math.abs(Number((await counter.now()) / 1_000_000n) - Date.now())).toBeLessThan(5000);
  });

  it.each<[string, (counter: Counter) => Promise<unknown>, RegExp]>([
    ["traps", (counter) => counter.addThenTrap(100n), /IC0503[\s\S]*as asked|as asked[\s\S]*IC0503/],
    ["rejects before its first await", (counter) => counter.addThenReject(100n), /not today/],
    ["overflows the stack", (counter) => counter.overflow(), /IC0502|stack overflow/],
  ])("undoes what a message did that %s", async (what, call, message) => {
    const before = await one.counter.read();
    await expect(call(one.counter)).rejects.toThrow(message);
    // A reject is an answer like any other: Motoko keeps what was done before it.
    expect(await one.counter.read()).toBe(what.startsWith("rejects") ? before + 100n : before);
    expect(await one.counter.add(0n)).toBe(await one.counter.read());
  });

  it("keeps nothing of what a query did", async () => {
    const before = await one.counter.read();
    expect(await one.counter.addInQuery(50n)).toBe(before + 50n);
    expect(await one.counter.addInQuery(50n)).toBe(before + 50n);
    expect(await one.counter.read()).toBe(before);
  });

  it("has stable memory", async () => {
    expect(await one.counter.stable_(42n)).toBe(0n);
    expect(await one.counter.stable_(43n)).toBe(42n);
  });

  it("grows by megabytes and shrinks back to what was committed", async () => {
    const { counter } = await fresh();
    await counter.stable_(1n);
    await counter.fill(40n, 1_000_000n);
    await expect(counter.addThenTrap(1n)).rejects.toThrow("as asked");
    expect(await counter.fill(1n, 10n)).toBe(41n);
  });

  it("runs its timers", async () => {
    await one.counter.ring();
    await until(async () => (await one.counter.rung()) === 1n);
  });

  it("gets randomness, another each time", async () => {
    const [first, second] = [await one.counter.random(), await one.counter.random()];
    expect(first).toHaveLength(32);
    expect(first).not.toEqual(second);
  });

  it("lets through only what its inspection accepts", async () => {
    const anonymous = counterAt(await network.agent(), one.id);
    const before = await one.counter.read();
    expect(await anonymous.read()).toBe(before);
    await expect(anonymous.add(1n)).rejects.toThrow("refused message");
    expect(await one.counter.read()).toBe(before);
  });

  it("gives out a certificate for its certified data in queries", async () => {
    await one.counter.certify(Uint8Array.of(1, 2, 3));
    const [certificate] = await one.counter.certificate();
    if (!certificate) throw new Error("no certificate");
    const verified = await Certificate.create({ certificate, rootKey: network.rootKey, canisterId: one.id });
    const path = [Buffer.from("canister"), one.id.toUint8Array(), Buffer.from("certified_data")];
    expect(lookupResultToBuffer(verified.lookup_path(path))).toEqual(Uint8Array.of(1, 2, 3));
  });
});

describe("what the stock agent asks for", () => {
  it("shows the canister's state, the subnet's nodes and the clock", async () => {
    const paths = ["time", "controllers", "module_hash", "candid", "subnet"] as const;
    const status = await CanisterStatus.request({ canisterId: one.id, agent, paths: [...paths] });
    expect(status.get("controllers")).toEqual([identity.getPrincipal()]);
    expect(status.get("module_hash")).toBe(createHash("sha256").update(wasm).digest("hex"));
    expect(status.get("candid")).toContain("service");
    expect((status.get("subnet") as CanisterStatus.SubnetStatus).subnetId).toBe(network.subnetId);
    expect(Math.abs((status.get("time") as Date).getTime() - Date.now())).toBeLessThan(5000);
  });

  it("lets an agent fetch the root key and set its clock", async () => {
    const fetching = await HttpAgent.create({ host: network.url, shouldFetchRootKey: true, shouldSyncTime: true });
    expect(Buffer.from(fetching.rootKey ?? [])).toEqual(Buffer.from(network.rootKey));
    expect(await counterAt(fetching, one.id).read()).toBe(await one.counter.read());
  });
});

describe("calls between canisters", () => {
  it("bring back the answer and change both", async () => {
    const [mine, theirs] = [await one.counter.read(), await other.counter.read()];
    expect(await one.counter.callAdd(other.id, 7n)).toBe(theirs + 7n);
    expect(await one.counter.read()).toBe(mine + 2n);
    expect(await other.counter.read()).toBe(theirs + 7n);
  });

  it("bring back a trap as an error, with its code, and undo the callee only", async () => {
    const [mine, theirs] = [await one.counter.read(), await other.counter.read()];
    expect(await one.counter.callTrap(other.id)).toMatch(/^IC0503: .*as asked/);
    expect(await one.counter.read()).toBe(mine + 1n);
    expect(await other.counter.read()).toBe(theirs);
  });

  it("bring back an error for a canister or a method that is not there", async () => {
    const nobody = Principal.fromUint8Array(Uint8Array.of(0, 0, 0, 0, 0, 9, 9, 9, 1, 1));
    expect(await one.counter.callTrap(nobody)).toMatch(/^IC0301: /);
  });

  it("undo only the callback when it traps", async () => {
    const [mine, theirs] = [await one.counter.read(), await other.counter.read()];
    await expect(one.counter.trapAfterCall(other.id)).rejects.toThrow("after the call");
    expect(await one.counter.read()).toBe(mine + 10n);
    expect(await other.counter.read()).toBe(theirs + 1n);
    expect(await one.counter.callAdd(other.id, 0n)).toBe(theirs + 1n);
  });

  it("carry cycles, and give back what is not taken", async () => {
    const [mine, theirs] = [await one.counter.balance(), await other.counter.balance()];
    expect(await one.counter.giveCycles(other.id, 1_000_000n)).toBe(500_000n);
    expect(await one.counter.balance()).toBe(mine - 500_000n);
    expect(await other.counter.balance()).toBe(theirs + 500_000n);
  });

  it("work in composite queries, which leave nothing behind", async () => {
    const [mine, theirs] = [await one.counter.read(), await other.counter.read()];
    expect(await one.counter.readBoth(other.id)).toEqual([mine + 1000n, theirs]);
    expect(await one.counter.readBoth(one.id)).toEqual([mine + 1000n, mine]);
    expect(await one.counter.read()).toBe(mine);
  });
});

describe("installing code", () => {
  it("upgrades and keeps the memory, and refuses an upgrade that does not say", async () => {
    const { id, counter } = await fresh(3n);
    await counter.stable_(9n);
    await upgradeCanister({ agent, wasm, canisterId: id, arg: startAt(0n) });
    expect(await counter.read()).toBe(3n);
    expect(await counter.stable_(10n)).toBe(9n);
    const unsaid = managementOf(agent).install_code?.({
      mode: { upgrade: [] },
      canister_id: id,
      wasm_module: wasm,
      arg: startAt(0n),
      sender_canister_version: [],
    });
    await expect(unsaid).rejects.toThrow("wasm_memory_persistence");
    expect(await counter.read()).toBe(3n);
  });

  it("leaves all as it was when the new code traps on its way in", async () => {
    const { id, counter } = await fresh(3n);
    await expect(upgradeCanister({ agent, wasm, canisterId: id, arg: IDL.encode([], []) })).rejects.toThrow(/IC050/);
    expect(await counter.add(1n)).toBe(4n);
  });

  it("forgets everything on a reinstall, and refuses a second install", async () => {
    const { id, counter } = await fresh(3n);
    await expect(upgradeCanister({ agent, wasm, canisterId: id, mode: "install" })).rejects.toThrow("IC0538");
    await upgradeCanister({ agent, wasm, canisterId: id, arg: startAt(8n), mode: "reinstall" });
    expect(await counter.read()).toBe(8n);
  });

  it("is for controllers only", async () => {
    const stranger = await network.agent(freshIdentity());
    await expect(upgradeCanister({ agent: stranger, wasm, canisterId: one.id })).rejects.toThrow("IC0512");
  });
});
