"use server";

import { getLocale } from "next-intl/server";
import { remindIdle } from "@/lib/licences/commands";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function remind(_state: FormState, data: FormData): Promise<FormState> {
  const { institutionId, seatIds } = formInput(data);
  const result = await remindIdle(await currentActor(), { institutionId, seatIds });
  if (!result.ok) return { failure: result.error };
  const href = `/institutions/${encodeURIComponent(String(institutionId))}/seats/idle?reminded=${result.value.reminded}`;
  return redirect({ href, locale: await getLocale() });
}
