"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import type { Command } from "@/lib/platform/command";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";
import { draftRubric, proposeRubric, publishRubric, returnRubric, saveRubric } from "@/lib/reviews/commands";

export async function draft(_state: FormState, data: FormData): Promise<FormState> {
  const result = await draftRubric(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/rubrics/${result.value.rubricId}`, locale: await getLocale() });
}

export async function save(_state: FormState, data: FormData): Promise<FormState> {
  return act(saveRubric, data);
}

export async function propose(_state: FormState, data: FormData): Promise<FormState> {
  return act(proposeRubric, data);
}

export async function giveBack(_state: FormState, data: FormData): Promise<FormState> {
  return act(returnRubric, data);
}

export async function publish(_state: FormState, data: FormData): Promise<FormState> {
  return act(publishRubric, data);
}

async function act(command: Command<unknown>, data: FormData): Promise<FormState> {
  const result = await command(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/rubrics/[id]", "page");
  return {};
}
