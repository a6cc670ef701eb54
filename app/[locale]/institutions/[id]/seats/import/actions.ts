"use server";

import { getLocale } from "next-intl/server";
import { confirmSeatImport, openSeatImport } from "@/lib/licences/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { csvText } from "@/lib/platform/csv";
import { type FormState, formInput, formValues } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function open(_state: FormState, data: FormData): Promise<FormState> {
  const file = data.get("file");
  const isFile = file instanceof File && file.size > 0;
  const text = isFile ? csvText(new Uint8Array(await file.arrayBuffer())) : undefined;
  if (isFile && text === undefined) return refused({ file: "listEncoding" }, data);
  const input = formInput(data);
  const result = await openSeatImport(await currentActor(), { ...input, ...(isFile && { text }) });
  if (!result.ok) {
    const { text: wrong, ...fields } = result.error.fields ?? {};
    if (!wrong) return failed(result.error, data);
    return {
      failure: { ...result.error, fields: { ...fields, [isFile ? "file" : "text"]: wrong } },
      values: formValues(data),
    };
  }
  const href = `/institutions/${encodeURIComponent(String(input.institutionId))}/seats/import/${result.value.importId}`;
  return redirect({ href, locale: await getLocale() });
}

export async function confirm(_state: FormState, data: FormData): Promise<FormState> {
  const result = await confirmSeatImport(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  const { institutionId, offered } = result.value;
  return redirect({ href: `/institutions/${institutionId}/seats?offered=${offered}`, locale: await getLocale() });
}

function refused(fields: { file: "listEncoding" }, data: FormData): FormState {
  return { failure: { code: "invalidInput", fields }, values: formValues(data) };
}
