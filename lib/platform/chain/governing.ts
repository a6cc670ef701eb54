import type { Chain } from "./agent.ts";
import { unsignedLeb128, type Verified } from "./certificate.ts";
import { ChainError } from "./errors.ts";
import type { Act, RegistryRole } from "./governance.ts";
import { type CertifiedMotion, type GovernanceLeaf, governanceLeaf } from "./governanceLeaf.ts";
import { registryQueries } from "./idl.ts";
import { actOf } from "./personal.ts";
import { proven, provenBy } from "./proof.ts";
import type { ChainCaps } from "./writes.ts";

/** How far a motion came. */
export type MotionState = "open" | "agreed" | "enacted" | "cancelled" | "lapsed";

/** Something that governors decide together. `id` is a decimal; `effectiveFrom` is set once enough have agreed. */
export type Motion = {
  id: string;
  act: Act;
  /** The number of the decision outside of the registry. */
  decision: string;
  moved: Date;
  agreed: { governor: string; at: Date }[];
  effectiveFrom: Date | null;
  state: "open" | "agreed";
};

/** A motion that is over. */
export type PastMotion = Pick<Motion, "id" | "act" | "decision" | "moved"> & { state: MotionState };

/** How the registry is governed. Principals are textual. */
export type Governance = {
  roles: { principal: string; role: RegistryRole }[];
  policy: { approvals: number; governors: number; delaySeconds: number };
  caps: ChainCaps;
  /** Places of licences that were ever issued, less those that governors returned. */
  taken: ChainCaps;
  /** Open and agreed ones. */
  motions: Motion[];
  /** Those that ended last, as the registry says: proven by its log alone. */
  past: PastMotion[];
  /** When a controller replaced the governors past every motion; and why, as the registry says. */
  brokenGlass: { at: Date; reason: string | null }[];
  /** The certificate's time. */
  at: Date;
};

type Answer = {
  motions: { id: bigint; act: unknown; decision: string; moved: bigint; state: Record<string, null> }[];
  brokenGlass: { at: bigint; reason: string }[];
};

/** What the registry certifies of who decides, with the certificate and the last block then; and its whole answer, which nothing proves. */
type Proven = { leaf: GovernanceLeaf; certificate: Verified; block: bigint | null; answer: Answer };

/** Asks the registry who decides and what it holds to, and checks the whole proof. Throws `ChainError`. */
export async function provenGovernance(chain: Chain): Promise<Proven> {
  const query = { name: "governance", method: registryQueries.governance, args: [] };
  const proof = await provenBy(chain, chain.network.canisters.licence_registry, query);
  const leaf = proven(proof, "governance");
  if (leaf === null) throw new ChainError("untrusted", "a registry that certifies no governance");
  const index = proven(proof, "last_block_index");
  return {
    leaf: governanceLeaf(leaf),
    certificate: proof.certificate,
    block: index && unsignedLeb128(index),
    answer: proof.answer as Answer,
  };
}

/** Places that there are, and those that are taken. */
export type RegistryPlaces = Pick<Governance, "caps" | "taken">;

/** Asks the registry for its places, proven. Throws `ChainError`. */
export async function registryPlaces(chain: Chain): Promise<RegistryPlaces> {
  const { caps, taken } = (await provenGovernance(chain)).leaf;
  return { caps, taken };
}

/** Asks the registry how it is governed: proven, but for what is over. Throws `ChainError`. */
export async function registryGovernance(chain: Chain): Promise<Governance> {
  const { leaf, certificate, answer } = await provenGovernance(chain);
  const { approvals, governors, delay } = leaf.policy;
  const current = leaf.motions.filter((motion) => !isLapsed(motion, certificate.nanoseconds));
  const reasons = new Map(answer.brokenGlass.map(({ at, reason }) => [at, reason]));
  return {
    roles: leaf.roles,
    caps: leaf.caps,
    taken: leaf.taken,
    policy: { approvals, governors, delaySeconds: Number(delay / 1_000_000_000n) },
    motions: current.map(({ id, act, decision, moved, agreed, effectiveFrom }) => ({
      ...{ id: id.toString(), act, decision, moved: dateOf(moved) },
      agreed: agreed.map(({ governor, at }) => ({ governor, at: dateOf(at) })),
      effectiveFrom: effectiveFrom === null ? null : dateOf(effectiveFrom),
      state: effectiveFrom === null ? "open" : "agreed",
    })),
    past: answer.motions
      .filter(({ id }) => current.every((motion) => motion.id !== id))
      .map(({ id, act, decision, moved, state }) => ({
        ...{ id: id.toString(), act: actOf(act), decision, moved: dateOf(moved) },
        state: Object.keys(state)[0] as MotionState,
      })),
    brokenGlass: leaf.broken.map((at) => ({ at: dateOf(at), reason: reasons.get(at) ?? null })),
    at: certificate.at,
  };
}

/** After so long a motion lapses, in ns: since it was moved or, once enough have agreed, since it could be enacted. */
const period = 30n * 86_400_000_000_000n;

function isLapsed({ moved, effectiveFrom }: CertifiedMotion, now: bigint): boolean {
  return now >= (effectiveFrom ?? moved) + period;
}

function dateOf(nanoseconds: bigint): Date {
  return new Date(Number(nanoseconds / 1_000_000n));
}
