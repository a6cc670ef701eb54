"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import type { Command } from "@/lib/platform/command";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";
import { askThirdReview, openDiscussion, skipThirdReview } from "@/lib/reviews/commands";

export async function third(_state: FormState, data: FormData): Promise<FormState> {
  return stay(askThirdReview, data);
}

export async function skipThird(_state: FormState, data: FormData): Promise<FormState> {
  return stay(skipThirdReview, data);
}

/** Opens the discussion of a case, and leads to it. */
export async function discuss(_state: FormState, data: FormData): Promise<FormState> {
  const result = await openDiscussion(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/reviews/discussion/${result.value.discussionId}`, locale: await getLocale() });
}

async function stay(command: Command<unknown>, data: FormData): Promise<FormState> {
  const result = await command(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/applications/[id]", "page");
  return {};
}
