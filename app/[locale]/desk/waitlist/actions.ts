"use server";
import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { offerPlaces } from "@/lib/batches/commands";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function offer(_: FormState, data: FormData): Promise<FormState> {
  const result = await offerPlaces(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  revalidatePath("/", "layout");
  return redirect({ href: "/desk/waitlist", locale: await getLocale() });
}
