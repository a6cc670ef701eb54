import { leaseFor } from "@/lib/desk/rules";

type Lease = { holderId: string; until: Date; holder: { name: string } };

/** Who works on a case at `now`; a dash where nobody does. */
export function heldCell(lease: Lease | null, userId: string, now: Date, you: string): string {
  const held = leaseFor(lease, userId, now);
  if (held === "own") return you;
  return held === "other" && lease ? lease.holder.name : "–";
}
