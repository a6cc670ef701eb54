"use server";
import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { markAppealRead, sendAppealMessage } from "@/lib/appeals/commands";
import { acceptPlaces, declinePlaces } from "@/lib/batches/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function accept(_: FormState, data: FormData): Promise<FormState> {
  const applicationId = take(data, "applicationId");
  const result = await acceptPlaces(await currentActor(), formInput(data));
  return result.ok ? back(applicationId) : { failure: result.error };
}

export async function decline(_: FormState, data: FormData): Promise<FormState> {
  const applicationId = take(data, "applicationId");
  const result = await declinePlaces(await currentActor(), formInput(data));
  return result.ok ? back(applicationId) : { failure: result.error };
}

export async function sendAboutAppeal(applicationId: string, _: FormState, data: FormData): Promise<FormState> {
  const result = await sendAppealMessage(await currentActor(), formInput(data));
  return result.ok ? back(applicationId, "#appeal-messages") : failed(result.error, data);
}

export async function markAboutAppeal(applicationId: string, _: FormState, data: FormData): Promise<FormState> {
  const result = await markAppealRead(await currentActor(), formInput(data));
  return result.ok ? back(applicationId, "#appeal-messages") : { failure: result.error };
}

/** Where the form stands is the page's to know, and no input of the command. */
function take(data: FormData, field: string): string {
  const value = String(data.get(field));
  data.delete(field);
  return value;
}

async function back(applicationId: string, at = ""): Promise<never> {
  revalidatePath("/", "layout");
  return redirect({ href: `/applications/${applicationId}${at}`, locale: await getLocale() });
}
