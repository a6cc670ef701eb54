"use server";

import { getLocale } from "next-intl/server";
import { approveRenewals, proposeRenewal } from "@/lib/licences/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { chosenQuery, forEachChosen } from "@/lib/platform/chosen";
import type { FormState } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

/** Proposes each renewal by itself, as if by hand, with its own signature; the page then shows how each stands. */
export async function proposeAll(_state: FormState, data: FormData): Promise<FormState> {
  const actor = await currentActor();
  const signatures = data.getAll("signature");
  const answer = await forEachChosen(data, ([renewalId, version, contentHash], nth) =>
    proposeRenewal(actor, { renewalId, version, contentHash, signature: signatures[nth] }),
  );
  if (!answer.ok) return failed(answer.error, data);
  return backTo(data, answer.value);
}

/** Approves all of them, each with its own signature, or none. */
export async function approveAll(_state: FormState, data: FormData): Promise<FormState> {
  const signatures = data.getAll("signature");
  const renewals = data.getAll("rows[]").map((row, nth) => {
    const [renewalId, version] = String(row).split(":");
    return { renewalId: String(renewalId), version, signature: signatures[nth] };
  });
  const result = await approveRenewals(await currentActor(), { renewals });
  if (!result.ok) return failed(result.error, data);
  return backTo(
    data,
    renewals.map(({ renewalId }) => renewalId),
  );
}

/** The same page, with everything that was chosen on it. */
async function backTo(data: FormData, done: readonly string[]): Promise<never> {
  return redirect({ href: `/desk/licences/renewals/chosen?${chosenQuery(data, done)}`, locale: await getLocale() });
}
