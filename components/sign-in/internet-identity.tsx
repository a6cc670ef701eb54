"use client";

import type { DelegationIdentity } from "@dfinity/identity";
import { useState } from "react";
import { buttonClass } from "@/components/ui/tones";
import { challengeMessage } from "@/lib/people/rules";
import type { Failure } from "@/lib/platform/errors/result";

type Props = {
  identityProvider: string;
  derivationOrigin: string | undefined;
  next: string;
  /** Asks the server for a nonce; null when it gives none now. */
  challenge: () => Promise<{ nonce: string; origin: string } | null>;
  /** Hands the signed nonce in; comes back only when it failed. */
  enter: (proof: unknown, next: string) => Promise<Failure | undefined>;
  labels: { button: string; waiting: string; cancelled: string; failed: string; script: string };
};

type Stage = "ready" | "waiting" | "cancelled" | "failed";

// A browser opens a window only in answer to a press, so the client is there before the press is over.
const client = () => import("@/components/signing/identityWindow");

/** Seconds: enough to hand in the proof. A script of this page could use the identity for as long as that. */
const enough = 300;

/** Signs in with Internet Identity: the delegated session key signs the server's nonce, and the server checks the whole chain. */
export function InternetIdentityButton({ identityProvider, derivationOrigin, next, challenge, enter, labels }: Props) {
  const [stage, setStage] = useState<Stage>("ready");

  async function press() {
    setStage("waiting");
    const { identityFromWindow } = await client();
    const identity = await identityFromWindow({ identityProvider, derivationOrigin, seconds: enough });
    if (!identity) return setStage("cancelled");
    // The session is the portal's cookie from here on; the identity is not kept.
    const given = await challenge();
    const failure = given && (await enter(await proof(identity, given), next));
    if (failure || !given) setStage("failed");
  }

  async function proof(identity: DelegationIdentity, { nonce, origin }: { nonce: string; origin: string }) {
    const signature = await identity.sign(challengeMessage(origin, nonce));
    const hex = Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return { nonce, signature: hex, chain: identity.getDelegation().toJSON() };
  }

  return (
    <div>
      <button
        type="button"
        className={buttonClass("primary")}
        disabled={stage === "waiting"}
        onPointerEnter={client}
        onFocus={client}
        onClick={press}
      >
        {labels.button}
      </button>
      <p aria-live="polite">
        {stage === "waiting" && labels.waiting}
        {stage === "cancelled" && labels.cancelled}
        {stage === "failed" && labels.failed}
      </p>
      <noscript>
        <p>{labels.script}</p>
      </noscript>
    </div>
  );
}
