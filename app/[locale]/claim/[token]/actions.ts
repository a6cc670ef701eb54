"use server";

import { getLocale } from "next-intl/server";
import { askRebind, claimSeat } from "@/lib/licences/commands";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function claim(_state: FormState, data: FormData): Promise<FormState> {
  const result = await claimSeat(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  return redirect({ href: "/seat", locale: await getLocale() });
}

export async function ask(_state: FormState, data: FormData): Promise<FormState> {
  const result = await askRebind(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  return redirect({ href: "/seat", locale: await getLocale() });
}
