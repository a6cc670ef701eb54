import crypto from "node:crypto";
import { Actor, type ActorMethod, type HttpAgent } from "@dfinity/agent";
import type { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";
import { isSigned } from "../../lib/platform/chain/certificate.ts";

export type Caps = { total: number; government: number; education: number; startups: number; private: number };
type Refusal = Record<string, unknown>;

/** How many people it takes in the registry, and how long a change of roles or policy waits, in nanoseconds. */
export type Policy = { approvals: number; governors: number; delay: bigint };

/** Who begins to govern and to approve. */
export type Founding = { governors: Principal[]; approvers: Principal[]; policy: Policy };

/** What a deployment calls of our canisters, the same in both but for the caps (canisters/*.did). */
type Administration = {
  grantRole: ActorMethod<[Principal, { issuer: null }], { ok: null } | { err: Refusal }>;
  setCaps: ActorMethod<[{ operation: string; caps: Caps; decision: string }], { ok: object } | { err: Refusal }>;
  caps: ActorMethod<[], Caps>;
};

/** What the licence registry has besides: who decides there. */
type Governance = {
  found: ActorMethod<[Founding], { ok: object } | { err: Refusal }>;
  governance: ActorMethod<[], { roles: [Principal, Record<string, null>][] }>;
};

const governanceIdl: IDL.InterfaceFactory = ({ IDL: idl }) => {
  const principals = idl.Vec(idl.Principal);
  const policy = idl.Record({ approvals: idl.Nat32, governors: idl.Nat32, delay: idl.Nat64 });
  const role = idl.Variant({ issuer: idl.Null, approver: idl.Null, governor: idl.Null });
  const error = idl.Variant({ notAuthorised: idl.Null, conflict: idl.Null, invalid: idl.Text, full: idl.Null });
  return idl.Service({
    found: idl.Func(
      [idl.Record({ governors: principals, approvers: principals, policy })],
      [idl.Variant({ ok: idl.Record({ block: idl.Nat, at: idl.Nat64 }), err: error })],
    ),
    governance: idl.Func([], [idl.Record({ roles: idl.Vec(idl.Tuple(idl.Principal, role)) })], ["query"]),
  });
};

const administrationIdl: IDL.InterfaceFactory = ({ IDL: idl }) => {
  const sector = idl.Variant({ government: idl.Null, education: idl.Null, startups: idl.Null, private: idl.Null });
  const caps = idl.Record({
    total: idl.Nat32,
    government: idl.Nat32,
    education: idl.Nat32,
    startups: idl.Nat32,
    private: idl.Nat32,
  });
  const capsError = idl.Variant({
    notAuthorised: idl.Null,
    conflict: idl.Null,
    invalid: idl.Text,
    belowIssued: idl.Record({ sector: idl.Opt(sector), issued: idl.Nat32 }),
  });
  return idl.Service({
    grantRole: idl.Func(
      [idl.Principal, idl.Variant({ issuer: idl.Null })],
      [idl.Variant({ ok: idl.Null, err: idl.Variant({ notAuthorised: idl.Null }) })],
    ),
    setCaps: idl.Func(
      [idl.Record({ operation: idl.Text, caps, decision: idl.Text })],
      [idl.Variant({ ok: idl.Record({ block: idl.Nat, at: idl.Nat64 }), err: capsError })],
    ),
    caps: idl.Func([], [caps], ["query"]),
  });
};

/** Lets the portal's identity issue; granting what is granted changes nothing. */
export async function grantIssuer(agent: HttpAgent, canisterId: Principal, issuer: Principal): Promise<void> {
  const answer = await administration(agent, canisterId).grantRole(issuer, { issuer: null });
  if ("err" in answer) throw refused("grantRole", answer.err);
}

/**
 * Sets the registry's caps unless they are so already. The operation's id follows from the caps, and from those they
 * replace, so that a repeated call is the same call and going back to former caps is another.
 */
export async function ensureCaps(agent: HttpAgent, canisterId: Principal, caps: Caps): Promise<void> {
  const registry = administration(agent, canisterId);
  const present = await registry.caps();
  if (describe(present) === describe(caps)) return;
  const change = `${describe(present)} ${describe(caps)}`;
  const operation = `caps-${crypto.createHash("sha256").update(change).digest("hex").slice(0, 32)}`;
  const answer = await registry.setCaps({ operation, caps, decision: "deployment" });
  if ("err" in answer) throw refused("setCaps", answer.err);
}

/** Is the registry its governors' by now? Then the controller sets no caps and gives no roles any more. */
export async function isFounded(agent: HttpAgent, canisterId: Principal): Promise<boolean> {
  const { roles } = await governance(agent, canisterId).governance();
  return roles.some(([, role]) => "governor" in role);
}

/** Hands the registry to its governors and approvers, once and for good. */
export async function foundRegistry(agent: HttpAgent, canisterId: Principal, founding: Founding): Promise<void> {
  const answer = await governance(agent, canisterId).found(founding);
  if ("err" in answer) throw refused("found", answer.err);
}

function describe(caps: Caps): string {
  return [caps.total, caps.government, caps.education, caps.startups, caps.private].join("-");
}

function refused(method: string, error: Refusal): Error {
  const text = JSON.stringify(error, (_key, value) => (typeof value === "bigint" ? value.toString() : value));
  return new Error(`The canister refused ${method}: ${text}`);
}

function administration(agent: HttpAgent, canisterId: Principal): Administration {
  return Actor.createActor<Administration>(administrationIdl, { agent, canisterId, blsVerify: isSigned });
}

function governance(agent: HttpAgent, canisterId: Principal): Governance {
  return Actor.createActor<Governance>(governanceIdl, { agent, canisterId, blsVerify: isSigned });
}
