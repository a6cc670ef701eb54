"use server";

import { getLocale } from "next-intl/server";
import { proposeChange, suspendLicence } from "@/lib/licences/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import type { Result } from "@/lib/platform/errors/result";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function suspend(_state: FormState, data: FormData): Promise<FormState> {
  return answer(await suspendLicence(await currentActor(), formInput(data)), data);
}

export async function propose(_state: FormState, data: FormData): Promise<FormState> {
  const result = await proposeChange(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/licences/decisions/${result.value.licenceChangeId}`, locale: await getLocale() });
}

async function answer(result: Result<{ licenceId: string }>, data: FormData): Promise<FormState> {
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/licences/${result.value.licenceId}?asked=1`, locale: await getLocale() });
}
