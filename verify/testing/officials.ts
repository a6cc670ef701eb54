/** For tests: those who decide on a registry, and what they do in its log. */
import type { Value } from "../log/value.ts";
import type { TestRegistry } from "./log.ts";

const principal = (n: number): Uint8Array => Uint8Array.from({ length: 29 }, (_, i) => (i === 28 ? 2 : 100 + n));

export const GOVERNORS = [principal(1), principal(2), principal(3)] as const;
export const APPROVERS = [principal(4), principal(5), principal(6)] as const;
export const CONTROLLER = principal(7);
export const STRANGER = principal(8);

const HOUR = 3_600_000_000_000n;
const list = (of: readonly Uint8Array[]): Value => ({ Array: of.map((one) => ({ Blob: one })) });
const why = (reason: string): Record<string, Value> => ({ reason: { Text: reason }, decision: { Text: "d-1" } });
const policyOf = (approvals: bigint, governors: bigint, delay: bigint): [string, Value][] => [
  ["approvals", { Nat: approvals }],
  ["governors", { Nat: governors }],
  ["delay", { Nat: delay }],
];

/** Three governors and three approvers; two of each decide, roles an hour later. */
export function found(registry: TestRegistry): void {
  const policy: Value = { Map: policyOf(2n, 2n, HOUR) };
  registry.act("sanad_found", { governors: list(GOVERNORS), approvers: list(APPROVERS), policy }, CONTROLLER);
}

export function grantOf(of: Uint8Array, role: string, kind = "grant"): Value {
  return {
    Map: [
      ["kind", { Text: kind }],
      ["principal", { Blob: of }],
      ["role", { Text: role }],
    ],
  };
}

export function policyAct(approvals: bigint, governors = 2n): Value {
  return { Map: [["kind", { Text: "policy" }], ...policyOf(approvals, governors, HOUR)] };
}

export function capsAct(total: bigint): Value {
  const places: [string, Value][] = ["total", "education"].map((name) => [name, { Nat: total }]);
  const none: [string, Value][] = ["government", "startups", "private"].map((name) => [name, { Nat: 0n }]);
  return { Map: [["kind", { Text: "caps" }], ...places, ...none] };
}

export function returnAct(sector: string, places: bigint): Value {
  return {
    Map: [
      ["kind", { Text: "returnPlaces" }],
      ["sector", { Text: sector }],
      ["places", { Nat: places }],
    ],
  };
}

/** Moves an act. Gives the motion: the index of its block. */
export function move(registry: TestRegistry, act: Value, by: Uint8Array = GOVERNORS[0]): bigint {
  const motion = registry.blocks.length;
  registry.act("sanad_move", { operation: { Text: `move-${motion}` }, decision: { Text: "d-1" }, act }, by);
  return BigInt(motion);
}

export function agree(registry: TestRegistry, motion: bigint, by: Uint8Array = GOVERNORS[1]): void {
  registry.act("sanad_agree", { motion: { Nat: motion } }, by);
}

export function enact(registry: TestRegistry, motion: bigint, act: Value, by: Uint8Array = GOVERNORS[1]): void {
  registry.act("sanad_enact", { motion: { Nat: motion }, act }, by);
}

/** Two governors decide what takes effect at once. */
export function decideAtOnce(registry: TestRegistry, act: Value): void {
  const motion = move(registry, act);
  agree(registry, motion);
  enact(registry, motion, act);
}

/** Two governors change the caps. */
export function decideCaps(registry: TestRegistry, total: bigint): void {
  decideAtOnce(registry, capsAct(total));
}

export function cancel(registry: TestRegistry, motion: bigint): void {
  registry.act("sanad_cancel", { motion: { Nat: motion }, ...why("not now") }, GOVERNORS[2]);
}

/** Moves, agrees, waits and enacts. */
export function decide(registry: TestRegistry, act: Value): void {
  const motion = move(registry, act);
  agree(registry, motion);
  registry.time += HOUR;
  enact(registry, motion, act);
}

export function breakGlass(registry: TestRegistry, governors: readonly Uint8Array[] = GOVERNORS): void {
  registry.act("sanad_break_glass", { governors: list(governors), ...why("keys lost") }, CONTROLLER);
}

/** By an approver, unless told otherwise. */
export function drop(registry: TestRegistry, batch: string, by: Uint8Array = APPROVERS[0]): void {
  const operation = { Text: `drop-${batch}` };
  registry.act("sanad_drop", { operation, batch: { Text: batch }, ...why("withdrawn") }, by);
}
