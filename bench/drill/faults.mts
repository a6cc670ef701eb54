import type { FaultPoint } from "../../worker/faults.ts";
import { shuffled } from "../shared/random.mts";

/** What of the portal can be killed from outside. */
export type Target = "worker" | "local network" | "database";

/** Where a round is cut off: nowhere, at a named point in the worker, or at a moment, as a share of an uncut round. */
export type Fault =
  | { kind: "none" }
  | { kind: "point"; point: FaultPoint }
  | { kind: "moment"; target: Target; share: number };

/** The points in the order of a chunk's life, and how many of its batch's chunks the registry has at least when the worker is cut off there. */
export const points = {
  afterCommit: { title: "after the commit, before sending", least: 0 },
  beforeSend: { title: "marked as sent, before sending", least: 0 },
  afterSend: { title: "after sending, before the reply", least: 1 },
  afterReply: { title: "after the reply, before recording", least: 1 },
  beforeRecord: { title: "recorded, before that commits", least: 1 },
  betweenChunks: { title: "between two chunks", least: 1 },
} as const satisfies Record<FaultPoint, { title: string; least: number }>;

/** What the ten random kills hit. */
const targets: readonly Target[] = [
  ...Array.from({ length: 6 }, (): Target => "worker"),
  ...Array.from({ length: 3 }, (): Target => "local network"),
  "database",
];

/** Every round of the drill: two that are left alone, the shorter of which gives the measure, the named points, ten random kills. */
export function faults(random: () => number): Fault[] {
  return [
    { kind: "none" },
    { kind: "none" },
    ...(Object.keys(points) as FaultPoint[]).map((point): Fault => ({ kind: "point", point })),
    ...shuffled(targets, random).map((target): Fault => ({ kind: "moment", target, share: random() })),
  ];
}

/** A fault as the table names it. */
export function titleOf(fault: Fault): string {
  if (fault.kind === "none") return "left alone";
  return fault.kind === "point" ? points[fault.point].title : `${fault.target} killed at random`;
}
