"use server";

import { getLocale } from "next-intl/server";
import { acceptInvitation } from "@/lib/institutions/commands";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function accept(_state: FormState, data: FormData): Promise<FormState> {
  const result = await acceptInvitation(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  return redirect({
    href: `/institutions/${result.value.institutionId}/members?done=joined`,
    locale: await getLocale(),
  });
}
