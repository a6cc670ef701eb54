"use server";

import { revalidatePath } from "next/cache";
import { noteAuditHead } from "@/lib/audit/commands";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput, formValues } from "@/lib/platform/forms";

export async function noteHead(_state: FormState, data: FormData): Promise<FormState> {
  const result = await noteAuditHead(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error, values: formValues(data) };
  revalidatePath("/[locale]/desk/audit", "page");
  return {};
}
