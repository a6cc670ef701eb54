"use server";
import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { acceptPlaces, declinePlaces } from "@/lib/batches/commands";
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

/** Where the form stands is the page's to know, and no input of the command. */
function take(data: FormData, field: string): string {
  const value = String(data.get(field));
  data.delete(field);
  return value;
}

async function back(applicationId: string): Promise<never> {
  revalidatePath("/", "layout");
  return redirect({ href: `/applications/${applicationId}`, locale: await getLocale() });
}
