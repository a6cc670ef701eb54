import { Actor, type HttpAgent } from "@dfinity/agent";
import { Ed25519KeyIdentity } from "@dfinity/identity";
import { openChain } from "../../lib/platform/chain/agent.ts";
import { type Service as Registry, service } from "../../lib/platform/chain/bindings/licence_registry.ts";
import { isSigned } from "../../lib/platform/chain/certificate.ts";
import type { Act } from "../../lib/platform/chain/governance.ts";
import { candidOf, personalUpdates } from "../../lib/platform/chain/personal.ts";
import type { ChainCaps } from "../../lib/platform/chain/writes.ts";
import { config, type Network } from "../../lib/platform/config.ts";
import type { Db } from "../../lib/platform/db/client.ts";

const identities = (first: number, count: number) =>
  Array.from({ length: count }, (_, nth) => Ed25519KeyIdentity.generate(new Uint8Array(32).fill(first + nth)));

/** Who approves and who governs in a registry of a test. */
export const testApprovers = identities(1, 4);
export const testGovernors = identities(11, 2);

/** Hands a registry to the governors and approvers of the tests: it takes two of each, who decide at once. */
export async function foundTestRegistry(deployer: HttpAgent, registry: string): Promise<void> {
  const actor = Actor.createActor<Pick<Registry, "found">>(service, {
    agent: deployer,
    canisterId: registry,
    blsVerify: isSigned,
  });
  const answer = await actor.found({
    governors: testGovernors.map((identity) => identity.getPrincipal()),
    approvers: testApprovers.map((identity) => identity.getPrincipal()),
    policy: { approvals: 2, governors: 2, delay: 0n },
  });
  if (!("ok" in answer)) throw new Error("the registry was not founded");
}

/** Two approvers of the tests approve a batch of the portal in the registry, each with their own key. */
export async function approveInRegistry(db: Db, batchId: string): Promise<void> {
  const { code, manifestHash, planHash } = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
  if (!manifestHash || !planHash) throw new Error("nothing was proposed");
  await approveManifest(config().network, { batchId: code, manifestHash, planHash });
}

/** Two approvers of the tests approve a manifest, each with their own key. */
export async function approveManifest(
  network: Network,
  approval: { batchId: string; manifestHash: Uint8Array; planHash: Uint8Array },
): Promise<void> {
  for (const identity of testApprovers.slice(0, 2)) await decided(network, identity, "approveBatch", approval);
}

/** The governors of the tests change how many licences there may be. */
export function decideCaps(network: Network, caps: ChainCaps): Promise<void> {
  return decideAct(network, { kind: "caps", caps });
}

/** The governors of the tests decide on something, which takes effect at once: three blocks. */
export async function decideAct(network: Network, act: Act): Promise<void> {
  const [mover, other] = testGovernors;
  if (!mover || !other) throw new Error("two governors were expected");
  const argument = { operation: crypto.randomUUID(), act, decision: "test" };
  const moved = await decided(network, mover, "move", candidOf({ method: "move", argument }));
  const { motion } = moved as { motion: bigint };
  await decided(network, other, "agree", { motion });
  if (act.kind !== "caps" && act.kind !== "returnPlaces") await decided(network, other, "enact", { motion });
}

async function decided(
  network: Network,
  identity: Ed25519KeyIdentity,
  method: keyof typeof personalUpdates,
  argument: unknown,
): Promise<unknown> {
  const chain = openChain(network, identity);
  const { reply } = await chain.update(network.canisters.licence_registry, method, personalUpdates[method], [argument]);
  const { ok, err } = reply as { ok?: unknown; err?: object };
  if (err) throw new Error(`${method} was refused: ${Object.keys(err)}`);
  return ok;
}
