import { Principal } from "@dfinity/principal";
import { loadIdentity } from "../../lib/platform/chain/identity.ts";
import type { Network } from "../../lib/platform/config.ts";
import { networkAgent } from "../deploy/network.mts";
import { linkOfficials, principalsOf } from "../deploy/officials.mts";
import { foundRegistry, isFounded } from "../deploy/registry.mts";
import type { Progress } from "../parts/progress.mts";
import { secretFile } from "../parts/state.mts";

type OfficialsOptions = {
  stateFolder: string;
  /** The origin that principals are derived for. */
  origin: string;
  ownerUrl: string;
  network: Network;
  delaySeconds: number;
  progress: Progress;
};

/**
 * Gives the officials of the demonstration their identities, and hands the registry to them unless it has been: administrators
 * govern, approvers approve, and it takes two of each.
 */
export async function seatOfficials(options: OfficialsOptions): Promise<void> {
  const { stateFolder, origin, ownerUrl, network, delaySeconds, progress } = options;
  await progress.step("Handing the registry to its officials", async (note) => {
    const { linked, others } = await linkOfficials(ownerUrl, { stateFolder, origin });
    if (others.length > 0)
      progress.say(
        `Identities belong to the address that they were made for; these have another: ${others.join(", ")}`,
      );
    const deployer = loadIdentity(secretFile(stateFolder, "deployer-key.pem"));
    const agent = await networkAgent(network.host, Uint8Array.from(Buffer.from(network.rootKey, "hex")), deployer);
    const registry = Principal.fromText(network.canisters.licence_registry);
    if (await isFounded(agent, registry)) return note("unchanged");
    const [governors, approvers] = await Promise.all([
      principalsOf(ownerUrl, "ADMINISTRATOR"),
      principalsOf(ownerUrl, "APPROVER"),
    ]);
    const policy = { approvals: 2, governors: 2, delay: BigInt(delaySeconds) * 1_000_000_000n };
    await foundRegistry(agent, registry, { governors, approvers, policy });
    note(`${governors.length} governors, ${approvers.length} approvers, ${linked} identities linked`);
  });
}
