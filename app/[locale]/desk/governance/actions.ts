"use server";

import { getLocale } from "next-intl/server";
import { actAsGovernor } from "@/lib/chain/commands";
import { failed } from "@/lib/platform/auth/failed";
import { currentActor } from "@/lib/platform/auth/session";
import { type FormState, formInput } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";

export async function act(_state: FormState, data: FormData): Promise<FormState> {
  const result = await actAsGovernor(await currentActor(), formInput(data));
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: "/desk/governance?notice=sent", locale: await getLocale() });
}
