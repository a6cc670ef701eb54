"use server";

import { revalidatePath } from "next/cache";
import { resendChainWrite } from "@/lib/chain/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";

export async function resend(_state: FormState, data: FormData): Promise<FormState> {
  const result = await resendChainWrite(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/chain", "page");
  revalidatePath("/[locale]/desk/chain/[id]", "page");
  revalidatePath("/[locale]/desk/batches/[id]", "page");
  return {};
}
