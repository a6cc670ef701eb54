import { IDL } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import { type Act, chainSectors, type GovernanceCall } from "./governance.ts";
import { Caps, Policy, Role } from "./idl.ts";

const { Record, Variant, Text, Nat, Nat32, Nat64, Null, Vec } = IDL;
const Blob = Vec(IDL.Nat8);

const Member = Record({ principal: IDL.Principal, role: Role });
const Sector = Variant({ government: Null, education: Null, startups: Null, private: Null });
/** What a motion does. */
export const ActType = Variant({
  ...{ grant: Member, withdraw: Member, caps: Caps, policy: Policy },
  returnPlaces: Record({ sector: Sector, places: Nat32 }),
  archive: Record({ canister: IDL.Principal, keep: Nat32 }),
});

const Receipt = Record({ block: Nat, at: Nat64 });
/** What happened to a motion. */
export const MotionState = Variant({ open: Null, agreed: Null, enacted: Null, cancelled: Null, lapsed: Null });
const MotionError = Variant({
  notAuthorised: Null,
  conflict: Null,
  notFound: Null,
  invalid: Text,
  full: Null,
  tooEarly: Nat64,
  over: MotionState,
  belowIssued: Record({ sector: IDL.Opt(Sector), issued: Nat32 }),
});
const ApprovalError = Variant({ notAuthorised: Null, conflict: Null, invalid: Text, dropped: Null, full: Null });

const update = (argument: IDL.Type, answer: IDL.Type, error: IDL.Type) => ({
  arguments: [argument],
  answer: Variant({ ok: answer, err: error }),
});

/**
 * Updates of the licence registry that people sign themselves: the portal hands them on, and cannot make them. As
 * canisters/licence_registry/licence_registry.did has them.
 */
export const personalUpdates = {
  approveBatch: update(Record({ batchId: Text, manifestHash: Blob, planHash: Blob }), Receipt, ApprovalError),
  move: update(
    Record({ operation: Text, act: ActType, decision: Text }),
    Record({ motion: Nat, block: Nat, at: Nat64 }),
    MotionError,
  ),
  agree: update(Record({ motion: Nat }), Receipt, MotionError),
  cancel: update(Record({ motion: Nat, reason: Text }), Receipt, MotionError),
  enact: update(Record({ motion: Nat }), Receipt, MotionError),
};

/** A governor's call as Candid has it. Throws where a principal cannot be read. */
export function candidOf({ method, argument }: GovernanceCall): unknown {
  if (method === "move") return { ...argument, act: candidAct(argument.act) };
  return { ...argument, motion: BigInt(argument.motion) };
}

function candidAct(act: Act): unknown {
  switch (act.kind) {
    case "grant":
    case "withdraw":
      return { [act.kind]: { principal: Principal.fromText(act.principal), role: { [act.role]: null } } };
    case "caps":
      return { caps: act.caps };
    case "policy":
      return { policy: { ...act.policy, delay: BigInt(act.policy.delay) } };
    case "returnPlaces":
      return { returnPlaces: { sector: { [act.sector]: null }, places: act.places } };
    case "archive":
      return { archive: { canister: Principal.fromText(act.canister), keep: act.keep } };
  }
}

/** A governor's call out of Candid. Throws where it is of no form that is known here. */
export function callOf(method: GovernanceCall["method"], argument: unknown): GovernanceCall {
  const fields = argument as { motion?: bigint; act?: unknown };
  const readable =
    method === "move" ? { ...fields, act: actOf(fields.act) } : { ...fields, motion: String(fields.motion) };
  return { method, argument: readable } as GovernanceCall;
}

/** The act that Candid's value is. Throws where it is of no form that is known here. */
export function actOf(value: unknown): Act {
  const [kind, content] = Object.entries(value as Record<string, unknown>)[0] ?? [];
  if (kind === "grant" || kind === "withdraw") {
    const { principal, role } = content as { principal: Principal; role: Record<string, null> };
    const [name] = Object.keys(role);
    if (name !== "issuer" && name !== "approver" && name !== "governor") throw new Error(`no role ${name}`);
    return { kind, principal: principal.toText(), role: name };
  }
  if (kind === "caps") return { kind, caps: content as Extract<Act, { kind: "caps" }>["caps"] };
  if (kind === "returnPlaces") {
    const { sector, places } = content as { sector: Record<string, null>; places: number };
    const name = chainSectors.find((known) => known in sector);
    if (!name) throw new Error(`no sector ${Object.keys(sector)}`);
    return { kind, sector: name, places };
  }
  if (kind === "archive") {
    const { canister, keep } = content as { canister: Principal; keep: number };
    return { kind, canister: canister.toText(), keep };
  }
  if (kind !== "policy") throw new Error(`no act ${kind}`);
  const { approvals, governors, delay } = content as { approvals: number; governors: number; delay: bigint };
  return { kind, policy: { approvals, governors, delay: delay.toString() } };
}
