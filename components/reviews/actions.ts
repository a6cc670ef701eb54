"use server";

import { revalidatePath } from "next/cache";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput, formValues } from "@/lib/platform/forms";
import { assignReviewers, requestInformation, withdrawReview } from "@/lib/reviews/commands";

/** Posts the choice of reviewers; the two lists of the form are one list of the command. */
export async function assign(_state: FormState, data: FormData): Promise<FormState> {
  const { first, second, ...rest } = formInput(data);
  const reviewerIds = [first, second].filter((id) => id !== undefined);
  const result = await assignReviewers(await currentActor(), { ...rest, reviewerIds });
  if (!result.ok) {
    const { reviewerIds: code, ...fields } = result.error.fields ?? {};
    return {
      failure: { ...result.error, fields: { ...fields, ...(code && { first: code }) } },
      values: formValues(data),
    };
  }
  revalidatePath("/[locale]/desk/applications/[id]", "page");
  return {};
}

/** Takes a review back that was not submitted. */
export async function takeBack(_state: FormState, data: FormData): Promise<FormState> {
  const result = await withdrawReview(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/applications/[id]", "page");
  return {};
}

/** Posts a question to the applicant, from the application's page or from a review's. */
export async function ask(_state: FormState, data: FormData): Promise<FormState> {
  const result = await requestInformation(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  revalidatePath("/[locale]/desk/applications/[id]", "page");
  revalidatePath("/[locale]/desk/reviews/[id]", "page");
  return {};
}
