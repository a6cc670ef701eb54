import { Cbor, HttpAgent, type Identity, QueryResponseStatus } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import type { Network } from "../config.ts";
import { type Verified, verifyCertificate } from "./certificate.ts";
import { ChainError } from "./errors.ts";
import { lookup } from "./hashTree.ts";
import { requestIdOfSigned } from "./readSignedCall.ts";

/** A method's Candid types. */
export type Method = { arguments: readonly IDL.Type[]; answer: IDL.Type };

/** An update's answer, decoded, with the certificate that carried it. */
export type CertifiedReply = { reply: unknown; certificate: Verified };

/** A way to one network, as one identity. */
export type Chain = {
  network: Network;
  rootKey: Uint8Array;
  /** Whose calls these are, textual. */
  principal: string;
  /** Calls and waits for the certified answer. Throws `ChainError`. */
  update(canister: string, name: string, method: Method, args: readonly unknown[]): Promise<CertifiedReply>;
  /** The same of the network's own management canister, about one that lets these calls' identity. Throws `ChainError`. */
  manage(canister: string, name: string, method: Method, args: readonly unknown[]): Promise<CertifiedReply>;
  /** Hands on a call that somebody else signed, and waits for the certified answer. Throws `ChainError`. */
  relay(canister: string, name: string, method: Method, envelope: Uint8Array<ArrayBuffer>): Promise<CertifiedReply>;
  /** A query whose replica signature was checked. Throws `ChainError`. */
  query(canister: string, name: string, method: Method, args: readonly unknown[]): Promise<unknown>;
};

type Fetch = typeof fetch;

const management = Principal.managementCanister().toText();

/** Milliseconds after which a request counts as lost, and between two looks at an answer that takes long. */
const requestTimeout = 20_000;
const pollInterval = 500;
const pollFor = 60_000;

/**
 * Opens a way to `network`; nothing is sent yet. The root key is the configured one and never asked for.
 * `transport` stands for fetch, for drills.
 */
export function openChain(network: Network, identity?: Identity, transport: Fetch = fetch): Chain {
  const rootKey = Uint8Array.from(Buffer.from(network.rootKey, "hex"));
  const agent = HttpAgent.createSync({
    host: network.host,
    rootKey,
    ...(identity && { identity }),
    fetch: (input, init) => transport(input, { ...init, signal: AbortSignal.timeout(requestTimeout) }),
    retryTimes: 0,
    verifyQuerySignatures: true,
  });

  /** `about`: the canister whose subnet answers, and certifies the answer. */
  async function called(to: string, about: string, name: string, method: Method, args: readonly unknown[]) {
    const arg = IDL.encode([...method.arguments], [...args]);
    const submitted = await reaching(() => agent.call(to, { methodName: name, arg, effectiveCanisterId: about }));
    const { requestId } = submitted;
    const body: unknown = submitted.response.body;
    const certificate = hasCertificate(body)
      ? await verifyCertificate(body.certificate, rootKey, about)
      : submitted.response.status === 202
        ? await answered(agent, rootKey, about, requestId)
        : undefined;
    if (!certificate) throw new ChainError("rejected", `${name} was turned away: ${rejection(body)}`);
    return { reply: decoded(method, replyOf(certificate, requestId, name)), certificate };
  }

  return {
    network,
    rootKey,
    principal: (identity?.getPrincipal() ?? Principal.anonymous()).toText(),

    update: (canister, name, method, args) => called(canister, canister, name, method, args),

    manage: (canister, name, method, args) => called(management, canister, name, method, args),

    async relay(canister, name, method, envelope) {
      const response = await reaching(() =>
        transport(new URL(`/api/v3/canister/${canister}/call`, network.host), {
          method: "POST",
          headers: { "content-type": "application/cbor" },
          body: envelope,
          signal: AbortSignal.timeout(requestTimeout),
        }),
      );
      // Its fate can be asked for by its signer alone; what came of it shows in the certified state.
      if (response.status === 202) throw new ChainError("unreachable", `${name} is under way`);
      const bytes = new Uint8Array(await reaching(() => response.arrayBuffer()));
      if (!response.ok) throw new ChainError("rejected", `${name} was turned away: ${text(bytes).slice(0, 200)}`);
      const body: unknown = await reaching(async () => Cbor.decode(bytes));
      if (!hasCertificate(body)) throw new ChainError("rejected", `${name} was turned away: ${rejection(body)}`);
      const certificate = await verifyCertificate(body.certificate, rootKey, canister);
      return { reply: decoded(method, replyOf(certificate, requestIdOfSigned(envelope), name)), certificate };
    },

    async query(canister, name, method, args) {
      const arg = IDL.encode([...method.arguments], [...args]);
      const response = await reaching(() => agent.query(canister, { methodName: name, arg }));
      if (response.status !== QueryResponseStatus.Replied)
        throw new ChainError("rejected", `${name} was rejected: ${response.reject_message}`);
      return decoded(method, response.reply.arg);
    },
  };
}

/** Asks for the state of a request until it is final. */
async function answered(
  agent: HttpAgent,
  rootKey: Uint8Array,
  canister: string,
  requestId: Uint8Array,
): Promise<Verified> {
  const path = [Buffer.from("request_status"), requestId];
  for (const until = Date.now() + pollFor; Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, pollInterval));
    const state = await reaching(() => agent.readState(canister, { paths: [path] }));
    const certificate = await verifyCertificate(state.certificate, rootKey, canister);
    const status = lookup(certificate.tree, ...path, "status");
    if (status.status === "found" && ["replied", "rejected", "done"].includes(text(status.value))) return certificate;
  }
  throw new ChainError("unreachable", "no answer in time");
}

function replyOf(certificate: Verified, requestId: Uint8Array, name: string): Uint8Array {
  const field = (label: string) => lookup(certificate.tree, "request_status", requestId, label);
  const status = field("status");
  if (status.status !== "found") throw new ChainError("untrusted", "the certificate does not speak of this request");
  const reply = field("reply");
  if (text(status.value) === "replied" && reply.status === "found") return reply.value;
  const message = field("reject_message");
  throw new ChainError(
    "rejected",
    `${name} was rejected: ${message.status === "found" ? text(message.value) : text(status.value)}`,
  );
}

function decoded(method: Method, bytes: Uint8Array): unknown {
  try {
    return IDL.decode([method.answer], bytes)[0];
  } catch (error) {
    throw new ChainError("untrusted", "an answer of another shape", error);
  }
}

/** Runs a request of the agent; its failures become ours. What the agent could not verify is not a network failure. */
async function reaching<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    const kind = error instanceof Error && "kind" in error && error.kind === "Trust" ? "untrusted" : "unreachable";
    throw new ChainError(
      kind,
      kind === "untrusted" ? "an answer that does not hold" : "the network did not answer",
      error,
    );
  }
}

function hasCertificate(body: unknown): body is { certificate: Uint8Array } {
  return typeof body === "object" && body !== null && "certificate" in body && body.certificate instanceof Uint8Array;
}

function rejection(body: unknown): string {
  return typeof body === "object" && body !== null && "reject_message" in body
    ? String(body.reject_message)
    : "no reason";
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}
