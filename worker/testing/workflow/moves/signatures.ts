import type { Person } from "../../../../lib/platform/auth/actor.ts";
import { actHash, type LicenceAct } from "../../../../lib/platform/chain/encoding.ts";
import type { BatchApproval } from "../../../../lib/platform/chain/signedCall.ts";
import { config } from "../../../../lib/platform/config.ts";
import { signedApproval } from "../../../../scripts/parts/sign.mts";
import { testApprovers } from "../../registry.ts";
import { unless } from "../move.ts";
import { hex, type World } from "../world.ts";

/** What an approver's own browser makes: the real signature, for which the portal has no key; by bad luck, none at all. */
export async function signed(approval: BatchApproval, { principal }: Person, luck: number) {
  const identity = testApprovers.find((key) => key.getPrincipal().toText() === principal);
  if (!identity || !isSignedRight(luck)) return { signature: "AAAA" };
  return { signature: await signedApproval(identity, config().network.canisters.licence_registry, approval) };
}

/** The same for an act on licences. */
export function signedAct(operation: string, act: LicenceAct, actor: Person, luck: number) {
  const hash = hex(actHash(act));
  return signed({ batchId: operation, manifestHash: hash, planHash: hash }, actor, luck);
}

const isSignedRight = (luck: number) => luck % 23 > 0;

/** What stands in the way of a signature under the thing that the registry knows by this code, if there is one yet. */
export function signatureRefusals(code: string | null, { principal }: Person, world: World, luck: number): string[] {
  const hasKey = testApprovers.some((key) => key.getPrincipal().toText() === principal);
  const isLive = world.signatures.some(
    (one) => one.code === code && one.principal === principal && (one.state === "SENT" || one.state === "CERTIFIED"),
  );
  return [
    ...unless(principal !== null, "internetIdentityNeeded"),
    ...unless(hasKey && isSignedRight(luck), "signatureWrong"),
    ...unless(!isLive, "alreadyDone"),
  ];
}
