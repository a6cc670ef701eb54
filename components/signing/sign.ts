import type { DelegationIdentity } from "@dfinity/identity";
import { actHash, type LicenceAct } from "@/lib/platform/chain/encoding";
import type { GovernanceCall } from "@/lib/platform/chain/governance";
import { approvalArgument, type BatchApproval, governanceArgument, signedCall } from "@/lib/platform/chain/signedCall";

export { identityFromWindow } from "./identityWindow";

/** What a signature is for: a batch with its list of licences, an act on licences under its operation's id, or a governor's act. */
export type Subject =
  | { kind: "batch"; code: string; manifestHash: string; planHash: string }
  | { kind: "act"; operation: string; act: LicenceAct }
  | { kind: "governance"; call: GovernanceCall };

/** The calls that `identity` signs, one for each subject, as a form carries them: base64 of the envelopes, good for five minutes. */
export function signatures(
  identity: DelegationIdentity,
  canister: string,
  subjects: readonly Subject[],
): Promise<string[]> {
  return Promise.all(subjects.map((subject) => signature(identity, canister, subject)));
}

async function signature(identity: DelegationIdentity, canister: string, subject: Subject): Promise<string> {
  const { method, arg } = called(subject);
  // What the window took is part of the five minutes that the network allows.
  const envelope = await signedCall(identity, { canister, method, arg, expiresInSeconds: 240 });
  return btoa(Array.from(envelope, (byte) => String.fromCharCode(byte)).join(""));
}

function called(subject: Subject): { method: string; arg: Uint8Array } {
  if (subject.kind === "governance") return { method: subject.call.method, arg: governanceArgument(subject.call) };
  return { method: "approveBatch", arg: approvalArgument(approvalOf(subject)) };
}

/** The hash of an act is computed here, from what the page shows: it stands for the manifest and for the plan. */
function approvalOf(subject: Exclude<Subject, { kind: "governance" }>): BatchApproval {
  if (subject.kind === "batch") return { ...subject, batchId: subject.code };
  const hash = Array.from(actHash(subject.act), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { batchId: subject.operation, manifestHash: hash, planHash: hash };
}
