"use client";

import { useId, useState } from "react";
import { boxClass } from "@/components/ui/box";
import { Notice } from "@/components/ui/Notice";
import { buttonClass } from "@/components/ui/tones";
import type { Challenge } from "@/lib/licences/credentials/challenge";

type Texts = Record<
  "submit" | "waiting" | "cancelled" | "failed" | "other" | "done" | "doneText" | "back" | "text" | "copy" | "script",
  string
>;

type Props = {
  challenge: Challenge;
  salt: string;
  /** Whose signature it must be. */
  signer: string;
  back: string;
  identityProvider: string;
  derivationOrigin: string | undefined;
  texts: Texts;
};

type Stage = "ready" | "waiting" | "cancelled" | "failed" | "other" | { answer: string };

// A browser opens a window only in answer to a press, so what opens it is there before the press is over.
const tools = () => import("@/components/signing/proveHolder");

/** Has the challenge signed in this browser, and gives the way back with the answer: nothing of it goes to this portal. */
export function ProveClient(props: Props) {
  const { challenge, salt, signer, back, identityProvider, derivationOrigin, texts } = props;
  const [stage, setStage] = useState<Stage>("ready");
  const id = useId();

  async function press() {
    setStage("waiting");
    try {
      const { answerTo, identityFromWindow } = await tools();
      const identity = await identityFromWindow({ identityProvider, derivationOrigin, seconds: 600 });
      if (!identity) return setStage("cancelled");
      if (identity.getPrincipal().toText() !== signer) return setStage("other");
      setStage({ answer: await answerTo(challenge, identity, salt) });
    } catch {
      setStage("failed");
    }
  }

  if (typeof stage === "object")
    return (
      <Notice tone="good" title={texts.done} live>
        <p>{texts.doneText}</p>
        <p>
          {/* Another system's address, with the answer where no server sees it on the way. */}
          <a href={`${back}#sanad-answer=${packed(stage.answer)}`} rel="noreferrer" className={buttonClass("primary")}>
            <span>
              {texts.back} <bdi dir="ltr">{challenge.origin}</bdi>
            </span>
          </a>
        </p>
        <details>
          <summary className="min-h-8 cursor-pointer py-1">{texts.text}</summary>
          <label htmlFor={id} className="block text-sm text-muted">
            {texts.copy}
          </label>
          <textarea id={id} readOnly rows={6} dir="ltr" value={stage.answer} className={`${boxClass} font-mono`} />
        </details>
      </Notice>
    );
  return (
    <div>
      <button
        type="button"
        className={buttonClass("primary")}
        disabled={stage === "waiting"}
        onPointerEnter={tools}
        onFocus={tools}
        onClick={press}
      >
        {texts.submit}
      </button>
      <p aria-live="polite" className="mt-2">
        {stage !== "ready" && texts[stage]}
      </p>
      <noscript>
        <p>{texts.script}</p>
      </noscript>
    </div>
  );
}

/** Base64url of the answer, which is ASCII. */
function packed(answer: string): string {
  return btoa(answer).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
