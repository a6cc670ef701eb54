"use server";

import { getLocale } from "next-intl/server";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import type { Result } from "@/lib/platform/errors/result";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";
import { cancelProgrammeChange, confirmProgrammeChange, proposeProgrammeChange } from "@/lib/programmes/commands";

export async function propose(_state: FormState, data: FormData): Promise<FormState> {
  return then(await proposeProgrammeChange(await currentActor(), formInput(data)), data, "proposed");
}

export async function confirm(_state: FormState, data: FormData): Promise<FormState> {
  return then(await confirmProgrammeChange(await currentActor(), formInput(data)), data, "confirmed");
}

export async function cancel(_state: FormState, data: FormData): Promise<FormState> {
  return then(await cancelProgrammeChange(await currentActor(), formInput(data)), data, "cancelled");
}

/** On to the programme, where it stands what became of it. */
async function then(result: Result<{ programmeId: string }>, data: FormData, notice: string): Promise<FormState> {
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/programmes/${result.value.programmeId}?notice=${notice}`, locale: await getLocale() });
}
