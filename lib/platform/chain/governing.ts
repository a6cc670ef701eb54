import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";
import type { Chain, Method } from "./agent.ts";
import type { Act, RegistryRole } from "./governance.ts";
import { Policy as PolicyType, Role } from "./idl.ts";
import { ActType, actOf, MotionState as MotionStateType } from "./personal.ts";

const { Record, Text, Nat, Nat64, Vec, Opt } = IDL;

const governanceQuery: Method = {
  arguments: [],
  answer: Record({
    roles: Vec(IDL.Tuple(IDL.Principal, Role)),
    policy: PolicyType,
    motions: Vec(
      Record({
        id: Nat,
        act: ActType,
        decision: Text,
        moved: Nat64,
        agreed: Vec(Record({ governor: IDL.Principal, at: Nat64 })),
        effectiveFrom: Opt(Nat64),
        state: MotionStateType,
      }),
    ),
    brokenGlass: Vec(Record({ at: Nat64, block: Nat, reason: Text })),
  }),
};

/** How far a motion came. */
export type MotionState = "open" | "agreed" | "enacted" | "cancelled" | "lapsed";

/** Something that governors decide together. `id` is a decimal; `effectiveFrom` is set once enough have agreed. */
export type Motion = {
  id: string;
  act: Act;
  moved: Date;
  agreed: { governor: string; at: Date }[];
  effectiveFrom: Date | null;
  state: MotionState;
};

/** How the registry is governed. Principals are textual. */
export type Governance = {
  roles: { principal: string; role: RegistryRole }[];
  policy: { approvals: number; governors: number; delaySeconds: number };
  /** Open and agreed ones, and those that ended last. */
  motions: Motion[];
  /** When a controller replaced the governors past every motion, and why. */
  brokenGlass: { at: Date; reason: string }[];
};

type Answer = {
  roles: [Principal, Record<string, null>][];
  policy: { approvals: number; governors: number; delay: bigint };
  motions: {
    id: bigint;
    act: unknown;
    moved: bigint;
    agreed: { governor: Principal; at: bigint }[];
    effectiveFrom: [] | [bigint];
    state: Record<string, null>;
  }[];
  brokenGlass: { at: bigint; reason: string }[];
};

/** Asks the registry how it is governed. Throws `ChainError`. */
export async function registryGovernance(chain: Chain): Promise<Governance> {
  const { licence_registry: registry } = chain.network.canisters;
  const answer = (await chain.query(registry, "governance", governanceQuery, [])) as Answer;
  const { approvals, governors, delay } = answer.policy;
  return {
    roles: answer.roles.map(([principal, role]) => ({
      principal: principal.toText(),
      role: nameOf(role) as RegistryRole,
    })),
    policy: { approvals, governors, delaySeconds: Number(delay / 1_000_000_000n) },
    motions: answer.motions.map(({ id, act, moved, agreed, effectiveFrom, state }) => ({
      id: id.toString(),
      act: actOf(act),
      moved: dateOf(moved),
      agreed: agreed.map(({ governor, at }) => ({ governor: governor.toText(), at: dateOf(at) })),
      effectiveFrom: effectiveFrom[0] === undefined ? null : dateOf(effectiveFrom[0]),
      state: nameOf(state) as MotionState,
    })),
    brokenGlass: answer.brokenGlass.map(({ at, reason }) => ({ at: dateOf(at), reason })),
  };
}

function nameOf(variant: Record<string, null>): string {
  return Object.keys(variant)[0] ?? "";
}

function dateOf(nanoseconds: bigint): Date {
  return new Date(Number(nanoseconds / 1_000_000n));
}
