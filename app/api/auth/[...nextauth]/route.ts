import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { endSession, signInWithCode } from "@/lib/people/commands";
import { authOptions } from "@/lib/platform/auth/options";
import { personOfSession } from "@/lib/platform/auth/person";

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
        const result = await signInWithCode({ email: credentials?.email, code: credentials?.code });
        if (!result.ok) throw new Error(result.error.code);
        return { id: result.value.sessionId };
      },
    }),
  ],
});

export { handler as GET, handler as POST };
