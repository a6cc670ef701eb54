import { Actor, type ActorMethod, Certificate, type HttpAgent } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import { isSigned } from "../../lib/platform/chain/certificate.ts";

type InstallMode =
  | { install: null }
  | { upgrade: [{ wasm_memory_persistence: [{ keep: null }]; skip_pre_upgrade: [] }] };

/** What is left out stays as it is. */
type Settings = {
  environment_variables: [] | [{ name: string; value: string }[]];
  status_visibility: [] | [{ allowed_viewers: Principal[] }];
};

/** The part of the management canister that a deployment needs (interface specification, "The IC management canister"). */
type Management = {
  provisional_create_canister_with_cycles: ActorMethod<[{ amount: [bigint] }], { canister_id: Principal }>;
  install_code: ActorMethod<
    [{ mode: InstallMode; canister_id: Principal; wasm_module: Uint8Array; arg: Uint8Array }],
    undefined
  >;
  update_settings: ActorMethod<[{ canister_id: Principal; settings: Settings }], undefined>;
};

const managementIdl: IDL.InterfaceFactory = ({ IDL: idl }) => {
  const upgrade = idl.Opt(
    idl.Record({
      wasm_memory_persistence: idl.Opt(idl.Variant({ keep: idl.Null, replace: idl.Null })),
      skip_pre_upgrade: idl.Opt(idl.Bool),
    }),
  );
  return idl.Service({
    provisional_create_canister_with_cycles: idl.Func(
      [idl.Record({ amount: idl.Opt(idl.Nat) })],
      [idl.Record({ canister_id: idl.Principal })],
    ),
    install_code: idl.Func(
      [
        idl.Record({
          mode: idl.Variant({ install: idl.Null, reinstall: idl.Null, upgrade }),
          canister_id: idl.Principal,
          wasm_module: idl.Vec(idl.Nat8),
          arg: idl.Vec(idl.Nat8),
        }),
      ],
      [],
    ),
    update_settings: idl.Func(
      [
        idl.Record({
          canister_id: idl.Principal,
          settings: idl.Record({
            environment_variables: idl.Opt(idl.Vec(idl.Record({ name: idl.Text, value: idl.Text }))),
            status_visibility: idl.Opt(
              idl.Variant({ controllers: idl.Null, public: idl.Null, allowed_viewers: idl.Vec(idl.Principal) }),
            ),
          }),
        }),
      ],
      [],
    ),
  });
};

const text = new TextEncoder();

/** Ten trillion cycles: a local network gives them away. */
const initialCycles = 10_000_000_000_000n;

/** Makes an empty canister on a network that gives cycles away; its id. */
export async function createCanister(agent: HttpAgent): Promise<Principal> {
  const made = await management(agent, await defaultCanister(agent)).provisional_create_canister_with_cycles({
    amount: [initialCycles],
  });
  return made.canister_id;
}

export type CanisterState = {
  /** SHA-256 of the installed module as hex; undefined when the canister is empty. */
  moduleHash: string | undefined;
  /** The subnet whose key signs for the canister, textual; the root subnet when it signs without a delegation. */
  subnetId: string;
};

/** What the network certifies of a canister. */
export async function canisterState(agent: HttpAgent, canisterId: Principal): Promise<CanisterState> {
  const path = [text.encode("canister"), canisterId.toUint8Array(), text.encode("module_hash")];
  const { certificate: bytes } = await agent.readState(canisterId, { paths: [path] });
  const { rootKey } = agent;
  if (rootKey === null) throw new Error("The agent has no root key.");
  const certificate = await Certificate.create({ certificate: bytes, rootKey, canisterId, agent, blsVerify: isSigned });
  const result = certificate.lookup_path(path);
  const subnet = certificate.cert.delegation?.subnet_id;
  return {
    moduleHash: "value" in result ? Buffer.from(result.value as Uint8Array).toString("hex") : undefined,
    subnetId: (subnet ? Principal.fromUint8Array(subnet) : Principal.selfAuthenticating(rootKey)).toText(),
  };
}

/** Installs the module, or upgrades to it with the memory kept. */
export async function installModule(
  agent: HttpAgent,
  canisterId: Principal,
  module: Uint8Array,
  isUpgrade: boolean,
): Promise<void> {
  const mode: InstallMode = isUpgrade
    ? { upgrade: [{ wasm_memory_persistence: [{ keep: null }], skip_pre_upgrade: [] }] }
    : { install: null };
  const arg = IDL.encode([], []);
  await management(agent, canisterId).install_code({ mode, canister_id: canisterId, wasm_module: module, arg });
}

/** Gives the canister these variables of its environment, of at most 128 bytes each, and no others. */
export async function setEnvironment(
  agent: HttpAgent,
  canisterId: Principal,
  variables: Record<string, string>,
): Promise<void> {
  const environment = Object.entries(variables).map(([name, value]) => ({ name, value }));
  await change(agent, canisterId, { environment_variables: [environment], status_visibility: [] });
}

/** Lets `viewer`, besides the controllers, see what the canister lives on. */
export async function showStatusTo(agent: HttpAgent, canisterId: Principal, viewer: Principal): Promise<void> {
  const settings: Settings = { environment_variables: [], status_visibility: [{ allowed_viewers: [viewer] }] };
  await change(agent, canisterId, settings);
}

async function change(agent: HttpAgent, canisterId: Principal, settings: Settings): Promise<void> {
  await management(agent, canisterId).update_settings({ canister_id: canisterId, settings });
}

/**
 * Any canister id of the subnet that the call is for: the subnet's certificate answers for its own range alone. PocketIC
 * and dfx name one in their topology; where there is none, the very first id it is.
 */
async function defaultCanister(agent: HttpAgent): Promise<Principal> {
  const response = await fetch(new URL("/_/topology", agent.host), { signal: AbortSignal.timeout(5_000) });
  const topology: unknown = response.ok ? await response.json().catch(() => undefined) : await response.body?.cancel();
  const named = (topology as { default_effective_canister_id?: { canister_id?: string } } | undefined)
    ?.default_effective_canister_id?.canister_id;
  return named === undefined
    ? Principal.fromText("rwlgt-iiaaa-aaaaa-aaaaa-cai")
    : Principal.fromUint8Array(Buffer.from(named, "base64"));
}

function management(agent: HttpAgent, effectiveCanisterId: Principal): Management {
  return Actor.createActor<Management>(managementIdl, {
    agent,
    canisterId: Principal.managementCanister(),
    callTransform: () => ({ effectiveCanisterId }),
    blsVerify: isSigned,
  });
}
