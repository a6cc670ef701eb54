"use server";
import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { markMessagesRead, sendMessage } from "@/lib/applications/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function send(_: FormState, data: FormData): Promise<FormState> {
  const result = await sendMessage(await currentActor(), formInput(data));
  return result.ok ? back(data) : failed(result.error, data);
}

export async function markRead(_: FormState, data: FormData): Promise<FormState> {
  const result = await markMessagesRead(await currentActor(), formInput(data));
  return result.ok ? back(data) : { failure: result.error };
}

async function back(data: FormData): Promise<never> {
  revalidatePath("/", "layout");
  return redirect({ href: `/desk/applications/${data.get("applicationId")}#messages`, locale: await getLocale() });
}
