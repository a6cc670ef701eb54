import type { DelegationIdentity } from "@dfinity/identity";
import type { GovernanceCall } from "@/lib/platform/chain/governance";
import { approvalArgument, governanceArgument, signedCall } from "@/lib/platform/chain/signedCall";

export { identityFromWindow } from "./identityWindow";

/** What a signature is for: a batch with its list of licences, or a governor's act. */
export type Subject =
  | { kind: "batch"; code: string; manifestHash: string; planHash: string }
  | { kind: "governance"; call: GovernanceCall };

/** The call that `identity` signs, as a form carries it: base64 of the envelope, good for five minutes. */
export async function signature(identity: DelegationIdentity, canister: string, subject: Subject): Promise<string> {
  const { method, arg } =
    subject.kind === "batch"
      ? { method: "approveBatch", arg: approvalArgument({ ...subject, batchId: subject.code }) }
      : { method: subject.call.method, arg: governanceArgument(subject.call) };
  // What the window took is part of the five minutes that the network allows.
  const envelope = await signedCall(identity, { canister, method, arg, expiresInSeconds: 240 });
  return btoa(Array.from(envelope, (byte) => String.fromCharCode(byte)).join(""));
}
