"use server";
import { getLocale } from "next-intl/server";
import { requestToJoin } from "@/lib/institutions/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function ask(_: FormState, data: FormData): Promise<FormState> {
  const { registering, ...input } = formInput(data);
  const result = await requestToJoin(await currentActor(), input);
  if (!result.ok) return failed(result.error, data);
  const back = encodeURIComponent(String(registering ?? ""));
  return redirect({ href: `/institutions/${back}/alike`, locale: await getLocale() });
}
