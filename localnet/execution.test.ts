import { createHash } from "node:crypto";
import type { HttpAgent } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assemble } from "./fixtures/compile.ts";
import { rawUpdate } from "./fixtures/rawCall.ts";
import { INSPECTING, STARTER, WORKBENCH } from "./fixtures/wat.ts";
import { TYPES } from "./replica/management/candid.ts";
import {
  freshIdentity,
  installCanister,
  managementOf,
  type TestNetwork,
  throwawayLocalnet,
  withLocalnet,
} from "./testing.ts";

// The rules of message execution, on canisters written in WebAssembly text.

let network: TestNetwork;
let agent: HttpAgent;
let workbench: Uint8Array;
let id: Principal;

beforeAll(async () => {
  network = await throwawayLocalnet({ messageLimit: 1000 });
  agent = await network.agent(freshIdentity());
  workbench = await assemble(WORKBENCH);
  id = await installCanister({ agent, wasm: workbench });
});
afterAll(() => network?.stop());

type Words = { kept: number; heartbeats: number; timers: number; cleanups: number };
const wordsOf = (bytes: Uint8Array): Words => {
  const view = new DataView(Uint8Array.from(bytes).buffer);
  const [kept, heartbeats, timers, cleanups] = [0, 4, 8, 12].map((at) => view.getUint32(at, true));
  return { kept: kept ?? -1, heartbeats: heartbeats ?? -1, timers: timers ?? -1, cleanups: cleanups ?? -1 };
};

async function query(method: string, of = id): Promise<Uint8Array> {
  const answer = await agent.query(of, { methodName: method, arg: new Uint8Array() });
  if (answer.status === "rejected") throw new Error(`${answer.error_code}: ${answer.reject_message}`);
  return answer.reply.arg;
}
const count = async (of = id) => wordsOf(await query("count", of));

const update = (method: string, arg?: Uint8Array, of = id) => rawUpdate(agent, of, method, arg);

async function until(condition: () => Promise<boolean>) {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it did not come about");
}

describe("a message that fails", () => {
  it.each([
    ["bumpAndTrap", /IC0503/],
    ["growAndTrap", /IC0502/],
    ["silent", /IC0506/],
    ["nowhere", /IC0536/],
    ["count_", /IC0536/],
  ])(
    "%s leaves the memory, globals and stable memory as they were, unless it only forgot to answer",
    async (method, code) => {
      const [before, global] = [await count(), await query("global")];
      await expect(update(method)).rejects.toThrow(code);
      expect((await count()).kept).toBe(method === "silent" ? before.kept + 1 : before.kept);
      expect(wordsOf(await query("global")).kept).toBe(wordsOf(global).kept);
    },
  );

  it("with an explicit reject keeps what it did", async () => {
    const { kept } = await count();
    await expect(update("refuse")).rejects.toThrow("bump");
    expect((await count()).kept).toBe(kept + 1);
  });

  it("in a query leaves nothing, even after growing the memory", async () => {
    expect(wordsOf(await query("growInQuery")).kept).toBe(2);
    expect(wordsOf(await query("growInQuery")).kept).toBe(2);
  });

  it("because a system call has no place there says so", async () => {
    await expect(query("certifyInQuery")).rejects.toThrow(/IC0504.*certified_data_set/);
  });
});

it("an inspection sees what is committed, and leaves nothing, even after growing the memory", async () => {
  const inspecting = await installCanister({ agent, wasm: await assemble(INSPECTING) });
  const { cleanups: pages } = await count(inspecting);
  for (const noted of [1, 2]) {
    await update("note", undefined, inspecting);
    expect(await count(inspecting)).toEqual({ kept: 0, heartbeats: noted, timers: 0, cleanups: pages });
  }
  await expect(update("note", undefined, inspecting)).rejects.toThrow("IC0406");
  expect(await count(inspecting)).toEqual({ kept: 0, heartbeats: 2, timers: 0, cleanups: pages });
});

describe("a message that never ends", () => {
  it("is ended, rejected and undone, and the rest goes on", async () => {
    const { kept } = await count();
    const spinning = update("spin");
    const bumping = update("bump");
    await expect(spinning).rejects.toThrow("IC0522");
    await bumping;
    expect((await count()).kept).toBe(kept + 1);
  });

  it("is ended as a query too", async () => {
    await expect(query("spinInQuery")).rejects.toThrow("IC0522");
    await update("bump");
  });
});

describe("callbacks, timers and tasks", () => {
  it("run the cleanup, and nothing else of a callback, when it traps", async () => {
    const other = await installCanister({ agent, wasm: workbench });
    const before = await count();
    await expect(update("callThenTrap", other.toUint8Array())).rejects.toThrow("IC0502");
    const after = await count();
    expect(after).toMatchObject({ kept: before.kept, cleanups: before.cleanups + 1 });
    expect((await count(other)).kept).toBe(1);
  });

  it("queue at most 500 calls from one canister to another", async () => {
    const other = await installCanister({ agent, wasm: workbench });
    const reply = await update("flood", other.toUint8Array());
    expect(new DataView(Uint8Array.from(reply).buffer).getUint32(0, true)).toBe(500);
    await until(async () => (await count(other)).kept === 500);
  });

  it("wait no longer than they said they would, and an uninstalled callee answers the rest", async () => {
    const other = await installCanister({ agent, wasm: workbench });
    const holding = update("hold", undefined, other);
    const refused = expect(holding).rejects.toThrow("uninstalled");
    const reply = await update("waitOneSecond", other.toUint8Array());
    expect(reply[0]).toBe(6);
    await managementOf(agent).uninstall_code?.({ canister_id: other, sender_canister_version: [] });
    await refused;
  });

  it("run timers once and heartbeats again and again", async () => {
    const before = await count();
    await update("alarm");
    await until(async () => (await count()).timers === before.timers + 1);
    await until(async () => (await count()).heartbeats > before.heartbeats + 1);
    expect((await count()).timers).toBe(before.timers + 1);
  });

  it("write stable memory across pages in its 32-bit form", async () => {
    await update("stable", Uint8Array.of(1, 2, 3, 4));
    const reply = await update("stable", Uint8Array.of(5, 6, 7, 8));
    expect([...reply.slice(0, 4)]).toEqual([1, 2, 3, 4]);
  });

  it("run start before init", async () => {
    const started = await installCanister({ agent, wasm: await assemble(STARTER) });
    expect(await count(started)).toMatchObject({ kept: 5, heartbeats: 6 });
  });
});

describe("two networks", () => {
  it("stand side by side, each with a root, a subnet and a state of its own", async () => {
    await withLocalnet(async (second) => {
      expect(Buffer.from(second.rootKey)).not.toEqual(Buffer.from(network.rootKey));
      expect(second.subnetId).not.toBe(network.subnetId);
      const elsewhere = rawUpdate(await second.agent(freshIdentity()), id, "bump");
      await expect(elsewhere).rejects.toThrow("IC0301");
    });
  });
});

describe("the management canister", () => {
  const status = async (of: Principal) =>
    (await managementOf(agent).canister_status?.({ canister_id: of })) as {
      status: Record<string, null>;
      version: bigint;
      cycles: bigint;
      memory_metrics: { wasm_chunk_store_size: bigint };
    };

  it("stops, starts and deletes", async () => {
    const own = await installCanister({ agent, wasm: workbench });
    const management = managementOf(agent);
    const target = { canister_id: own };
    await expect(management.delete_canister?.(target)).rejects.toThrow("IC0510");
    await management.stop_canister?.(target);
    expect((await status(own)).status).toEqual({ stopped: null });
    await expect(update("bump", undefined, own)).rejects.toThrow("IC0508");
    await management.start_canister?.(target);
    await update("bump", undefined, own);
    await management.stop_canister?.(target);
    await management.delete_canister?.(target);
    await expect(status(own)).rejects.toThrow("IC0301");
  });

  it("uninstalls and installs from chunks", async () => {
    const own = await installCanister({ agent, wasm: workbench });
    const management = managementOf(agent);
    await management.uninstall_code?.({ canister_id: own, sender_canister_version: [] });
    await expect(query("count", own)).rejects.toThrow("IC0537");
    const hashes: unknown[] = [];
    for (let from = 0; from < workbench.length; from += 1000)
      hashes.push(await management.upload_chunk?.({ canister_id: own, chunk: workbench.slice(from, from + 1000) }));
    const installation = {
      mode: { install: null },
      target_canister: own,
      store_canister: [],
      chunk_hashes_list: hashes,
      arg: new Uint8Array(),
      sender_canister_version: [],
    };
    await expect(
      management.install_chunked_code?.({ ...installation, wasm_module_hash: new Uint8Array(32) }),
    ).rejects.toThrow("do not add up");
    const wasmModuleHash = createHash("sha256").update(workbench).digest();
    await management.install_chunked_code?.({ ...installation, wasm_module_hash: wasmModuleHash });
    await update("bump", undefined, own);
    expect((await status(own)).memory_metrics.wasm_chunk_store_size).toBeGreaterThan(0n);
    await management.clear_chunk_store?.({ canister_id: own });
    expect(await management.stored_chunks?.({ canister_id: own })).toEqual([]);
  });

  it("takes snapshots and goes back to them", async () => {
    const own = await installCanister({ agent, wasm: workbench });
    const management = managementOf(agent);
    await update("bump", undefined, own);
    const taken = (await management.take_canister_snapshot?.({
      canister_id: own,
      replace_snapshot: [],
      uninstall_code: [],
      sender_canister_version: [],
    })) as { id: Uint8Array };
    await update("bump", undefined, own);
    const load = { canister_id: own, snapshot_id: taken.id, sender_canister_version: [] };
    await management.load_canister_snapshot?.(load);
    expect((await count(own)).kept).toBe(1);
    await management.delete_canister_snapshot?.({ canister_id: own, snapshot_id: taken.id });
    await expect(management.load_canister_snapshot?.(load)).rejects.toThrow("IC0305");
  });

  it("changes settings, which the canister then reads, and refuses settings out of bounds", async () => {
    const management = managementOf(agent);
    const none = Object.fromEntries(
      "controllers compute_allocation memory_allocation freezing_threshold reserved_cycles_limit minimum_incoming_canister_call_cycles wasm_memory_limit wasm_memory_threshold log_memory_limit log_visibility snapshot_visibility status_visibility environment_variables"
        .split(" ")
        .map((name) => [name, []]),
    );
    const set = (settings: object) =>
      management.update_settings?.({
        canister_id: id,
        settings: { ...none, ...settings },
        sender_canister_version: [],
      });
    await set({ environment_variables: [[{ name: "GREETING", value: "salaam" }]], log_visibility: [{ public: null }] });
    expect(Buffer.from(await query("variable")).toString()).toBe("salaam");
    await expect(set({ compute_allocation: [101n] })).rejects.toThrow("IC0408");
    const many = Array.from({ length: 11 }, () => Principal.anonymous());
    await expect(set({ controllers: [many] })).rejects.toThrow("IC0408");
  });

  it("creates under a given id, once", async () => {
    const wanted = Principal.fromText("um5iw-rqaaa-aaaaq-qaaba-cai");
    expect((await installCanister({ agent, wasm: workbench, canisterId: wanted })).toText()).toBe(wanted.toText());
    await expect(installCanister({ agent, wasm: workbench, canisterId: wanted })).rejects.toThrow("IC0205");
  });

  it.each(["raw_rand", "canister_info", "canister_metadata", "deposit_cycles", "create_canister", "no_such_method"])(
    "refuses %s from users",
    async (method) => {
      const call = rawUpdate(agent, "aaaaa-aa", method, new Uint8Array(), id);
      await expect(call).rejects.toThrow(/IC0406|IC0536/);
    },
  );

  it("shows the log as a query", async () => {
    await update("log");
    const answer = await agent.query("aaaaa-aa", {
      methodName: "fetch_canister_logs",
      arg: IDL.encode([IDL.Record({ canister_id: IDL.Principal })], [{ canister_id: id }]),
      effectiveCanisterId: id,
    } as never);
    if (answer.status !== "replied") throw new Error(answer.reject_message);
    const [logs] = IDL.decode(TYPES.fetch_canister_logs?.result ?? [], answer.reply.arg) as unknown as [
      { canister_log_records: { content: Uint8Array }[] },
    ];
    const lines = logs.canister_log_records.map(({ content }) => Buffer.from(content).toString());
    expect(lines).toContain("a line for the log");
    expect(lines.some((line) => line.startsWith("[TRAP]"))).toBe(true);
  });
});
