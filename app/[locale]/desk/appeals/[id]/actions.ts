"use server";
import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import {
  confirmAppeal,
  markAppealRead,
  proposeAppeal,
  sendAppealMessage,
  sendBackAppeal,
} from "@/lib/appeals/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function propose(_: FormState, data: FormData): Promise<FormState> {
  const result = await proposeAppeal(await currentActor(), formInput(data));
  return result.ok ? back(data) : failed(result.error, data);
}

export async function confirm(_: FormState, data: FormData): Promise<FormState> {
  const result = await confirmAppeal(await currentActor(), formInput(data));
  return result.ok ? back(data) : { failure: result.error };
}

export async function sendBack(_: FormState, data: FormData): Promise<FormState> {
  const result = await sendBackAppeal(await currentActor(), formInput(data));
  return result.ok ? back(data) : { failure: result.error };
}

export async function send(_: FormState, data: FormData): Promise<FormState> {
  const result = await sendAppealMessage(await currentActor(), formInput(data));
  return result.ok ? toThread(String(data.get("appealId"))) : failed(result.error, data);
}

export async function markRead(_: FormState, data: FormData): Promise<FormState> {
  const result = await markAppealRead(await currentActor(), formInput(data));
  return result.ok ? toThread(result.value.appealId) : { failure: result.error };
}

async function toThread(appealId: string): Promise<never> {
  revalidatePath("/", "layout");
  return redirect({ href: `/desk/appeals/${appealId}#appeal-messages`, locale: await getLocale() });
}

async function back(data: FormData): Promise<never> {
  revalidatePath("/", "layout");
  return redirect({ href: `/desk/appeals/${data.get("appealId")}`, locale: await getLocale() });
}
