"use server";

import { getLocale } from "next-intl/server";
import { cancelRoleChange, endAbsence, markAbsence, nameDeputy } from "@/lib/people/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import type { Result } from "@/lib/platform/errors/result";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function deputise(_state: FormState, data: FormData): Promise<FormState> {
  return then(await nameDeputy(await currentActor(), formInput(data)), data, "proposed");
}

export async function cancel(_state: FormState, data: FormData): Promise<FormState> {
  return then(await cancelRoleChange(await currentActor(), formInput(data)), data, "cancelled");
}

export async function markLeave(_state: FormState, data: FormData): Promise<FormState> {
  return then(await markAbsence(await currentActor(), formInput(data)), data, "leaveMarked");
}

export async function endLeave(_state: FormState, data: FormData): Promise<FormState> {
  return then(await endAbsence(await currentActor(), formInput(data)), data, "leaveEnded");
}

async function then(result: Result<unknown>, data: FormData, notice: string): Promise<FormState> {
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/office?notice=${notice}`, locale: await getLocale() });
}
