"use server";
import { revalidatePath } from "next/cache";
import { resendMail } from "@/lib/notifications/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";

export async function resend(_: FormState, data: FormData): Promise<FormState> {
  const result = await resendMail(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/mail", "page");
  return {};
}
