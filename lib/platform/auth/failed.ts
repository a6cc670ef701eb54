import { headers } from "next/headers";
import { getLocale } from "next-intl/server";
import type { Failure } from "../errors/result.ts";
import { type FormState, formValues } from "../forms.ts";
import { redirect } from "../i18n/navigation.ts";
import { pageHeader } from "../web/addresses.ts";
import { keepWords } from "./kept.ts";
import { sessionIdSent } from "./session.ts";

/**
 * What a form's action gives back when it failed: why, and what was typed. Where the session has ended and no script runs in the
 * page, the words are kept instead, and the person is led to sign in and back to them; with a script they wait in the tab.
 */
export async function failed(failure: Failure, data: FormData): Promise<FormState> {
  const values = formValues(data);
  const asked = await headers();
  const page = asked.get(pageHeader);
  if (failure.code !== "signInFirst" || page === null || asked.has("next-action")) return { failure, values };
  const [path = "/"] = page.split("?", 1);
  const sessionId = await sessionIdSent();
  if (sessionId) await keepWords(sessionId, { path, values });
  return redirect({ href: `/sign-in?next=${encodeURIComponent(`${path}?kept=1`)}`, locale: await getLocale() });
}

/** The path of the page that is asked for, if it is to show what was kept of it. */
export async function pathOfKept(): Promise<string | null> {
  const [path = "/", query] = ((await headers()).get(pageHeader) ?? "").split("?", 2);
  return new URLSearchParams(query).get("kept") === "1" ? path : null;
}
