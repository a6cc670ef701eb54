"use server";
import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { addEntry, confirmReport, correctEntry, removeEntry } from "@/lib/outcomes/commands";
import { currentActor } from "@/lib/platform/auth/session";
import type { Failure } from "@/lib/platform/errors/result";
import { type FormState, formInput, formValues } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function add(_: FormState, data: FormData): Promise<FormState> {
  const result = await addEntry(await currentActor(), formInput(data));
  return result.ok ? backTo(result.value.institutionId, "added") : failed(result.error, data);
}

export async function correct(_: FormState, data: FormData): Promise<FormState> {
  const result = await correctEntry(await currentActor(), formInput(data));
  return result.ok ? backTo(result.value.institutionId, "corrected") : failed(result.error, data);
}

export async function remove(_: FormState, data: FormData): Promise<FormState> {
  const result = await removeEntry(await currentActor(), formInput(data));
  return result.ok ? backTo(result.value.institutionId, "removed") : failed(result.error, data);
}

export async function confirm(_: FormState, data: FormData): Promise<FormState> {
  const result = await confirmReport(await currentActor(), formInput(data));
  return result.ok ? backTo(result.value.institutionId, "confirmed") : failed(result.error, data);
}

/** Where somebody was faster, the page shows what stands now beside what was typed, and the next try is made on that. */
function failed(failure: Failure, data: FormData): FormState {
  if (failure.code === "changedMeanwhile") revalidatePath("/[locale]/institutions/[id]/report/[entryId]", "page");
  return { failure, values: formValues(data) };
}

async function backTo(institutionId: string, what: string): Promise<never> {
  const href = `/institutions/${encodeURIComponent(institutionId)}/report?done=${what}`;
  return redirect({ href, locale: await getLocale() });
}
