"use client";

import { useEffect, useState } from "react";
import { announce } from "@/components/ui/announce";
import { boxClass } from "@/components/ui/box";
import { buttonClass } from "@/components/ui/tones";
import type { Challenge } from "@/lib/people/commands/passkeys";
import type { Failure, Result } from "@/lib/platform/errors/result";
import { hasPasskeys, make, sign } from "./authenticator";

type Props = {
  /** What is asked for: an act that is confirmed, or a new passkey under this name. */
  purpose: { action: string; act: Record<string, string> } | { person: { id: string; name: string } };
  partyId: string;
  begin: (asked: unknown) => Promise<Result<Challenge>>;
  finish: (answer: unknown) => Promise<Failure | undefined>;
  /** Where the focus goes when it is done and the button is gone. */
  place: string;
  labels: {
    button: string;
    waiting: string;
    done: string;
    cancelled: string;
    failed: string;
    elsewhere: string;
    script: string;
    name: string;
    nameHint: string;
    ownName: string;
  };
};

type Stage = "ready" | "waiting" | "cancelled" | "failed" | "elsewhere";

/** Asks the person's authenticator: to sign for an act, or to make a passkey. */
export function PasskeyButton({ purpose, partyId, begin, finish, place, labels }: Props) {
  const [stage, setStage] = useState<Stage>("ready");
  const [name, setName] = useState(labels.ownName);
  useEffect(() => {
    if (!hasPasskeys(partyId)) setStage("elsewhere");
  }, [partyId]);

  async function press() {
    setStage("waiting");
    const asked = "act" in purpose ? { action: purpose.action, act: purpose.act } : { action: "register" };
    const begun = await begin(asked);
    if (!begun.ok) return setStage("failed");
    let answer: object;
    try {
      answer = "act" in purpose ? await sign(begun.value) : { ...(await make(begun.value, purpose.person)), name };
    } catch {
      return setStage("cancelled");
    }
    document.getElementById(place)?.focus();
    const failure = await finish(answer);
    if (failure) return setStage("failed");
    announce(labels.done);
  }

  return (
    <div className="flex flex-col gap-4">
      {"person" in purpose && stage !== "elsewhere" && (
        <label className="flex max-w-xl flex-col gap-1">
          <span className="font-semibold">{labels.name}</span>
          <span className="text-muted">{labels.nameHint}</span>
          <input
            className={boxClass}
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
      )}
      {stage !== "elsewhere" && (
        <p>
          <button
            type="button"
            className={buttonClass("primary")}
            aria-disabled={stage === "waiting" || undefined}
            onClick={() => stage !== "waiting" && void press()}
          >
            {labels.button}
          </button>
        </p>
      )}
      <p role="status">
        {stage === "waiting" && labels.waiting}
        {stage === "cancelled" && labels.cancelled}
        {stage === "failed" && labels.failed}
        {stage === "elsewhere" && labels.elsewhere}
      </p>
      <noscript>
        <p>{labels.script}</p>
      </noscript>
    </div>
  );
}
