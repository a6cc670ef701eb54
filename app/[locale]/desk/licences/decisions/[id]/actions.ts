"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { approveChange, rejectChange, signChange } from "@/lib/licences/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function approve(_state: FormState, data: FormData): Promise<FormState> {
  const result = await approveChange(await currentActor(), formInput(data));
  return result.ok ? stay() : failed(result.error, data);
}

export async function sign(_state: FormState, data: FormData): Promise<FormState> {
  const result = await signChange(await currentActor(), formInput(data));
  return result.ok ? stay() : failed(result.error, data);
}

export async function reject(_state: FormState, data: FormData): Promise<FormState> {
  const result = await rejectChange(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/licences/${result.value.licenceId}`, locale: await getLocale() });
}

function stay(): FormState {
  revalidatePath("/[locale]/desk/licences/decisions/[id]", "page");
  return {};
}
