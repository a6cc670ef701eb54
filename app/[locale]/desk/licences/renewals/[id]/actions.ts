"use server";

import { revalidatePath } from "next/cache";
import { approveRenewal, declineRenewal, proposeRenewal, signRenewal } from "@/lib/licences/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import type { Command } from "@/lib/platform/command";
import { type FormState, formInput } from "@/lib/platform/forms";

export async function propose(_state: FormState, data: FormData): Promise<FormState> {
  return stay(proposeRenewal, data);
}

export async function approve(_state: FormState, data: FormData): Promise<FormState> {
  return stay(approveRenewal, data);
}

export async function sign(_state: FormState, data: FormData): Promise<FormState> {
  return stay(signRenewal, data);
}

export async function decline(_state: FormState, data: FormData): Promise<FormState> {
  return stay(declineRenewal, data);
}

async function stay(command: Command<unknown>, data: FormData): Promise<FormState> {
  const result = await command(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/licences/renewals/[id]", "page");
  return {};
}
