"use server";

import { getLocale } from "next-intl/server";
import { reclaimSeat } from "@/lib/licences/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { chosenQuery, forEachChosen } from "@/lib/platform/chosen";
import type { FormState } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

/** Takes each seat back by itself, as if by hand; the page then shows how each stands. */
export async function reclaim(_state: FormState, data: FormData): Promise<FormState> {
  const actor = await currentActor();
  const reason = data.get("reason");
  const answer = await forEachChosen(data, ([seatId, version]) => reclaimSeat(actor, { seatId, version, reason }));
  if (!answer.ok) return failed(answer.error, data);
  const query = chosenQuery(data, answer.value);
  const institution = encodeURIComponent(String(data.get("institutionId")));
  return redirect({ href: `/institutions/${institution}/seats/idle/reclaim?${query}`, locale: await getLocale() });
}
