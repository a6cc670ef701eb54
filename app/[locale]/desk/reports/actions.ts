"use server";
import { revalidatePath } from "next/cache";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { endSchedule, scheduleReport } from "@/lib/reports/commands";

/** Has a report written for every week or month to come. */
export async function schedule(_: FormState, data: FormData): Promise<FormState> {
  const result = await scheduleReport(await currentActor(), { readers: [], ...formInput(data) });
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/reports", "page");
  return {};
}

/** Ends a schedule. */
export async function end(_: FormState, data: FormData): Promise<FormState> {
  const result = await endSchedule(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/reports", "page");
  return {};
}
