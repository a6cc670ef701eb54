"use client";
import { type FormEvent, useState } from "react";
import { ErrorSummary } from "@/components/ui/ErrorSummary";
import { FileField } from "@/components/ui/FileField";
import { FormContext, type FormTexts } from "@/components/ui/formContext";
import { buttonClass } from "@/components/ui/tones";
import type { ErrorCode } from "@/lib/platform/errors/codes";
import type { FormState } from "@/lib/platform/forms";

type Props = {
  /** Where the file goes; ids and purpose stand in the address. */
  address: string;
  formId: string;
  /** Bytes. */
  largest: number;
  problem?: ErrorCode | undefined;
  texts: FormTexts & { file: string; hint: string; upload: string; uploading: string };
};

/** A form that sends one file, as browsers always have. Scripts only spare somebody the wait for a file that is too large. */
export function UploadForm({ address, formId, largest, problem, texts }: Props) {
  const [found, setFound] = useState<ErrorCode | undefined>(problem);
  const [sending, setSending] = useState(false);
  const state: FormState = found ? { failure: { code: "invalidInput", fields: { file: found } } } : {};

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    const input = event.currentTarget.elements.namedItem("file");
    const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined;
    const wrong = !file ? "fileMissing" : file.size > largest ? "fileTooLarge" : undefined;
    if (wrong || sending) event.preventDefault();
    setFound(wrong);
    if (!wrong) setSending(true);
  }

  return (
    <form
      id={formId}
      method="post"
      action={address}
      encType="multipart/form-data"
      onSubmit={onSubmit}
      noValidate
      className="flex flex-col gap-4"
    >
      {state.failure && (
        <ErrorSummary formId={formId} failure={state.failure} texts={texts} labels={{ file: texts.file }} />
      )}
      <FormContext value={{ formId, state, texts }}>
        <FileField name="file" label={texts.file} hint={texts.hint} accept=".pdf,.png,.jpg,.jpeg" />
      </FormContext>
      <div>
        <button type="submit" aria-disabled={sending || undefined} className={buttonClass("quiet")}>
          {sending ? texts.uploading : texts.upload}
        </button>
      </div>
    </form>
  );
}
