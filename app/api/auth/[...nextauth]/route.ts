import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { endSession, signInWithCode } from "@/lib/people/commands";
import { authOptions } from "@/lib/platform/auth/options";
import { personOfSession } from "@/lib/platform/auth/person";
import { currentActor } from "@/lib/platform/auth/session";
import { config } from "@/lib/platform/config";
import { secondsToWait } from "@/lib/platform/limits/limits";
import { tooManyRequests } from "@/lib/platform/web/publicJson";

// The portal's own forms sign in through server actions, which work without a script; this is next-auth's way to the same command.
const handler = NextAuth({
  ...authOptions,
  events: {
    // The cookie alone is not the session: a copy of it must open nothing afterwards.
    async signOut({ token }) {
      const person = typeof token?.sid === "string" ? await personOfSession(token.sid) : null;
      if (person) await endSession(person, {});
    },
  },
  providers: [
    Credentials({
      id: "email-code",
      credentials: { email: {}, code: {} },
      async authorize(credentials) {
        const given = { email: credentials?.email, code: credentials?.code };
        const result = await signInWithCode(given, new Date(), await currentActor());
        if (!result.ok) throw new Error(result.error.code);
        return { id: result.value.sessionId };
      },
    }),
  ],
});

type Context = { params: Promise<{ nextauth: string[] }> };

async function post(request: Request, context: Context): Promise<Response> {
  const wait = secondsToWait("signInAttempt", request.headers);
  return wait > 0 ? tooManyRequests(wait, config().demonstration) : handler(request, context);
}

export { handler as GET, post as POST };
