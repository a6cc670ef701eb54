"use server";

import { revalidatePath } from "next/cache";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import type { Command } from "@/lib/platform/command";
import { type FormState, formInput } from "@/lib/platform/forms";
import { closeDiscussion, postToDiscussion, reviseReview } from "@/lib/reviews/commands";

export async function post(_state: FormState, data: FormData): Promise<FormState> {
  return act(postToDiscussion, data);
}

export async function close(_state: FormState, data: FormData): Promise<FormState> {
  return act(closeDiscussion, data);
}

export async function revise(_state: FormState, data: FormData): Promise<FormState> {
  return act(reviseReview, data);
}

async function act(command: Command<unknown>, data: FormData): Promise<FormState> {
  const result = await command(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/reviews/discussion/[id]", "page");
  return {};
}
