"use client";
import type { ReactNode } from "react";
import { FormContext, type FormTexts } from "@/components/ui/formContext";

type Props = { names: string[]; texts: FormTexts; children: ReactNode };

/** Fields as they stand after a failure, without one. */
export function FailedFields({ names, texts, children }: Props) {
  const fields = Object.fromEntries(names.map((name) => [name, "required" as const]));
  return (
    <FormContext value={{ formId: "failed", state: { failure: { code: "invalidInput", fields }, values: {} }, texts }}>
      {children}
    </FormContext>
  );
}
