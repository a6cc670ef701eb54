import { Principal } from "@dfinity/principal";
import { type Act, chainSectors, type GovernanceCall } from "./governance.ts";
import { registryUpdates } from "./idl.ts";

const { approveBatch, move, agree, cancel, enact, disownHead } = registryUpdates;

/** Updates of the licence registry that people sign themselves: the portal hands them on, and cannot make them. */
export const personalUpdates = { approveBatch, move, agree, cancel, enact, disownHead };

/** A governor's call as Candid has it. Throws where a principal cannot be read. */
export function candidOf({ method, argument }: GovernanceCall): unknown {
  if (method === "move") return { ...argument, act: candidAct(argument.act) };
  if (method === "disownHead")
    return { ...argument, block: BigInt(argument.block), sequence: BigInt(argument.sequence) };
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
  const fields = argument as { motion?: bigint; act?: unknown; block?: bigint; sequence?: bigint };
  if (method === "move") return { method, argument: { ...fields, act: actOf(fields.act) } } as GovernanceCall;
  if (method === "disownHead") {
    const [block, sequence] = [String(fields.block), String(fields.sequence)];
    return { method, argument: { ...fields, block, sequence } } as GovernanceCall;
  }
  return { method, argument: { ...fields, motion: String(fields.motion) } } as GovernanceCall;
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
