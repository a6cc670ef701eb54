"use server";

import { getLocale } from "next-intl/server";
import { suspendLicence } from "@/lib/licences/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { chosenQuery, forEachChosen } from "@/lib/platform/chosen";
import type { FormState } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

/** Asks for each suspension by itself, as if by hand, with its own signature; the page then shows how each licence stands. */
export async function suspendAll(_state: FormState, data: FormData): Promise<FormState> {
  const actor = await currentActor();
  const reason = data.get("reason");
  const signatures = data.getAll("signature");
  const answer = await forEachChosen(data, ([licenceId, version], nth) =>
    suspendLicence(actor, { licenceId, version, reason, signature: signatures[nth] }),
  );
  if (!answer.ok) return failed(answer.error, data);
  return redirect({ href: `/desk/licences/suspend?${chosenQuery(data, answer.value)}`, locale: await getLocale() });
}
