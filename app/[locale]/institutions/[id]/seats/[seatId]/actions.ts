"use server";

import { getLocale } from "next-intl/server";
import { confirmRebind, declineRebind, releaseSeat } from "@/lib/licences/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import type { Result } from "@/lib/platform/errors/result";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function release(_state: FormState, data: FormData): Promise<FormState> {
  const { institutionId, ...input } = formInput(data);
  return answer(await releaseSeat(await currentActor(), input), "released", data);
}

export async function confirm(_state: FormState, data: FormData): Promise<FormState> {
  const { institutionId, ...input } = formInput(data);
  return answer(await confirmRebind(await currentActor(), input), "confirmed", data);
}

export async function decline(_state: FormState, data: FormData): Promise<FormState> {
  const { institutionId, ...input } = formInput(data);
  return answer(await declineRebind(await currentActor(), input), "declined", data);
}

async function answer(result: Result<{ seatId: string }>, done: string, data: FormData): Promise<FormState> {
  if (!result.ok) return failed(result.error, data);
  const id = encodeURIComponent(String(data.get("institutionId")));
  const href = `/institutions/${id}/seats/${result.value.seatId}?done=${done}`;
  return redirect({ href, locale: await getLocale() });
}
