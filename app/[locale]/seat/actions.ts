"use server";

import { revalidatePath } from "next/cache";
import { confirmUse } from "@/lib/licences/commands";
import { removeAccount, requestAccount } from "@/lib/messenger/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";

export async function request(_state: FormState, data: FormData): Promise<FormState> {
  const result = await requestAccount(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/seat", "page");
  return {};
}

export async function remove(_state: FormState, data: FormData): Promise<FormState> {
  const result = await removeAccount(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/seat", "page");
  return {};
}

export async function use(_state: FormState, data: FormData): Promise<FormState> {
  const result = await confirmUse(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  revalidatePath("/[locale]/seat", "page");
  return {};
}
