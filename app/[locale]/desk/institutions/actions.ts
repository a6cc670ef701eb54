"use server";
import { getLocale } from "next-intl/server";
import { liftSuspension, returnInstitution, suspendInstitution, verifyInstitution } from "@/lib/institutions/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function verify(_: FormState, data: FormData): Promise<FormState> {
  const result = await verifyInstitution(await currentActor(), formInput(data));
  return result.ok ? back(data) : failed(result.error, data);
}

export async function sendBack(_: FormState, data: FormData): Promise<FormState> {
  const result = await returnInstitution(await currentActor(), formInput(data));
  return result.ok ? back(data) : failed(result.error, data);
}

export async function suspend(_: FormState, data: FormData): Promise<FormState> {
  const result = await suspendInstitution(await currentActor(), formInput(data));
  return result.ok ? back(data) : failed(result.error, data);
}

export async function lift(_: FormState, data: FormData): Promise<FormState> {
  const result = await liftSuspension(await currentActor(), formInput(data));
  return result.ok ? back(data) : failed(result.error, data);
}

async function back(data: FormData): Promise<never> {
  return redirect({ href: `/desk/institutions/${data.get("institutionId")}`, locale: await getLocale() });
}
