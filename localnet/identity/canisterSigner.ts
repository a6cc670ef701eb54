import { HttpAgent } from "@dfinity/agent";
import { Ed25519KeyIdentity } from "@dfinity/identity";
import { Principal } from "@dfinity/principal";
import { installCanister } from "../client.ts";
import { CANISTER_SIGNATURE, wrap } from "../crypto/der.ts";
import { sha256 } from "../crypto/hash.ts";
import { canisterIdOf } from "../crypto/principal.ts";
import { LabelTrie } from "../tree/labelTrie.ts";
import { type Cbor, encodeCbor } from "../wire/cbor.ts";
import { derive, type IdentityKey } from "./keys.ts";
import { SIGNER_MODULE } from "./signerModule.ts";

/**
 * Makes canister signatures with a small canister of its own on a local network, which it creates on first use and again
 * when the network has forgotten it, always under the same id, so that the identities keep their principals.
 */
export class CanisterSigner {
  readonly #network: string;
  readonly #canister: Principal;
  readonly #controller: Ed25519KeyIdentity;
  #installed = false;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param network address of the local network's HTTP interface. */
  constructor(network: string, seed: Uint8Array) {
    this.#network = network;
    // Its id comes from the seed and lies below those that the network gives out itself.
    const index = Buffer.from(derive(seed, "canister id")).readBigUInt64BE() >> 1n;
    this.#canister = Principal.fromUint8Array(Uint8Array.from(canisterIdOf(index)));
    this.#controller = Ed25519KeyIdentity.generate(Uint8Array.from(derive(seed, "controller")));
  }

  #agent(): Promise<HttpAgent> {
    return HttpAgent.create({ host: this.#network, identity: this.#controller, shouldFetchRootKey: true });
  }

  async #ensureInstalled(): Promise<void> {
    if (this.#installed) return;
    const agent = await this.#agent();
    const paths = [[Buffer.from("canister"), this.#canister.toUint8Array(), Buffer.from("module_hash")]];
    const { certificate } = await agent.readState(this.#canister, { paths });
    const isThere = Buffer.from(certificate).includes(Buffer.from(sha256(SIGNER_MODULE)));
    const wasm = Uint8Array.from(SIGNER_MODULE);
    if (!isThere) await installCanister({ agent, wasm, canisterId: this.#canister });
    this.#installed = true;
  }

  /** The key of an identity. Its public key says which canister signs for it. */
  async key(seed: Uint8Array, ...parts: string[]): Promise<IdentityKey> {
    await this.#inTurn(() => this.#ensureInstalled());
    const id = this.#canister.toUint8Array();
    const own = derive(seed, "canister", ...parts);
    const publicDer = wrap(Buffer.concat([Uint8Array.of(id.length), id, own]), CANISTER_SIGNATURE);
    return { publicDer, sign: (payload) => this.#inTurn(() => this.#sign(own, payload)) };
  }

  // One signature at a time: each sets the canister's certified data anew.
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work);
    this.#turn = mine.catch(() => null);
    return mine;
  }

  async #sign(seed: Uint8Array, payload: Uint8Array): Promise<Uint8Array> {
    const canister = this.#canister;
    const agent = await this.#agent();
    const leaf = LabelTrie.of([[sha256(payload), new Uint8Array()]]);
    const tree = LabelTrie.of([["sig", LabelTrie.of([[sha256(seed), leaf]])]]);
    const { requestId, response } = await agent.call(canister, {
      methodName: "certify",
      arg: Uint8Array.from(tree.hash()),
      effectiveCanisterId: canister,
    });
    const certified = response.status === 200 && response.body && "certificate" in response.body;
    if (!certified)
      throw new Error(`the signing canister did not answer request ${Buffer.from(requestId).toString("hex")}`);
    const answer = await agent.query(canister, { methodName: "certificate", arg: new Uint8Array() });
    if (answer.status !== "replied") throw new Error("the signing canister has no certificate");
    return encodeCbor({ certificate: answer.reply.arg, tree: tree.witness("all") as Cbor });
  }
}
