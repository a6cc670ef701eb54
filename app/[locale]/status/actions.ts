"use server";

import { cookies, headers } from "next/headers";
import { getLocale } from "next-intl/server";
import { openStatusLink, requestStatusLink } from "@/lib/applications/commands";
import { statusLinks } from "@/lib/applications/rules";
import { failed } from "@/lib/platform/auth/failed";
import { config } from "@/lib/platform/config";
import { type FormState, formInput, formValues } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";
import { secondsToWait } from "@/lib/platform/limits/limits";
import { viewerCookie } from "./viewer";

export async function sendLink(_state: FormState, data: FormData): Promise<FormState> {
  const locale = await getLocale();
  if (secondsToWait("statusLink", await headers()) > 0)
    return { failure: { code: "tooManyRequests" }, values: formValues(data) };
  const result = await requestStatusLink({ ...formInput(data), locale });
  if (!result.ok) return failed(result.error, data);
  return redirect({ href: "/status/sent", locale });
}

/** Opens the link for this browser. What became of it, the page says. */
export async function openLink(data: FormData): Promise<void> {
  const token = String(data.get("token"));
  const jar = await cookies();
  const result = await openStatusLink(token, jar.get(viewerCookie)?.value);
  if (result.ok)
    jar.set(viewerCookie, result.value.viewer, {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      maxAge: statusLinks.days * 24 * 3_600,
      secure: config().origin.startsWith("https:"),
    });
  return redirect({ href: `/status/${encodeURIComponent(token)}`, locale: await getLocale() });
}
