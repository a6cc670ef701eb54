"use client";
import { type ReactNode, startTransition, useActionState, useEffect, useState } from "react";
import { useKept } from "@/components/session/KeptWords";
import { ErrorSummary } from "@/components/ui/ErrorSummary";
import { FormContext, type FormTexts } from "@/components/ui/formContext";
import { buttonClass, toneClass } from "@/components/ui/tones";
import type { Disputes, DraftField } from "@/lib/applications/merge";
import type { Section } from "@/lib/applications/sections";
import type { FormState } from "@/lib/platform/forms";
import { formatTime } from "@/lib/platform/i18n/format";
import { DraftContext } from "./disputes";
import { type AutosaveAnswer, type SaveState, useAutosave } from "./useAutosave";

export type { AutosaveAnswer } from "./useAutosave";

type Words =
  | "save"
  | "goOn"
  | "saving"
  | "savedAt"
  | "unsaved"
  | "failed"
  | "offline"
  | "signInAgain"
  | "signIn"
  | "conflictTitle"
  | "conflictText";

/** What comes back when the form was sent by a button: with the texts of two people, where both wrote. */
export type DraftState = FormState & { marks?: Partial<Record<DraftField, string>>; disputes?: Disputes };

type Texts = FormTexts & Record<Words, string>;

type Props = {
  application: { id: string };
  section: Section;
  next: Section | "check";
  marks: Partial<Record<DraftField, string>>;
  save: (state: DraftState, data: FormData) => Promise<DraftState>;
  autosave: (data: FormData) => Promise<AutosaveAnswer>;
  locale: string;
  signIn: string;
  texts: Texts;
  labels: Record<string, string>;
  children: ReactNode;
};

/** The part of `DraftForm` that runs in the browser. */
export function DraftFormClient({
  application,
  section,
  next,
  marks: first,
  save,
  autosave,
  locale,
  signIn,
  texts,
  labels,
  children,
}: Props) {
  const kept = useKept({ applicationId: application.id });
  const [sent, send] = useActionState(save, kept ? { values: kept, marks: marksAmong(kept, first) } : {});
  const { form, status, marks, disputes, arrived, words, touched, flush, dispute } = useAutosave(
    { marks: sent.marks ?? first, disputes: sent.disputes ?? {} },
    autosave,
  );
  useEffect(() => {
    if (sent.marks && sent.disputes) dispute({ marks: sent.marks, disputes: sent.disputes });
  }, [sent, dispute]);
  // What the clock could not save is said quietly; only an answer to a button takes the focus.
  const [asked, setAsked] = useState(true);
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  const failure = status.kind === "refused" ? status.failure : sent.failure;
  const state: FormState = { ...sent, ...(failure && { failure }) };

  async function press(stays: boolean) {
    setAsked(true);
    if (!(await flush()) || stays || !form.current) return;
    const data = words();
    data.set("then", next);
    startTransition(() => send(data));
  }

  return (
    <form
      ref={form}
      id="draft"
      action={send}
      onInput={({ target }) => {
        setAsked(false);
        touched(target);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        const { submitter } = event.nativeEvent as SubmitEvent;
        void press(submitter instanceof HTMLButtonElement && submitter.value === "stay");
      }}
      noValidate={scripted}
      className="flex flex-col gap-7"
    >
      {failure && asked && <ErrorSummary formId="draft" failure={failure} texts={texts} labels={labels} />}
      <input type="hidden" name="applicationId" value={application.id} />
      <input type="hidden" name="section" value={section} />
      {Object.entries(marks).map(([field, mark]) => (
        <input key={field} type="hidden" name={`based.${field}`} value={mark} data-kept="" />
      ))}
      <DraftContext value={{ disputes, arrived }}>
        <FormContext value={{ formId: "draft", state, texts }}>{children}</FormContext>
      </DraftContext>
      <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-x-4 gap-y-2 border-t max-sm:gap-x-2 max-sm:[&>button]:px-3.5 border-line bg-paper px-4 py-3 sm:-mx-6 sm:px-6">
        {status.kind === "disputed" && (
          <div role="alert" className={`w-full border-s-4 px-5 py-4 ${toneClass.warning}`}>
            <p className="font-semibold">{texts.conflictTitle}</p>
            <p className="text-ink">{texts.conflictText}</p>
            <ul>
              {Object.keys(disputes).map((field) => (
                <li key={field}>
                  <a href={`#draft-${field}`} className="font-semibold">
                    {labels[field] ?? field}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        )}
        <button type="submit" name="then" value={next} className={buttonClass("primary")}>
          {texts.goOn}
        </button>
        <button type="submit" name="then" value="stay" className={buttonClass("quiet")}>
          {texts.save}
        </button>
        <p role="status" className="text-sm text-muted">
          <Saved status={status} texts={texts} locale={locale} signIn={signIn} />
        </p>
      </div>
    </form>
  );
}

/** The marks that were sent with words: what those are based on. */
function marksAmong(kept: Record<string, string>, first: Partial<Record<DraftField, string>>) {
  return Object.fromEntries(Object.entries(first).map(([field, mark]) => [field, kept[`based.${field}`] ?? mark]));
}

function Saved({ status, texts, locale, signIn }: { status: SaveState; texts: Texts; locale: string; signIn: string }) {
  switch (status.kind) {
    case "idle":
      return null;
    case "typing":
      return texts.unsaved;
    case "saving":
      return texts.saving;
    case "saved":
      return texts.savedAt.replace("{time}", formatTime(status.at, locale));
    case "offline":
      return texts.offline;
    case "signedOut":
      return (
        <>
          {texts.signInAgain}{" "}
          <a href={signIn} target="_blank" rel="noreferrer">
            {texts.signIn}
          </a>
        </>
      );
    case "disputed":
      return null;
    case "refused":
      return texts.failed;
  }
}
