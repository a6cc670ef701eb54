"use server";
import { getLocale } from "next-intl/server";
import { hideEntry, restoreEntry } from "@/lib/outcomes/commands";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput, formValues } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function hide(_: FormState, data: FormData): Promise<FormState> {
  const result = await hideEntry(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error, values: formValues(data) };
  return redirect({ href: `/desk/outcomes/${result.value.entryId}?done=hidden`, locale: await getLocale() });
}

export async function restore(_: FormState, data: FormData): Promise<FormState> {
  const result = await restoreEntry(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error, values: formValues(data) };
  return redirect({ href: `/desk/outcomes/${result.value.entryId}?done=restored`, locale: await getLocale() });
}
