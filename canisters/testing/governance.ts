// Those who decide on a registry, each with an identity of their own, and what is certified of their decisions.
import type { Identity } from "@dfinity/agent";
import type { Principal } from "@dfinity/principal";
import { freshIdentity } from "../../localnet/testing.ts";
import { type Bytes, batchLabel, cbor, contentHash, map, sha256 } from "./encoding.ts";
import type {
  ActArgs,
  ApproveArgs,
  Binding,
  Change,
  ChangeAnswer,
  IssueArgs,
  PlaceCounts,
  PolicyArgs,
  RegistryActor,
  RenewAnswer,
  RenewArgs,
} from "./idl.ts";
import { governanceBytes, policy, standingBytes } from "./leaves.ts";
import { programmeCaps, setCaps } from "./licences.ts";
import type { Bench, Deployed } from "./network.ts";
import { leaf, radixTree, type Tree } from "./tree.ts";

export type Official = { actor: RegistryActor; principal: Principal };

/** What is done to licences by the issuer, once approvers have approved it: the first of them a suspension, the first two the rest. */
export type Acts = {
  suspend(args: Change): Promise<ChangeAnswer>;
  reinstate(args: Change): Promise<ChangeAnswer>;
  revoke(args: Change): Promise<ChangeAnswer>;
  renewBatch(args: RenewArgs): Promise<RenewAnswer>;
};

/** A registry with three governors and three approvers. */
export type Founded = Deployed<RegistryActor> & { governors: Official[]; approvers: Official[]; acts: Acts };

/** Somebody new, as whom the registry may be called. */
export async function official(registry: Deployed<RegistryActor>, identity: Identity = freshIdentity()) {
  return { actor: await registry.as(identity), principal: identity.getPrincipal() };
}

/** A new registry with the programme's caps, or others, whose founding is over: what may be issued takes two approvals. */
export async function founded(
  bench: Bench,
  { caps = programmeCaps, ...changes }: Partial<PolicyArgs> & { caps?: PlaceCounts } = {},
): Promise<Founded> {
  const registry = await bench.registry();
  await setCaps(registry.controller, caps);
  return foundedAs(registry, changes);
}

/** Ends the founding of a registry. */
export async function foundedAs(
  registry: Deployed<RegistryActor>,
  changes: Partial<PolicyArgs> = {},
): Promise<Founded> {
  const three = () => Promise.all([official(registry), official(registry), official(registry)]);
  const [governors, approvers] = [await three(), await three()];
  const answer = await registry.controller.found({
    governors: governors.map(({ principal }) => principal),
    approvers: approvers.map(({ principal }) => principal),
    policy: { ...policy, ...changes },
  });
  if ("err" in answer) throw new Error(JSON.stringify(answer.err));
  return { ...registry, governors, approvers, acts: actsOf(registry, approvers) };
}

let moves = 0;

/** The furthest head of the audit that there is. */
const furthest = 2n ** 64n - 1n;

/** Notes it, as whoever has stolen the issuer's key may. Gives its block. */
export async function forged(issuer: RegistryActor): Promise<bigint> {
  const sequence = furthest;
  const answer = await issuer.noteAuditHead({ operation: "forged", sequence, hash: sha256("forged") });
  if ("err" in answer) throw new Error(JSON.stringify(answer.err));
  return answer.ok.block;
}

/** What a governor says of the head that this block holds. */
export const wordOn = (block: bigint, sequence = furthest) => ({
  ...{ block, sequence, reason: "forged", decision: "decision-1" },
});

/** The first two governors disown the head that this block holds. Gives when that was done. */
export async function disowned(registry: Founded, block: bigint, sequence = furthest): Promise<bigint> {
  let at = 0n;
  for (const { actor } of registry.governors.slice(0, 2)) {
    const answer = await actor.disownHead(wordOn(block, sequence));
    if ("err" in answer) throw new Error(JSON.stringify(answer.err));
    ({ at } = answer.ok);
  }
  return at;
}

/** Moves an act by the first governor. Gives the motion, or throws what is wrong with it. */
export async function moved(registry: Founded, act: ActArgs, by = 0): Promise<bigint> {
  moves += 1;
  const answer = await nth(registry.governors, by).actor.move({
    operation: `move-${moves}`,
    act,
    decision: "decision-1",
  });
  if ("err" in answer) throw new Error(JSON.stringify(answer.err));
  return answer.ok.motion;
}

const isAtOnce = (act: ActArgs) => "caps" in act || "returnPlaces" in act;

/** Moves an act and has the second governor agree, and enacts it where it does not take effect by that. */
export async function decided(registry: Founded, act: ActArgs): Promise<void> {
  const motion = await moved(registry, act);
  const second = nth(registry.governors, 1).actor;
  for (const answer of [await second.agree({ motion }), isAtOnce(act) ? null : await second.enact({ motion })])
    if (answer && "err" in answer) throw new Error(JSON.stringify(answer.err));
}

export const planHash = sha256("a plan");

/** What approvers say of a batch. */
export function approvalOf({ batchId, manifestHash }: IssueArgs, plan = planHash) {
  return { batchId, manifestHash, planHash: plan };
}

/** What approvers say of the suspension, reinstatement or revocation of a licence, or of its being taken from its holder. */
export function approvalOfChange(kind: "suspend" | "reinstate" | "revoke" | "unbind", args: Change): ApproveArgs {
  const content = contentHash(`sanad_${kind}`, [args.number, args.reason, args.decision]);
  return { batchId: args.operation, manifestHash: content, planHash: content };
}

/** What an approver says of a holder's other identity. */
export function approvalOfRebinding({ operation, number, reason, decision, commitment }: Binding): ApproveArgs {
  const content = contentHash("sanad_rebind", [number, reason, decision], commitment as Bytes);
  return { batchId: operation, manifestHash: content, planHash: content };
}

/** What approvers say of renewals. */
export function approvalOfRenewals({ operation, reason, decision, renewals }: RenewArgs): ApproveArgs {
  const encoded = cbor(renewals.map(({ number, validUntil }) => map({ number, validUntil })));
  const content = contentHash("sanad_renew", [reason, decision], encoded);
  return { batchId: operation, manifestHash: content, planHash: content };
}

// An approval that is refused, as of malformed fields, leaves the issuer to hear why.
function actsOf({ issuer }: Deployed<RegistryActor>, approvers: Official[]): Acts {
  const approve = async (approval: ApproveArgs, count = 2) => {
    for (const { actor } of approvers.slice(0, count)) await actor.approveBatch(approval);
  };
  return {
    suspend: async (args) => {
      await approve(approvalOfChange("suspend", args), 1);
      return issuer.suspend(args);
    },
    reinstate: async (args) => {
      await approve(approvalOfChange("reinstate", args));
      return issuer.reinstate(args);
    },
    revoke: async (args) => {
      await approve(approvalOfChange("revoke", args));
      return issuer.revoke(args);
    },
    renewBatch: async (args) => {
      await approve(approvalOfRenewals(args));
      return issuer.renewBatch(args);
    },
  };
}

/** The first approvers approve a batch. */
export async function approved(registry: Founded, chunk: IssueArgs | undefined, count = 2): Promise<void> {
  if (chunk === undefined) throw new Error("no chunk");
  for (const { actor } of registry.approvers.slice(0, count)) {
    const answer = await actor.approveBatch(approvalOf(chunk));
    if ("err" in answer) throw new Error(JSON.stringify(answer.err));
  }
}

/** Two approvers approve a batch, and the issuer issues the chunk. */
export async function issueApproved(registry: Founded, chunk: IssueArgs) {
  await approved(registry, chunk);
  return registry.issuer.issueBatch(chunk);
}

/** One of several officials. */
export function nth(officials: readonly Official[], n: number): Official {
  const found = officials[n];
  if (found === undefined) throw new Error(`there is no official ${n}`);
  return found;
}

/** The places that a registry holds to and those that are taken, as it says them itself. */
export async function placesOf({
  stranger,
}: Deployed<RegistryActor>): Promise<{ caps: PlaceCounts; taken: PlaceCounts }> {
  const [caps, taken] = [await stranger.caps(), await stranger.issued()];
  return { caps, taken };
}

/** What a registry certifies of those who decide, and of these batches: nobody has moved anything. */
export async function councilTree(
  registry: Deployed<RegistryActor>,
  ...chunks: (IssueArgs | ApproveArgs)[]
): Promise<{ batches: Tree; governance: Tree }> {
  const { stranger } = registry;
  const roles = (await stranger.roles()).map(([of, role]): [Principal, string] => [of, Object.keys(role)[0] ?? ""]);
  const standings = chunks.map(async (chunk): Promise<[Bytes, Bytes]> => {
    const [{ approvals } = { approvals: [] }] = (await stranger.batch(chunk.batchId)).standing;
    return [
      batchLabel(chunk.batchId),
      standingBytes({ ...("planHash" in chunk ? chunk : approvalOf(chunk)), approvals, dropped: null }),
    ];
  });
  const governance = governanceBytes({ roles, ...(await placesOf(registry)) });
  return { batches: radixTree(await Promise.all(standings)), governance: leaf(governance) };
}
