"use server";

import { getLocale } from "next-intl/server";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { chosenQuery, forEachChosen } from "@/lib/platform/chosen";
import type { FormState } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";
import { assignReviewers } from "@/lib/reviews/commands";

/** Asks for each application by itself, as if by hand; the page then shows how each of them stands. */
export async function assignAll(_state: FormState, data: FormData): Promise<FormState> {
  const actor = await currentActor();
  const answer = await forEachChosen(data, ([applicationId, version, ...reviewerIds]) =>
    assignReviewers(actor, { applicationId, version, reviewerIds }),
  );
  if (!answer.ok) return failed(answer.error, data);
  return redirect({ href: `/desk/applications/assign?${chosenQuery(data, answer.value)}`, locale: await getLocale() });
}
