"use server";
import { getLocale } from "next-intl/server";
import { inviteRegistration, withdrawRegistrationInvite } from "@/lib/institutions/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function invite(_: FormState, data: FormData): Promise<FormState> {
  const result = await inviteRegistration(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/directory/${data.get("directoryEntryId")}?done=invited`, locale: await getLocale() });
}

export async function withdraw(_: FormState, data: FormData): Promise<FormState> {
  const result = await withdrawRegistrationInvite(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  const { directoryEntryId } = result.value;
  return redirect({ href: `/desk/directory/${directoryEntryId}?done=withdrawn`, locale: await getLocale() });
}
