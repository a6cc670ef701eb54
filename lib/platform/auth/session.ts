import { cookies } from "next/headers";
import { getServerSession } from "next-auth";
import { encode } from "next-auth/jwt";
import { getLocale } from "next-intl/server";
import { cache } from "react";
import { redirect } from "../i18n/navigation.ts";
import type { Person } from "./actor.ts";
import { authOptions, cookieSeconds } from "./options.ts";
import { personOfSession } from "./person.ts";

/** Who sends this request, read from the database once a request; `null` for a stranger or an ended session. */
export const currentActor = cache(async (): Promise<Person | null> => {
  const sessionId = await sessionIdSent();
  return sessionId === null ? null : personOfSession(sessionId);
});

/** The session that the browser's cookie names, which may be over. */
export const sessionIdSent = cache(async (): Promise<string | null> => {
  const session: unknown = await getServerSession(authOptions);
  if (typeof session !== "object" || session === null || !("sid" in session)) return null;
  return typeof session.sid === "string" ? session.sid : null;
});

/** The person, or off to the sign-in page, which leads back to `next` (a path within the portal, without the language). */
export async function requirePerson(next: string): Promise<Person> {
  const actor = await currentActor();
  if (actor) return actor;
  return redirect({ href: `/sign-in?next=${encodeURIComponent(next)}`, locale: await getLocale() });
}

/**
 * Hands the browser the cookie of an opened session, in next-auth's own form: its routes need a script in the page,
 * and signing in by e-mail has to work without one.
 */
export async function setSessionCookie(sessionId: string): Promise<void> {
  const { name, secure } = cookieForm();
  const value = await encode({
    token: { sid: sessionId },
    secret: process.env.NEXTAUTH_SECRET ?? "",
    maxAge: cookieSeconds,
  });
  (await cookies()).set(name, value, { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge: cookieSeconds });
}

/** Takes the cookie away. The session itself is ended by the room of people. */
export async function clearSessionCookie(): Promise<void> {
  (await cookies()).delete(cookieForm().name);
}

/** A path that a sign-in may lead to: within the portal only, in the characters that an address has. */
export function safeNext(next: unknown): string {
  return typeof next === "string" && /^\/(?!\/)[!-[\]-~]*$/.test(next) ? next : "/home";
}

function cookieForm(): { name: string; secure: boolean } {
  const secure = process.env.NEXTAUTH_URL?.startsWith("https://") ?? false;
  return { name: `${secure ? "__Secure-" : ""}next-auth.session-token`, secure };
}
