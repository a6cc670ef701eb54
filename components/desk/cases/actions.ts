"use server";
import { revalidatePath } from "next/cache";
import { claimCase, releaseCase, renewCase } from "@/lib/desk/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";

function refresh(): void {
  revalidatePath("/[locale]/desk/applications/[id]", "page");
  revalidatePath("/[locale]/desk/institutions/[id]", "page");
}

/** Takes a case, or takes it over. */
export async function claim(_: FormState, data: FormData): Promise<FormState> {
  const result = await claimCase(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  refresh();
  return {};
}

/** Gives a case back. */
export async function release(_: FormState, data: FormData): Promise<FormState> {
  const result = await releaseCase(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  refresh();
  return {};
}

/** Holds a case for longer; says whether it is still the reader's. */
export async function renew(of: { institutionId: string } | { applicationId: string }): Promise<boolean> {
  return (await renewCase(await currentActor(), of)).ok;
}
