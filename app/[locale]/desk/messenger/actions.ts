"use server";

import { getLocale } from "next-intl/server";
import { approveAccounts, declineAccount, proposeAccounts, rejectAccounts } from "@/lib/messenger/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function propose(_state: FormState, data: FormData): Promise<FormState> {
  const result = await proposeAccounts(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  return redirect({ href: `/desk/messenger/${result.value.batchId}?notice=proposed`, locale: await getLocale() });
}

export async function approve(_state: FormState, data: FormData): Promise<FormState> {
  const result = await approveAccounts(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  return redirect({ href: `/desk/messenger/${result.value.batchId}?notice=approved`, locale: await getLocale() });
}

export async function reject(_state: FormState, data: FormData): Promise<FormState> {
  const result = await rejectAccounts(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/messenger/${result.value.batchId}?notice=rejected`, locale: await getLocale() });
}

export async function decline(_state: FormState, data: FormData): Promise<FormState> {
  const result = await declineAccount(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: "/desk/messenger?notice=declined", locale: await getLocale() });
}
