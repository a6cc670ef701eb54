import { Invocation, type Outcome } from "../canister/invocation.ts";
import { sameBytes, unhex } from "../crypto/principal.ts";
import { inputFor, refusal } from "./execute.ts";
import { createsCanister, effectiveCanister, refusedAsIngress } from "./management/index.ts";
import { reject, rejectOfTrap } from "./reject.ts";
import type { Subnet } from "./subnet.ts";

export interface IngressCall {
  requestId: string;
  /** The canister or subnet id of the address it was sent to. */
  effective: Uint8Array;
  callee: Uint8Array;
  method: string;
  arg: Uint8Array;
  sender: Uint8Array;
  callerInfo: { data: Uint8Array; signer: Uint8Array } | undefined;
  expiry: bigint;
}

/** What became of a call that came in. */
export type Admission =
  /** It is in the queue, now or since an earlier time that it was sent. */
  | { kind: "accepted" }
  /** It was refused before it became part of the state. */
  | { kind: "refused"; outcome: Extract<Outcome, { kind: "reject" }> }
  /** It was sent to the wrong address. */
  | { kind: "misdirected"; message: string };

function misdirected(call: IngressCall): string | null {
  if (call.callee.length > 0)
    return sameBytes(call.callee, call.effective) ? null : "the effective canister id is not the canister's";
  if (createsCanister(call.method)) return null;
  const target = effectiveCanister(call.method, call.arg);
  if (!target) return null;
  return sameBytes(target, call.effective) ? null : "the effective canister id is not the canister the call is about";
}

function inspect(subnet: Subnet, call: IngressCall): Outcome | null {
  const canister = subnet.find(call.callee);
  const refused = refusal(canister, call.callee);
  if (refused || !canister?.runtime) return refused;
  if (!canister.runtime.has("canister_inspect_message")) return null;
  subnet.tick();
  const { method, arg, sender: caller, callerInfo } = call;
  const shadow = canister.runtime.shadow();
  const { stable } = shadow;
  const done = new Invocation(inputFor(subnet, canister, "F", { method, arg, caller, callerInfo, stable }));
  const trap = shadow.run("canister_inspect_message", done);
  if (trap) return rejectOfTrap(canister.state.id, trap);
  return done.accepted ? null : reject("IC0406", "Canister rejected the message");
}

/** Takes a user's call in, once: the same request again finds the first one (HTTPS interface, "Overview of canister calling"). */
export function admit(subnet: Subnet, call: IngressCall): Admission {
  if (subnet.requests.has(call.requestId)) return { kind: "accepted" };
  const wrong = misdirected(call);
  if (wrong) return { kind: "misdirected", message: wrong };
  const outcome =
    call.callee.length === 0 ? refusedAsIngress(subnet, call.sender, call.method, call.arg) : inspect(subnet, call);
  if (outcome?.kind === "reject") return { kind: "refused", outcome };
  subnet.setRequest(call.requestId, {
    sender: call.sender,
    effective: call.effective,
    receiver: call.callee,
    expiry: call.expiry,
    status: "received",
    outcome: null,
    answeredAt: 0n,
  });
  subnet.enqueue({
    kind: "call",
    origin: { kind: "ingress", requestId: call.requestId },
    caller: call.sender,
    callerInfo: call.callerInfo,
    callee: call.callee,
    method: call.method,
    arg: call.arg,
    cycles: 0n,
    deadline: 0n,
    expiry: call.expiry,
  });
  subnet.commit();
  return { kind: "accepted" };
}

/** The certificate that shows a request's status. */
export function requestCertificate(subnet: Subnet, requestId: string): Uint8Array {
  return subnet.certified().certifyPaths([[Buffer.from("request_status"), unhex(requestId)]]);
}
