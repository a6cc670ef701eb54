"use server";
import { revalidatePath } from "next/cache";
import { removeView, renameView, saveView } from "@/lib/desk/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";

/** Keeps the list as its address has it. */
export async function keepView(_: FormState, data: FormData): Promise<FormState> {
  const result = await saveView(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath(`/[locale]/desk/${result.value.list}`, "page");
  return {};
}

/** Gives a view another name. */
export async function rename(_: FormState, data: FormData): Promise<FormState> {
  const result = await renameView(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/views", "page");
  return {};
}

/** Removes a view. */
export async function remove(_: FormState, data: FormData): Promise<FormState> {
  const result = await removeView(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/views", "page");
  return {};
}
