import crypto from "node:crypto";
import { Actor, type HttpAgent } from "@dfinity/agent";
import type { Principal } from "@dfinity/principal";
import {
  type Caps,
  type FoundArgs,
  type Policy,
  type Service as Registry,
  service,
} from "../../lib/platform/chain/bindings/licence_registry.ts";
import { type Service as Messenger, service as messengerService } from "../../lib/platform/chain/bindings/messenger.ts";
import { isSigned } from "../../lib/platform/chain/certificate.ts";

export type { Caps, Policy };
export type Founding = FoundArgs;

type Refusal = Record<string, unknown>;

/** Lets the portal's identity issue; granting what is granted changes nothing. */
export async function grantIssuer(agent: HttpAgent, canisterId: Principal, issuer: Principal): Promise<void> {
  const answer = await grantingAt(agent, canisterId).grantRole(issuer, { issuer: null });
  if ("err" in answer) throw refused("grantRole", answer.err);
}

/**
 * Sets the registry's caps unless they are so already. The operation's id follows from the caps, and from those they
 * replace, so that a repeated call is the same call and going back to former caps is another.
 */
export async function ensureCaps(agent: HttpAgent, canisterId: Principal, caps: Caps): Promise<void> {
  const registry = registryAt(agent, canisterId);
  const present = await registry.caps();
  if (describe(present) === describe(caps)) return;
  const change = `${describe(present)} ${describe(caps)}`;
  const operation = `caps-${crypto.createHash("sha256").update(change).digest("hex").slice(0, 32)}`;
  const answer = await registry.setCaps({ operation, caps, decision: "deployment" });
  if ("err" in answer) throw refused("setCaps", answer.err);
}

/** Is the registry its governors' by now? Then the controller sets no caps and gives no roles any more. */
export async function isFounded(agent: HttpAgent, canisterId: Principal): Promise<boolean> {
  const { roles } = await registryAt(agent, canisterId).governance();
  return roles.some(([, role]) => "governor" in role);
}

/** Hands the registry to its governors and approvers, once and for good. */
export async function foundRegistry(agent: HttpAgent, canisterId: Principal, founding: Founding): Promise<void> {
  const answer = await registryAt(agent, canisterId).found(founding);
  if ("err" in answer) throw refused("found", answer.err);
}

function describe(caps: Caps): string {
  return [caps.total, caps.government, caps.education, caps.startups, caps.private].join("-");
}

function refused(method: string, error: Refusal): Error {
  const text = JSON.stringify(error, (_key, value) => (typeof value === "bigint" ? value.toString() : value));
  return new Error(`The canister refused ${method}: ${text}`);
}

function registryAt(agent: HttpAgent, canisterId: Principal): Registry {
  return Actor.createActor<Registry>(service, { agent, canisterId, blsVerify: isSigned });
}

/** Every canister has it, with the issuer for a role. */
function grantingAt(agent: HttpAgent, canisterId: Principal): Pick<Messenger, "grantRole"> {
  return Actor.createActor<Messenger>(messengerService, { agent, canisterId, blsVerify: isSigned });
}
