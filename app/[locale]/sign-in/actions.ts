"use server";

import { cookies, headers } from "next/headers";
import { getLocale } from "next-intl/server";
import {
  endSession,
  extendSession,
  issueChallenge,
  requestCode,
  setLocale,
  signInAsDemo,
  signInWithCode,
  signInWithIdentity,
} from "@/lib/people/commands";
import { personOfSession } from "@/lib/platform/auth/person";
import { clearSessionCookie, currentActor, safeNext, setSessionCookie } from "@/lib/platform/auth/session";
import { type SessionLeft, sessionLeft } from "@/lib/platform/auth/sessionLeft";
import { identityTrust } from "@/lib/platform/chain/trust";
import { config } from "@/lib/platform/config";
import type { Failure } from "@/lib/platform/errors/result";
import { type FormState, formInput, formValues } from "@/lib/platform/forms";
import { redirect } from "@/lib/platform/i18n/navigation";
import { type Limited, secondsToWait } from "@/lib/platform/limits/limits";

/** Where the address waits for its code, so that it never stands in a link or a log. */
const emailCookie = "sanad-sign-in";

export async function sendCode(_state: FormState, data: FormData): Promise<FormState> {
  if (await asksTooOften("signInCode")) return { failure: { code: "tooManyRequests" }, values: formValues(data) };
  const { email, next } = formInput(data);
  const locale = await getLocale();
  const result = await requestCode({ email, locale });
  if (!result.ok) return { failure: result.error, values: formValues(data) };
  const kept = {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    maxAge: 600,
    secure: config().origin.startsWith("https:"),
  } as const;
  (await cookies()).set(emailCookie, String(email).trim().toLowerCase(), kept);
  return redirect({ href: `/sign-in/code?next=${encodeURIComponent(safeNext(next))}`, locale });
}

export async function enterCode(_state: FormState, data: FormData): Promise<FormState> {
  if (await asksTooOften("signInAttempt")) return { failure: { code: "tooManyRequests" } };
  const { code, next } = formInput(data);
  const email = (await cookies()).get(emailCookie)?.value;
  const result = await signInWithCode({ email, code }, new Date(), await currentActor());
  if (!result.ok) return { failure: result.error };
  await enter(result.value.sessionId);
  (await cookies()).delete(emailCookie);
  return redirect({ href: safeNext(next), locale: await getLocale() });
}

export async function enterDemo(_state: FormState, data: FormData): Promise<FormState> {
  const { userId, next } = formInput(data);
  const result = await signInAsDemo(userId, config().demonstration, new Date(), await currentActor());
  if (!result.ok) return { failure: result.error };
  await enter(result.value.sessionId);
  return redirect({ href: safeNext(next), locale: await getLocale() });
}

/** A nonce to sign, or null for an address that asks too often. */
export async function challenge(): Promise<{ nonce: string; origin: string } | null> {
  if (await asksTooOften("signInChallenge")) return null;
  const { origin } = config();
  return { ...(await issueChallenge(origin)), origin };
}

export async function enterIdentity(proof: unknown, next: unknown): Promise<Failure | undefined> {
  const result = await signInWithIdentity(await currentActor(), proof, config().origin, identityTrust(config()));
  if (!result.ok) return result.error;
  await enter(result.value.sessionId);
  return redirect({ href: safeNext(next), locale: await getLocale() });
}

export async function signOut(): Promise<void> {
  await endSession(await currentActor(), {});
  await clearSessionCookie();
  return redirect({ href: "/", locale: await getLocale() });
}

/** The answer of an action has no status of its own: that it was too often stands in the form. */
async function asksTooOften(what: Limited): Promise<boolean> {
  return secondsToWait(what, await headers()) > 0;
}

/** Stays signed in. Gives the seconds that are left now, and whether there can be more; null when the session was over already. */
export async function staySignedIn(): Promise<SessionLeft | null> {
  const actor = await currentActor();
  const result = await extendSession(actor, {});
  if (!result.ok || !actor) return null;
  await setSessionCookie(actor.sessionId);
  return sessionLeft(result.value);
}

/** Hands the browser its session, and keeps the language somebody signed in with for their letters. */
async function enter(sessionId: string): Promise<void> {
  await setSessionCookie(sessionId);
  const [person, locale] = await Promise.all([personOfSession(sessionId), getLocale()]);
  if (person && person.locale !== locale) await setLocale(person, { locale });
}
