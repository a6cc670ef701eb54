import { decode } from "@dfinity/cbor";
import { Principal } from "@dfinity/principal";
import { z } from "zod";
import { ChainError } from "./errors.ts";
import type { Act, RegistryRole } from "./governance.ts";
import { type ChainCaps, ChainSector } from "./writes.ts";

const Natural = z.union([z.bigint().min(0n), z.int().min(0)]).transform(BigInt);
const Count = z.union([z.bigint().min(0n), z.int().min(0)]).transform(Number);
const Person = z.instanceof(Uint8Array).transform((bytes) => Principal.fromUint8Array(bytes).toText());
const Role = z.enum(["issuer", "approver", "governor"]);

const Places = z
  .tuple([Count, Count, Count, Count, Count])
  .transform(([total, government, education, startups, others]): ChainCaps => {
    return { total, government, education, startups, private: others };
  });

const ActOfLeaf = z.union([
  z.tuple([z.enum(["grant", "withdraw"]), Person, Role]).transform(([kind, principal, role]): Act => {
    return { kind, principal, role };
  }),
  z
    .tuple([z.literal("caps"), Count, Count, Count, Count, Count])
    .transform(([kind, ...counts]): Act => ({ kind, caps: Places.parse(counts) })),
  z.tuple([z.literal("policy"), Count, Count, Natural]).transform(([kind, approvals, governors, delay]): Act => {
    return { kind, policy: { approvals, governors, delay: delay.toString() } };
  }),
  z.tuple([z.literal("returnPlaces"), ChainSector, Count]).transform(([kind, sector, places]): Act => {
    return { kind, sector, places };
  }),
  z.tuple([z.literal("archive"), Person, Count]).transform(([kind, canister, keep]): Act => ({ kind, canister, keep })),
]);

const Leaf = z.strictObject({
  v: z.literal(2),
  caps: Places,
  roles: z.array(z.tuple([Person, Role])),
  taken: Places,
  broken: z.array(Natural),
  policy: z.tuple([Count, Count, Natural]),
  motions: z.array(
    z.tuple([Natural, ActOfLeaf, z.string(), Natural, z.array(z.tuple([Person, Natural])), Natural.nullable()]),
  ),
});

/** A motion that was open or agreed, and not noted to have lapsed. Times in ns since 1970 UTC, principals textual. */
export type CertifiedMotion = {
  id: bigint;
  act: Act;
  decision: string;
  moved: bigint;
  agreed: { governor: string; at: bigint }[];
  effectiveFrom: bigint | null;
};

/** What the registry certifies of who decides: the leaf `governance` (docs/verification.md, "Governance"). */
export type GovernanceLeaf = {
  roles: { principal: string; role: RegistryRole }[];
  /** `delay` in ns. */
  policy: { approvals: number; governors: number; delay: bigint };
  caps: ChainCaps;
  /** Places of licences that were ever issued, less those that governors returned. */
  taken: ChainCaps;
  motions: CertifiedMotion[];
  broken: bigint[];
};

/** Reads the leaf. Throws `ChainError` where it is of another form. */
export function governanceLeaf(bytes: Uint8Array): GovernanceLeaf {
  const parsed = Leaf.safeParse(decode(bytes));
  if (!parsed.success) throw new ChainError("untrusted", "governance of another form");
  const { roles, policy, caps, taken, motions, broken } = parsed.data;
  const [approvals, governors, delay] = policy;
  return {
    ...{ caps, taken, broken, policy: { approvals, governors, delay } },
    roles: roles.map(([principal, role]) => ({ principal, role })),
    motions: motions.map(([id, act, decision, moved, agreed, effectiveFrom]) => ({
      ...{ id, act, decision, moved, effectiveFrom },
      agreed: agreed.map(([governor, at]) => ({ governor, at })),
    })),
  };
}
