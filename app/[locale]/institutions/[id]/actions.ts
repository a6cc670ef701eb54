"use server";
import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { markRegistrationRead, sendRegistrationMessage } from "@/lib/institutions/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function send(_: FormState, data: FormData): Promise<FormState> {
  const result = await sendRegistrationMessage(await currentActor(), formInput(data));
  return result.ok ? back(String(data.get("institutionId"))) : failed(result.error, data);
}

export async function markRead(_: FormState, data: FormData): Promise<FormState> {
  const result = await markRegistrationRead(await currentActor(), formInput(data));
  return result.ok ? back(result.value.institutionId) : { failure: result.error };
}

async function back(institutionId: string): Promise<never> {
  revalidatePath("/", "layout");
  return redirect({ href: `/institutions/${institutionId}#messages`, locale: await getLocale() });
}
