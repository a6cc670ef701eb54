"use server";
import { getLocale } from "next-intl/server";
import { acceptRegistrationInvite } from "@/lib/institutions/commands";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function open(_: FormState, data: FormData): Promise<FormState> {
  const result = await acceptRegistrationInvite(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  return redirect({ href: `/institutions/${result.value.institutionId}/identity`, locale: await getLocale() });
}
