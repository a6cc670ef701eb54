"use client";

import { type ReactNode, useEffect, useState } from "react";
import { FormClient, type FormClientProps } from "@/components/ui/FormClient";
import { Notice } from "@/components/ui/Notice";
import { SummaryList } from "@/components/ui/SummaryList";
import { disowningReasons, isDecisionNumber } from "@/lib/platform/chain/disowning";
import type { GovernanceCall } from "@/lib/platform/chain/governance";
import { ListCheck, type ListTexts } from "./ListCheck";
import type { Subject } from "./sign";

/** Sentences in the reader's language. */
export type SigningTexts = {
  waiting: string;
  cancelled: string;
  failed: string;
  unreasoned: string;
  undecided: string;
  wrongTitle: string;
  wrong: string;
  expected: string;
  chosen: string;
  script: string;
};

type Props = {
  form: Omit<FormClientProps, "prepare">;
  /** What is signed, all of it in one visit of the window; that of several takes the same reason. */
  subjects: readonly Subject[];
  /** The licences that it is about, which are looked at before they are signed for. */
  list?: { address: string; texts: ListTexts };
  /** The registry. */
  canister: string;
  /** Whose signature it must be: the principal of the account. */
  signer: string;
  identityProvider: string;
  derivationOrigin: string | undefined;
  /** Said beside the button, where something is to be known about the window. */
  hint?: ReactNode;
  texts: SigningTexts;
};

type Stage = "ready" | "waiting" | "cancelled" | "failed" | "unreasoned" | "undecided" | { chosen: string };

// A browser opens a window only in answer to a press, so what opens it is there before the press is over.
const tools = () => import("./sign");

/**
 * Shows what is signed, has it signed with the account's own Internet Identity in this browser, and sends it with the form: a `signature`
 * for each, in their order.
 */
export function SigningClient(props: Props) {
  const { form, subjects, list, canister, signer, identityProvider, derivationOrigin, hint, texts } = props;
  const [isSeen, setSeen] = useState(false);
  const [stage, setStage] = useState<Stage>("ready");
  const batch = subjects.find((subject) => subject.kind === "batch");

  useEffect(() => {
    void tools();
  }, []);

  async function prepare(data: FormData): Promise<boolean> {
    if (subjects.some(takesReason) && !reasonIn(data)) return end("unreasoned");
    if (subjects.some(takesDecision) && !isDecisionNumber(decisionIn(data))) return end("undecided");
    setStage("waiting");
    try {
      const { identityFromWindow, signatures } = await tools();
      const identity = await identityFromWindow({ identityProvider, derivationOrigin, seconds: 300 });
      if (!identity) return end("cancelled");
      const chosen = identity.getPrincipal().toText();
      if (chosen !== signer) return end({ chosen });
      const said = subjects.map((subject) => spoken(subject, data));
      data.delete("signature");
      for (const signature of await signatures(identity, canister, said)) data.append("signature", signature);
      setStage("ready");
      return true;
    } catch {
      return end("failed");
    }
  }

  function end(stage: Stage): false {
    setStage(stage);
    return false;
  }

  return (
    <div className="flex flex-col gap-5">
      {batch && list && <ListCheck {...batch} {...list} onSame={() => setSeen(true)} />}
      {(!batch || isSeen) && (
        <>
          {hint}
          <FormClient {...form} prepare={prepare} />
        </>
      )}
      <div role="status">
        {stage === "waiting" && texts.waiting}
        {stage === "cancelled" && texts.cancelled}
        {stage === "failed" && texts.failed}
        {stage === "unreasoned" && texts.unreasoned}
        {stage === "undecided" && texts.undecided}
        {typeof stage === "object" && (
          <Notice tone="bad" title={texts.wrongTitle}>
            <p>{texts.wrong}</p>
            <SummaryList
              items={[
                { term: texts.expected, detail: <Principal>{signer}</Principal> },
                { term: texts.chosen, detail: <Principal>{stage.chosen}</Principal> },
              ]}
            />
          </Notice>
        )}
      </div>
      <noscript>
        <p>{texts.script}</p>
      </noscript>
    </div>
  );
}

/** A name that is compared character by character. */
function Principal({ children }: { children: string }) {
  return (
    <bdi dir="ltr" className="font-mono text-[0.94em] break-all">
      {children}
    </bdi>
  );
}

/** Is a reason part of what is signed, that the form asks for? */
function takesReason(subject: Subject): boolean {
  if (subject.kind === "act") return subject.act.reason === "";
  return subject.kind === "governance" && "reason" in subject.call.argument;
}

/** And the number of a decision? */
function takesDecision(subject: Subject): boolean {
  return subject.kind === "governance" && "decision" in subject.call.argument;
}

function reasonIn(data: FormData): string {
  return String(data.get("reason") ?? "").trim();
}

function decisionIn(data: FormData): string {
  return String(data.get("decision") ?? "").trim();
}

/** What is signed, with the reason that was given for it; a governor's, and their decision, are part of the signed call, and of nothing else that is sent. */
function spoken(subject: Subject, data: FormData): Subject {
  const [reason, decision] = [reasonIn(data), decisionIn(data)];
  if (subject.kind === "act") return takesReason(subject) ? { ...subject, act: { ...subject.act, reason } } : subject;
  if (subject.kind !== "governance") return subject;
  for (const name of ["reason", "decision"]) data.delete(name);
  return { kind: "governance", call: decided(subject.call, reason, decision) };
}

function decided(call: GovernanceCall, reason: string, decision: string): GovernanceCall {
  if (call.method === "move") return { ...call, argument: { ...call.argument, decision } };
  if (call.method === "cancel") return { ...call, argument: { ...call.argument, reason, decision } };
  if (call.method !== "disownHead") return call;
  const known = disowningReasons.find((code) => code === reason) ?? call.argument.reason;
  return { ...call, argument: { ...call.argument, reason: known, decision } };
}
