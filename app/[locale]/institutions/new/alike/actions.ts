"use server";

import { getLocale } from "next-intl/server";
import { registerInstitution, requestToJoin } from "@/lib/institutions/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function ask(_: FormState, data: FormData): Promise<FormState> {
  const { name, kind, ...input } = formInput(data);
  const result = await requestToJoin(await currentActor(), input);
  if (!result.ok) return failed(result.error, data);
  const typed = new URLSearchParams({ name: String(name ?? ""), kind: String(kind ?? "") });
  return redirect({ href: `/institutions/new/alike?${typed}`, locale: await getLocale() });
}

export async function registerAnyway(_: FormState, data: FormData): Promise<FormState> {
  const result = await registerInstitution(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  return redirect({ href: `/institutions/${result.value.institutionId}/identity`, locale: await getLocale() });
}
