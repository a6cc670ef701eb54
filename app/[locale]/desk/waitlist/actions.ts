"use server";
import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { cancelClosing, confirmClosing, offerPlaces, proposeClosing } from "@/lib/batches/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function offer(_: FormState, data: FormData): Promise<FormState> {
  const result = await offerPlaces(await currentActor(), formInput(data));
  return result.ok ? back() : { failure: result.error };
}

export async function proposeToClose(_: FormState, data: FormData): Promise<FormState> {
  const result = await proposeClosing(await currentActor(), formInput(data));
  return result.ok ? back() : failed(result.error, data);
}

export async function carryOutClosing(_: FormState, data: FormData): Promise<FormState> {
  const result = await confirmClosing(await currentActor(), formInput(data));
  return result.ok ? back() : failed(result.error, data);
}

export async function dropClosing(_: FormState, data: FormData): Promise<FormState> {
  const result = await cancelClosing(await currentActor(), formInput(data));
  return result.ok ? back() : failed(result.error, data);
}

async function back(): Promise<never> {
  revalidatePath("/", "layout");
  return redirect({ href: "/desk/waitlist", locale: await getLocale() });
}
