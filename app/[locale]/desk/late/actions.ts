"use server";

import { revalidatePath } from "next/cache";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput, formValues } from "@/lib/platform/forms";
import { reassignReview } from "@/lib/reviews/commands";

/** Hands a waiting review to another person. */
export async function reassign(_state: FormState, data: FormData): Promise<FormState> {
  const result = await reassignReview(await currentActor(), formInput(data));
  if (!result.ok) return { failure: result.error, values: formValues(data) };
  revalidatePath("/[locale]/desk/late", "page");
  return {};
}
