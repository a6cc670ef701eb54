import { z } from "zod";
import { GovernanceCall } from "../../platform/chain/governance.ts";
import { requestChainWrite } from "../../platform/chain/outbox.ts";
import { callOf } from "../../platform/chain/personal.ts";
import { readSignedCall } from "../../platform/chain/readSignedCall.ts";
import { identityTrust } from "../../platform/chain/trust.ts";
import { command, done } from "../../platform/command.ts";
import { config } from "../../platform/config.ts";
import { fail } from "../../platform/errors/result.ts";

const ActAsGovernor = z.strictObject({
  signature: z.base64("signatureWrong").min(1, "signatureMissing").max(24_000, "signatureWrong"),
});

/**
 * Hands on a governor's own act: a motion, an agreement, a cancellation or the enacting of one, or the word that a head of the audit is
 * forged, signed in their browser. Whether they
 * are a governor is the registry's to say.
 * Errors: internetIdentityNeeded, signatureWrong, signatureExpired, alreadyDone (this very signature was handed in before).
 */
export const actAsGovernor = command({
  action: "governance.act",
  schema: ActAsGovernor,
  run: async ({ tx, actor, input, now }) => {
    const { principal } = actor;
    if (principal === null) return fail("internetIdentityNeeded");
    const canister = config().network.canisters.licence_registry;
    const expected = { canister, methods: ["move", "agree", "cancel", "enact", "disownHead"] as const };
    const envelope = Uint8Array.from(Buffer.from(input.signature, "base64"));
    const read = await readSignedCall(envelope, expected, identityTrust(config()), now);
    if (!read.ok) return fail(read.fault === "expiry" ? "signatureExpired" : "signatureWrong");
    const { method, argument, expiresAt, requestId } = read.call;
    if (read.call.principal !== principal || method === "approveBatch") return fail("signatureWrong");
    const call = GovernanceCall.safeParse(callOf(method, argument));
    if (!call.success) return fail("signatureWrong");
    const key = `governance:${requestId}`;
    if ((await tx.chainWrite.count({ where: { key } })) > 0) return fail("alreadyDone");
    const { id } = await requestChainWrite(tx, {
      key,
      kind: "governanceCall",
      payload: { call: call.data, principal, envelope: input.signature, expiresAt: expiresAt.toISOString() },
    });
    return done({ writeId: id }, { kind: "chainWrite", id }, { method });
  },
});
