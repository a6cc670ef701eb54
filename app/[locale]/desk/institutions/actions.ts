"use server";
import { getLocale } from "next-intl/server";
import {
  cancelDecline,
  confirmDecline,
  liftSuspension,
  proposeDecline,
  returnInstitution,
  suspendInstitution,
  verifyInstitution,
} from "@/lib/institutions/commands";
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

export async function decline(_: FormState, data: FormData): Promise<FormState> {
  const result = await proposeDecline(await currentActor(), formInput(data));
  return result.ok ? back(data) : failed(result.error, data);
}

export async function carryOutDecline(_: FormState, data: FormData): Promise<FormState> {
  const result = await confirmDecline(await currentActor(), formInput(data));
  return result.ok ? to(result.value.institutionId) : failed(result.error, data);
}

export async function dropDecline(_: FormState, data: FormData): Promise<FormState> {
  const result = await cancelDecline(await currentActor(), formInput(data));
  return result.ok ? to(result.value.institutionId) : failed(result.error, data);
}

export async function suspend(_: FormState, data: FormData): Promise<FormState> {
  const result = await suspendInstitution(await currentActor(), formInput(data));
  return result.ok ? back(data) : failed(result.error, data);
}

export async function lift(_: FormState, data: FormData): Promise<FormState> {
  const result = await liftSuspension(await currentActor(), formInput(data));
  return result.ok ? back(data) : failed(result.error, data);
}

function back(data: FormData): Promise<never> {
  return to(String(data.get("institutionId")));
}

async function to(institutionId: string): Promise<never> {
  return redirect({ href: `/desk/institutions/${institutionId}`, locale: await getLocale() });
}
