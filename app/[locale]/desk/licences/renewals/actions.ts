"use server";

import { getLocale } from "next-intl/server";
import { approveRenewal, declineRenewal, proposeRenewal } from "@/lib/licences/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { forEachChosen } from "@/lib/platform/chosen";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

/** Proposes each chosen renewal by itself, as if by hand. */
export async function proposeAll(_state: FormState, data: FormData): Promise<FormState> {
  const actor = await currentActor();
  const answer = await forEachChosen(data, ([renewalId, version]) => proposeRenewal(actor, { renewalId, version }));
  return answer.ok ? done("proposed") : failed(answer.error, data);
}

export async function approve(_state: FormState, data: FormData): Promise<FormState> {
  const result = await approveRenewal(await currentActor(), formInput(data));
  return result.ok ? done("approved") : failed(result.error, data);
}

export async function decline(_state: FormState, data: FormData): Promise<FormState> {
  const { renewal, reason } = formInput(data);
  const [renewalId, version] = String(renewal ?? "").split(":");
  const result = await declineRenewal(await currentActor(), { renewalId, version, reason });
  return result.ok ? done("declined") : failed(result.error, data);
}

async function done(what: "proposed" | "approved" | "declined"): Promise<never> {
  return redirect({ href: `/desk/licences/renewals?done=${what}`, locale: await getLocale() });
}
