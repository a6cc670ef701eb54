"use server";

import { revalidatePath } from "next/cache";
import { noteAuditHead } from "@/lib/audit/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";

export async function noteHead(_state: FormState, data: FormData): Promise<FormState> {
  const result = await noteAuditHead(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/audit", "page");
  return {};
}
