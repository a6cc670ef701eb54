"use server";
import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { chooseDelivery, markNotice, markNotices } from "@/lib/notifications/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

/** The count stands in the header of every page. */
function refresh(): void {
  revalidatePath("/[locale]", "layout");
}

/** Marks one notice as read. */
export async function mark(_: FormState, data: FormData): Promise<FormState> {
  const result = await markNotice(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  refresh();
  return {};
}

/** Marks all as read. */
export async function markAll(_: FormState, data: FormData): Promise<FormState> {
  const result = await markNotices(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error };
  refresh();
  return {};
}

/** Chooses of which topics one hears once a day. */
export async function choose(_: FormState, data: FormData): Promise<FormState> {
  const result = await chooseDelivery(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: "/notices?saved=daily#choice", locale: await getLocale() });
}
