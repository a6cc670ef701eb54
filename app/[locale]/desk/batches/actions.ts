"use server";

import { getLocale } from "next-intl/server";
import { draftBatch } from "@/lib/batches/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function open(_state: FormState, data: FormData): Promise<FormState> {
  const result = await draftBatch(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: `/desk/batches/${result.value.batchId}`, locale: await getLocale() });
}
