"use server";

import type { ErrorCode } from "@/lib/platform/errors/codes";
import { type FormState, formValues } from "@/lib/platform/forms";

/** Fails for whatever was left empty, so that each state of a field can be looked at. Changes nothing. */
export async function tryForm(_state: FormState, data: FormData): Promise<FormState> {
  const fields: Record<string, ErrorCode> = {};
  for (const name of ["name", "email", "seats", "purpose", "sector", "kind", "accept"])
    if (!data.get(name)) fields[name] = "required";
  const values = formValues(data);
  return Object.keys(fields).length > 0 ? { failure: { code: "invalidInput", fields }, values } : {};
}
