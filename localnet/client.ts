import { Actor, type ActorConfig, type ActorSubclass, type HttpAgent } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import { TYPES } from "./replica/management/candid.ts";

type Management = ActorSubclass<Record<string, (arg?: unknown) => Promise<unknown>>>;

const ANY_CANISTER = Principal.fromUint8Array(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1));

/** What checks the signature of an answer; the agent's own, which takes its time, unless given. */
export type AnswerCheck = ActorConfig["blsVerify"];

/** The management canister as an actor that sends each call to the right effective canister id. */
export function managementOf(agent: HttpAgent, blsVerify?: AnswerCheck): Management {
  const methods = Object.entries(TYPES).map(([name, { arg, result }]) => [name, IDL.Func(arg, result, [])]);
  const service: IDL.InterfaceFactory = () => IDL.Service(Object.fromEntries(methods));
  const transform = (_method: string, args: unknown[]) => {
    const arg = args[0] as { canister_id?: Principal; target_canister?: Principal } | undefined;
    return { effectiveCanisterId: arg?.target_canister ?? arg?.canister_id ?? ANY_CANISTER };
  };
  return Actor.createActor(service, {
    agent,
    canisterId: "aaaaa-aa",
    callTransform: transform,
    queryTransform: transform,
    ...(blsVerify && { blsVerify }),
  });
}

const noSettings = Object.fromEntries(
  [
    "controllers",
    "compute_allocation",
    "memory_allocation",
    "freezing_threshold",
    "reserved_cycles_limit",
    "minimum_incoming_canister_call_cycles",
    "wasm_memory_limit",
    "wasm_memory_threshold",
    "log_memory_limit",
    "log_visibility",
    "snapshot_visibility",
    "status_visibility",
    "environment_variables",
  ].map((name) => [name, []]),
);

export interface Installation {
  agent: HttpAgent;
  wasm: Uint8Array;
  /** The encoded init argument; none when left out. */
  arg?: Uint8Array;
  /** Besides the agent's own principal. */
  controllers?: Principal[];
  /** A canister id to create it under. */
  canisterId?: Principal;
  blsVerify?: AnswerCheck;
}

/** Creates a canister with cycles and installs code in it. Its id. */
export async function installCanister({
  agent,
  wasm,
  arg,
  controllers = [],
  canisterId,
  blsVerify,
}: Installation): Promise<Principal> {
  const management = managementOf(agent, blsVerify);
  const own = await agent.getPrincipal();
  const created = (await management.provisional_create_canister_with_cycles?.({
    amount: [],
    settings: [{ ...noSettings, controllers: [[own, ...controllers]] }],
    specified_id: canisterId ? [canisterId] : [],
    sender_canister_version: [],
  })) as { canister_id: Principal };
  const { canister_id } = created;
  await upgradeCanister({ agent, wasm, canisterId: canister_id, mode: "install", blsVerify, ...(arg && { arg }) });
  return canister_id;
}

/** Gives a canister these environment variables, and no others. */
export async function setEnvironment(
  agent: HttpAgent,
  canisterId: Principal,
  variables: Record<string, string>,
): Promise<void> {
  const environment = Object.entries(variables).map(([name, value]) => ({ name, value }));
  await managementOf(agent).update_settings?.({
    canister_id: canisterId,
    settings: { ...noSettings, environment_variables: [environment] },
    sender_canister_version: [],
  });
}

export interface Upgrade {
  agent: HttpAgent;
  wasm: Uint8Array;
  canisterId: Principal;
  arg?: Uint8Array;
  /** `upgrade` keeps the Wasm memory, as Motoko's enhanced persistence wants; `upgrade-replace` drops it. */
  mode?: "install" | "reinstall" | "upgrade" | "upgrade-replace";
  blsVerify?: AnswerCheck;
}

/** Installs code in a canister that exists. An upgrade that keeps the memory unless another mode is given. */
export async function upgradeCanister({
  agent,
  wasm,
  canisterId,
  arg,
  mode = "upgrade",
  blsVerify,
}: Upgrade): Promise<void> {
  const keep = mode === "upgrade" ? { keep: null } : { replace: null };
  const variant = mode.startsWith("upgrade")
    ? { upgrade: [{ skip_pre_upgrade: [], wasm_memory_persistence: [keep] }] }
    : { [mode]: null };
  await managementOf(agent, blsVerify).install_code?.({
    mode: variant,
    canister_id: canisterId,
    wasm_module: wasm,
    arg: arg ?? IDL.encode([], []),
    sender_canister_version: [],
  });
}
