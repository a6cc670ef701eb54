"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import {
  awardItems,
  fillByRule,
  openItems,
  proposeBatch,
  rejectBatch,
  removeItem,
  reproposeBatch,
  setItem,
  signBatch,
} from "@/lib/batches/commands";
import { approveBatch, cancelBatch } from "@/lib/licences/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import type { Command } from "@/lib/platform/command";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function award(_state: FormState, data: FormData): Promise<FormState> {
  return stay(awardItems, data);
}

export async function propose(_state: FormState, data: FormData): Promise<FormState> {
  return stay(proposeBatch, data);
}

export async function sign(_state: FormState, data: FormData): Promise<FormState> {
  return stay(signBatch, data);
}

export async function approve(_state: FormState, data: FormData): Promise<FormState> {
  return stay(approveBatch, data);
}

export async function reject(_state: FormState, data: FormData): Promise<FormState> {
  return stay(rejectBatch, data);
}

export async function cancel(_state: FormState, data: FormData): Promise<FormState> {
  return stay(cancelBatch, data);
}

export async function openNext(_state: FormState, data: FormData): Promise<FormState> {
  const result = await openItems(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/batches/${result.value.batchId}/read`, locale: await getLocale() });
}

export async function fill(_state: FormState, data: FormData): Promise<FormState> {
  return backToBatch(fillByRule, data);
}

/** To the batch that took the place of the old one. */
export async function exclude(_state: FormState, data: FormData): Promise<FormState> {
  return backToBatch(reproposeBatch, data);
}

export async function decide(_state: FormState, data: FormData): Promise<FormState> {
  return backToBatch(setItem, data);
}

export async function remove(_state: FormState, data: FormData): Promise<FormState> {
  return backToBatch(removeItem, data);
}

async function stay(command: Command<unknown>, data: FormData): Promise<FormState> {
  const result = await command(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/batches/[id]", "page");
  return {};
}

async function backToBatch(command: Command<{ batchId: string }>, data: FormData): Promise<FormState> {
  const result = await command(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/batches/${result.value.batchId}`, locale: await getLocale() });
}
