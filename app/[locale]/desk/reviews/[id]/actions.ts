"use server";

import { revalidatePath } from "next/cache";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import type { Command } from "@/lib/platform/command";
import { type FormState, formInput } from "@/lib/platform/forms";
import { declareConflict, submitReview } from "@/lib/reviews/commands";

export async function submit(_state: FormState, data: FormData): Promise<FormState> {
  return act(submitReview, data);
}

export async function stepAside(_state: FormState, data: FormData): Promise<FormState> {
  return act(declareConflict, data);
}

async function act(command: Command<unknown>, data: FormData): Promise<FormState> {
  const result = await command(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/reviews/[id]", "page");
  return {};
}
