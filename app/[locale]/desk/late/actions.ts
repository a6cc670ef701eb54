"use server";

import { revalidatePath } from "next/cache";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { reassignReview } from "@/lib/reviews/commands";

/** Hands a waiting review to another person. */
export async function reassign(_state: FormState, data: FormData): Promise<FormState> {
  const result = await reassignReview(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/late", "page");
  return {};
}
