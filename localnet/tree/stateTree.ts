import type { PreparedModule } from "../canister/wasmModule.ts";
import type { CanisterState, Network, RequestStatus } from "../replica/types.ts";
import { encodeCbor } from "../wire/cbor.ts";
import { unsignedLeb128 } from "../wire/leb128.ts";
import { LabelTrie } from "./labelTrie.ts";
import { topology } from "./topology.ts";

/** What the tree shows of a canister (interface specification, "Canister information"). */
function canisterLevel(state: CanisterState, module: PreparedModule | null): LabelTrie {
  const metadata = module?.metadata ?? [];
  return LabelTrie.of([
    ["canister_creation_timestamp", unsignedLeb128(state.createdAt)],
    ["certified_data", module ? state.certifiedData : undefined],
    ["controllers", encodeCbor(state.settings.controllers)],
    ["last_install_timestamp", state.installedAt === null ? undefined : unsignedLeb128(state.installedAt)],
    ["metadata", metadata.length > 0 ? LabelTrie.of(metadata.map(({ name, content }) => [name, content])) : undefined],
    ["module_hash", state.moduleHash ?? undefined],
  ]);
}

/** What the tree shows of a request (interface specification, "Request status"). */
function requestLevel({ status, outcome }: RequestStatus): LabelTrie {
  const text = (value: string) => Buffer.from(value, "utf8");
  const reply = outcome?.kind === "reply" ? outcome : undefined;
  const reject = outcome?.kind === "reject" ? outcome : undefined;
  return LabelTrie.of([
    ["error_code", reject && text(reject.error)],
    ["reject_code", reject && unsignedLeb128(reject.code)],
    ["reject_message", reject && text(reject.message)],
    ["reply", reply?.arg],
    ["status", text(status)],
  ]);
}

/** The subnet's state tree, kept up to date change by change. */
export class StateTree {
  #canisters = LabelTrie.empty;
  #requests = LabelTrie.empty;
  #fixed: LabelTrie;

  constructor(network: Network) {
    const { subnet, ranges } = topology(network);
    this.#fixed = LabelTrie.of([
      ["canister_ranges", ranges],
      ["subnet", subnet],
    ]);
  }

  setCanister(state: CanisterState, module: PreparedModule | null): void {
    this.#canisters = this.#canisters.with(state.id, canisterLevel(state, module));
  }

  removeCanister(id: Uint8Array): void {
    this.#canisters = this.#canisters.without(id);
  }

  setRequest(id: Uint8Array, status: RequestStatus): void {
    this.#requests = this.#requests.with(id, requestLevel(status));
  }

  removeRequest(id: Uint8Array): void {
    this.#requests = this.#requests.without(id);
  }

  /** The whole tree as it stands at a time. */
  at(time: bigint): LabelTrie {
    return this.#fixed
      .with("canister", this.#canisters)
      .with("request_status", this.#requests)
      .with("time", unsignedLeb128(time));
  }
}
