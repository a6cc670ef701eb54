"use server";

import { getLocale } from "next-intl/server";
import {
  cancelRoleChange,
  confirmRoleChange,
  endAbsence,
  inviteOfficial,
  markAbsence,
  nameDeputy,
  proposeRoleChange,
  suspendRole,
} from "@/lib/people/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import type { Result } from "@/lib/platform/errors/result";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function invite(_state: FormState, data: FormData): Promise<FormState> {
  return then(await inviteOfficial(await currentActor(), formInput(data)), data, "proposed");
}

export async function propose(_state: FormState, data: FormData): Promise<FormState> {
  return then(await proposeRoleChange(await currentActor(), formInput(data)), data, "proposed");
}

export async function deputise(_state: FormState, data: FormData): Promise<FormState> {
  return then(await nameDeputy(await currentActor(), formInput(data)), data, "proposed");
}

export async function suspend(_state: FormState, data: FormData): Promise<FormState> {
  return then(await suspendRole(await currentActor(), formInput(data)), data, "suspended");
}

export async function confirm(_state: FormState, data: FormData): Promise<FormState> {
  const result = await confirmRoleChange(await currentActor(), formInput(data));
  return then(result, data, result.ok && result.value.isFinal ? "final" : "confirmed");
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

/** On to the page of the person concerned, where it stands what became of it. */
async function then(result: Result<{ userId: string }>, data: FormData, notice: string): Promise<FormState> {
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/people/${result.value.userId}?notice=${notice}`, locale: await getLocale() });
}
