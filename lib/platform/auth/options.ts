import type { AuthOptions } from "next-auth";

/** A session lives for a working day, in seconds; the database can end it sooner. */
export const sessionSeconds = 12 * 60 * 60;

/** The cookie stays a day longer and opens nothing then: it says whose words come in a form that was sent too late. */
export const cookieSeconds = sessionSeconds + 24 * 60 * 60;

/**
 * However often it is extended, a session ends a day after signing in, in seconds. Longer than the twenty hours from which
 * WCAG 2.2 (2.2.1) asks for no further extension.
 */
export const longestSessionSeconds = 24 * 60 * 60;

/**
 * next-auth as it is used here: an encrypted cookie that carries the session's id and nothing else.
 * The providers are added by the route, since signing in belongs to the room of people.
 */
export const authOptions: AuthOptions = {
  providers: [],
  session: { strategy: "jwt", maxAge: cookieSeconds },
  pages: { signIn: "/sign-in", signOut: "/", error: "/sign-in" },
  callbacks: {
    jwt({ token, user }) {
      return { sid: user ? user.id : token.sid };
    },
    session({ session, token }) {
      return { expires: session.expires, sid: typeof token.sid === "string" ? token.sid : undefined };
    },
    redirect({ url, baseUrl }) {
      return url.startsWith("/") && !url.startsWith("//") ? `${baseUrl}${url}` : baseUrl;
    },
  },
};
