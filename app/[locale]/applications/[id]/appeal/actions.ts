"use server";
import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { fileAppeal } from "@/lib/appeals/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function file(_: FormState, data: FormData): Promise<FormState> {
  const result = await fileAppeal(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/", "layout");
  return redirect({ href: `/applications/${data.get("applicationId")}`, locale: await getLocale() });
}
