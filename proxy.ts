import { type NextRequest, NextResponse } from "next/server";
import createMiddleware from "next-intl/middleware";
import { config as configuration } from "./lib/platform/config.ts";
import { pathWithoutLocale, routing } from "./lib/platform/i18n/routing.ts";
import { secondsToWait } from "./lib/platform/limits/limits.ts";
import { maintenance } from "./lib/platform/maintenance.ts";
import { contentSecurityPolicy } from "./lib/platform/security/policy.ts";
import { isKnownAddress, pageHeader, unknownAddress } from "./lib/platform/web/addresses.ts";

const intl = createMiddleware(routing);

/** Patterns of all pages, which next.config.ts writes into the build. */
const patterns: string[] | undefined = process.env.SANAD_PAGES ? JSON.parse(process.env.SANAD_PAGES) : undefined;

/**
 * Chooses the language and sets the content security policy of a page; closes the portal while it is being worked on. It guards
 * nothing: pages and commands do that.
 */
export default async function proxy(request: NextRequest) {
  const { network, identityProvider } = configuration();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, [network.host, identityProvider], process.env.NODE_ENV === "development");
  const work = maintenance();
  if (work) {
    const { maintenanceReply } = await import("./lib/platform/web/statePages.ts");
    return underPolicy(await maintenanceReply(request, work, nonce), policy);
  }
  const wait = secondsToWait("page", request.headers);
  if (wait > 0) {
    const { tooManyReply } = await import("./lib/platform/web/statePages.ts");
    return underPolicy(await tooManyReply(request, wait, nonce), policy);
  }
  // Next takes the nonce from the policy on the request, which next-intl's rewrite passes on.
  request.headers.set("x-nonce", nonce);
  request.headers.set("content-security-policy", policy);
  request.headers.set(pageHeader, `${pathWithoutLocale(request.nextUrl.pathname)}${request.nextUrl.search}`);
  const isKnown = isKnownAddress(request.nextUrl.pathname, patterns);
  if (isKnown) request.headers.delete(unknownAddress);
  else request.headers.set(unknownAddress, "1");
  const response = intl(request);
  // next.config.ts rewrites to the language's folder; from here an address on 127.0.0.1 would be taken for a stranger's.
  if (response.headers.has("x-middleware-rewrite")) {
    response.headers.delete("x-middleware-rewrite");
    response.headers.set("x-middleware-next", "1");
  }
  response.headers.set("content-security-policy", policy);
  // The framework answers an address without a page with an empty one that only a script fills. A redirect goes its way.
  if (isKnown || response.headers.has("location")) return response;
  return new NextResponse(null, { status: 404, headers: response.headers });
}

function underPolicy(reply: Response, policy: string): NextResponse {
  reply.headers.set("content-security-policy", policy);
  return new NextResponse(reply.body, reply);
}

// Left alone: the API, the verification page (built without the framework, in both languages) and files with a dot.
export const config = {
  matcher: [
    "/((?!api/|verify(?:/|$)|ur/verify(?:/|$)|verify-assets/|_next/|_vercel|.*\\..*).*)",
    // A page is a page even when its address holds a dot.
    "/(en|ur)/((?!verify(?:/|$)).*)",
  ],
};
