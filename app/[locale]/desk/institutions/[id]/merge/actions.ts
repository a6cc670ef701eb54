"use server";
import { getLocale } from "next-intl/server";
import { cancelMerge, confirmMerge, proposeMerge } from "@/lib/institutions/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function propose(_: FormState, data: FormData): Promise<FormState> {
  const result = await proposeMerge(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/institutions/${result.value.institutionId}/merge`, locale: await getLocale() });
}

export async function confirm(_: FormState, data: FormData): Promise<FormState> {
  const result = await confirmMerge(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  return redirect({ href: `/desk/institutions/${result.value.institutionId}`, locale: await getLocale() });
}

export async function cancel(_: FormState, data: FormData): Promise<FormState> {
  const result = await cancelMerge(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  return redirect({ href: `/desk/institutions/${result.value.institutionId}`, locale: await getLocale() });
}
