"use server";

import { revalidatePath } from "next/cache";
import { grantRole, withdrawRole } from "@/lib/people/commands";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput, formValues } from "@/lib/platform/forms";

export async function grant(_state: FormState, data: FormData): Promise<FormState> {
  const result = await grantRole(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error, values: formValues(data) };
  revalidatePath("/[locale]/desk/people", "page");
  return {};
}

export async function withdraw(_state: FormState, data: FormData): Promise<FormState> {
  const result = await withdrawRole(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error, values: formValues(data) };
  revalidatePath("/[locale]/desk/people", "page");
  return {};
}
