"use server";

import { getLocale } from "next-intl/server";
import { askRenewal, offerSeats, withdrawOffer } from "@/lib/licences/commands";
import { failureOfOne } from "@/lib/licences/lines";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput, formValues } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function offerOne(_state: FormState, data: FormData): Promise<FormState> {
  const { institutionId, ...person } = formInput(data);
  const result = await offerSeats(await currentActor(), { institutionId, people: [person] });
  if (!result.ok) return { failure: failureOfOne(result.error), values: formValues(data) };
  return backTo(institutionId, "offered=1");
}

export async function withdraw(_state: FormState, data: FormData): Promise<FormState> {
  const { institutionId, ...input } = formInput(data);
  const result = await withdrawOffer(await currentActor(), input);
  if (!result.ok) return failed(result.error, data);
  return backTo(institutionId, "withdrawn=1");
}

export async function renew(_state: FormState, data: FormData): Promise<FormState> {
  const { institutionId } = formInput(data);
  const result = await askRenewal(await currentActor(), { institutionId });
  if (!result.ok) return { failure: result.error };
  return backTo(institutionId, "renewal=1");
}

async function backTo(institutionId: unknown, what: string): Promise<never> {
  const href = `/institutions/${encodeURIComponent(String(institutionId))}/seats?${what}`;
  return redirect({ href, locale: await getLocale() });
}
