"use client";
import {
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { useKept } from "@/components/session/KeptWords";
import type { FormState } from "@/lib/platform/forms";
import { announce } from "./announce";
import { ErrorSummary } from "./ErrorSummary";
import { FormContext, type FormTexts } from "./formContext";
import { type ButtonTone, buttonClass } from "./tones";

/** What the part of a form in the browser is given. */
export type FormClientProps = {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  children?: ReactNode;
  submit: ReactNode;
  hidden?: Record<string, string | number>;
  confirm?: string;
  tone?: ButtonTone;
  id?: string;
  inline?: boolean;
  /** `done` is said when it went well and the page stayed. */
  texts: FormTexts & { done: string };
  /** Field names to their labels, as far as the server could see them. */
  labels: Record<string, string>;
  /** Done before it is sent, with what is to be sent; it may add to that. False keeps it from being sent. */
  prepare?: (data: FormData) => Promise<boolean>;
};

/** The part of `ActionForm` that runs in the browser. */
export function FormClient(props: FormClientProps) {
  const { action, children, submit, hidden, confirm, tone = "primary", id, inline, texts, labels, prepare } = props;
  const kept = useKept(hidden);
  const [state, send, pending] = useActionState(action, kept ? { values: kept } : {});
  // Words that were kept go out with the version that they were typed over: what changed since is said, and not written over.
  const seen = state.values === kept ? kept : undefined;
  const ownId = useId();
  const formId = id ?? ownId;
  const form = useRef<HTMLFormElement>(null);
  const sent = useRef(false);
  const [preparing, setPreparing] = useState(false);
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);

  useEffect(() => {
    if (!sent.current || state.failure) return;
    form.current?.reset();
    announce(texts.done);
  }, [state, texts.done]);

  // Sent by hand, since React empties a form after its action, and files cannot be put back.
  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending || preparing) return;
    const box = form.current?.querySelector<HTMLInputElement>("[data-confirm]");
    if (box && !box.checked) {
      box.setCustomValidity(texts.confirm);
      box.setAttribute("aria-invalid", "true");
      box.focus();
      return;
    }
    const { submitter } = event.nativeEvent as SubmitEvent;
    const data = new FormData(event.currentTarget, submitter);
    if (prepare) {
      setPreparing(true);
      const isReady = await prepare(data);
      setPreparing(false);
      if (!isReady) return;
    }
    sent.current = true;
    startTransition(() => send(data));
  }

  return (
    <form
      ref={form}
      id={formId}
      action={send}
      onSubmit={onSubmit}
      noValidate={scripted}
      className={inline ? "flex flex-wrap items-end gap-3" : "flex flex-col gap-6"}
    >
      {state.failure && <ErrorSummary formId={formId} failure={state.failure} texts={texts} labels={labels} />}
      {hidden &&
        Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={seen?.[name] ?? value} />
        ))}
      <FormContext value={{ formId, state, texts }}>{children}</FormContext>
      {confirm && (
        <label className="flex max-w-xl items-start gap-3">
          <input
            type="checkbox"
            required
            data-confirm=""
            onChange={(event) => event.currentTarget.removeAttribute("aria-invalid")}
            className="mt-1 size-6 shrink-0 aria-invalid:outline-3 aria-invalid:outline-bad"
          />
          <span>{confirm}</span>
        </label>
      )}
      <div>
        <button type="submit" aria-disabled={pending || preparing || undefined} className={buttonClass(tone)}>
          {pending ? texts.sending : submit}
        </button>
      </div>
    </form>
  );
}
