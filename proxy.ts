import type { NextRequest } from "next/server";
import createMiddleware from "next-intl/middleware";
import { config as configuration } from "./lib/platform/config.ts";
import { routing } from "./lib/platform/i18n/routing.ts";
import { contentSecurityPolicy } from "./lib/platform/security/policy.ts";

const intl = createMiddleware(routing);

/** Chooses the language and sets the content security policy of a page. It guards nothing: pages and commands do that. */
export default function proxy(request: NextRequest) {
  const { network, identityProvider } = configuration();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, [network.host, identityProvider], process.env.NODE_ENV === "development");
  // Next takes the nonce from the policy on the request, which next-intl's rewrite passes on.
  request.headers.set("x-nonce", nonce);
  request.headers.set("content-security-policy", policy);
  const response = intl(request);
  // next.config.ts rewrites to the language's folder; from here an address on 127.0.0.1 would be taken for a stranger's.
  if (response.headers.has("x-middleware-rewrite")) {
    response.headers.delete("x-middleware-rewrite");
    response.headers.set("x-middleware-next", "1");
  }
  response.headers.set("content-security-policy", policy);
  return response;
}

// Left alone: the API, the verification page (built without the framework, in both languages) and files with a dot.
export const config = {
  matcher: [
    "/((?!api/|verify(?:/|$)|ur/verify(?:/|$)|verify-assets/|_next/|_vercel|.*\\..*).*)",
    // A page is a page even when its address holds a dot.
    "/(en|ur)/((?!verify(?:/|$)).*)",
  ],
};
