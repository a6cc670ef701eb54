"use server";
import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import type { DraftState } from "@/components/applications/DraftFormClient";
import type { AutosaveAnswer } from "@/components/applications/useAutosave";
import {
  markMessagesRead,
  removeAttachment,
  replyToRequest,
  saveApplication,
  sendMessage,
  startApplication,
  submitApplication,
  withdrawApplication,
} from "@/lib/applications/commands";
import { type DraftField, draftFields } from "@/lib/applications/merge";
import { findSection } from "@/lib/applications/sections";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function start(_: FormState, data: FormData): Promise<FormState> {
  const result = await startApplication(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/applications/${result.value.applicationId}`, locale: await getLocale() });
}

export async function save(_: DraftState, data: FormData): Promise<DraftState> {
  const goesOn = wayOn(data);
  const result = await saveApplication(await currentActor(), formInput(data));
  const fields = draftFields.filter((field) => data.has(`based.${field}`));
  const based = Object.fromEntries(fields.map((field) => [field, String(data.get(`based.${field}`))]));
  if (!result.ok) return { ...(await failed(result.error, data)), marks: based };
  const { draft, marks: standing, disputes } = result.value;
  const disputed = Object.keys(disputes) as DraftField[];
  if (disputed.length > 0)
    return {
      failure: {
        code: "writtenTogether",
        fields: Object.fromEntries(disputed.map((field) => [field, "chooseText" as const])),
      },
      values: { ...draft, ...Object.fromEntries(disputed.map((field) => [field, disputes[field]?.mine ?? ""])) },
      marks: Object.fromEntries(fields.map((field) => [field, disputes[field] ? based[field] : standing[field]])),
      disputes,
    };
  // The browser may hold the pages as they were before.
  revalidatePath("/", "layout");
  return redirect({ href: goesOn, locale: await getLocale() });
}

/** Where one gets to from a part of a draft by the button that was pressed; what only says so is taken out of the form. */
function wayOn(data: FormData): string {
  const [section, then] = [findSection(data.get("section")), data.get("then")];
  data.delete("section");
  data.delete("then");
  const draft = `/applications/${data.get("applicationId")}`;
  if (section && then === "stay") return `${draft}/${section}?saved=1`;
  return `${draft}/${findSection(then) ?? "check"}`;
}

export async function autosave(data: FormData): Promise<AutosaveAnswer> {
  wayOn(data);
  const result = await saveApplication(await currentActor(), formInput(data));
  return result.ok ? { ok: true, ...result.value } : { ok: false, failure: result.error };
}

export async function submit(_: FormState, data: FormData): Promise<FormState> {
  const result = await submitApplication(await currentActor(), formInput(data));
  return result.ok ? back(data) : { failure: result.error };
}

export async function withdraw(_: FormState, data: FormData): Promise<FormState> {
  const result = await withdrawApplication(await currentActor(), formInput(data));
  return result.ok ? back(data) : { failure: result.error };
}

export async function reply(_: FormState, data: FormData): Promise<FormState> {
  const result = await replyToRequest(await currentActor(), formInput(data));
  return result.ok ? back(data) : failed(result.error, data);
}

export async function send(_: FormState, data: FormData): Promise<FormState> {
  const result = await sendMessage(await currentActor(), formInput(data));
  return result.ok ? back(data, "#messages") : failed(result.error, data);
}

export async function markRead(_: FormState, data: FormData): Promise<FormState> {
  const result = await markMessagesRead(await currentActor(), formInput(data));
  return result.ok ? back(data, "#messages") : { failure: result.error };
}

export async function removeFile(_: FormState, data: FormData): Promise<FormState> {
  const result = await removeAttachment(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  revalidatePath("/", "layout");
  return redirect({ href: `/applications/${result.value.applicationId}/files`, locale: await getLocale() });
}

async function back(data: FormData, at = ""): Promise<never> {
  revalidatePath("/", "layout");
  return redirect({ href: `/applications/${data.get("applicationId")}${at}`, locale: await getLocale() });
}
