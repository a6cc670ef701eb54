// What the registry certifies of those who decide and of a batch, written from docs/verification.md.
import type { Principal } from "@dfinity/principal";
import { type Bytes, type Encodable, sortedMap } from "./encoding.ts";
import type { PlaceCounts, PolicyArgs } from "./idl.ts";

/** The policy of a registry that is founded for a test. */
export const policy: PolicyArgs = { approvals: 2, governors: 2, delay: 0n };

export type GovernanceLeaf = {
  roles: [Principal, string][];
  caps: PlaceCounts;
  taken: PlaceCounts;
  policy?: PolicyArgs;
  broken?: bigint[];
  motions?: Encodable[];
};

/** What is certified under `governance`, written from docs/verification.md. */
export function governanceBytes(governance: GovernanceLeaf): Bytes {
  const { roles, caps, taken, policy: of = policy, broken = [], motions = [] } = governance;
  return sortedMap({
    v: 2n,
    caps: countsOf(caps),
    taken: countsOf(taken),
    roles: roles.map(([principal, role]) => [principal.toUint8Array(), role]),
    broken,
    policy: [BigInt(of.approvals), BigInt(of.governors), of.delay],
    motions,
  });
}

function countsOf({ total, government, education, startups, private: others }: PlaceCounts): bigint[] {
  return [total, government, education, startups, others].map(BigInt);
}

export type StandingLeaf = {
  batchId: string;
  manifestHash: Bytes;
  planHash: Bytes;
  approvals: { approver: Principal; at: bigint; block: bigint }[];
  dropped: bigint | null;
};

/** What is certified of a batch, written from docs/verification.md. */
export function standingBytes(standing: StandingLeaf): Bytes {
  return sortedMap({
    v: 1n,
    batch: standing.batchId,
    plan: standing.planHash,
    manifest: standing.manifestHash,
    dropped: standing.dropped,
    approvals: standing.approvals.map(({ approver, at, block }) => [approver.toUint8Array(), at, block]),
  });
}
