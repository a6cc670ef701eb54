"use server";
import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { askMobileCode, chooseTexts, proveMobile, removeMobile } from "@/lib/notifications/commands";
import type { Actor } from "@/lib/platform/auth/actor";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import type { Result } from "@/lib/platform/errors/result";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

async function act(
  command: (actor: Actor, raw: unknown) => Promise<Result<unknown>>,
  data: FormData,
): Promise<FormState> {
  const result = await command(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/notices", "page");
  return {};
}

/** Sends a code to a number. */
export async function askCode(_: FormState, data: FormData): Promise<FormState> {
  return act(askMobileCode, data);
}

/** Proves the number by its code. */
export async function prove(_: FormState, data: FormData): Promise<FormState> {
  return act(proveMobile, data);
}

/** Chooses of what one hears by text message. */
export async function chooseKinds(_: FormState, data: FormData): Promise<FormState> {
  const result = await chooseTexts(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: "/notices?saved=texts#texts", locale: await getLocale() });
}

/** Forgets the number. */
export async function removeNumber(_: FormState, data: FormData): Promise<FormState> {
  return act(removeMobile, data);
}
