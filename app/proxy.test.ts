import { unstable_doesMiddlewareMatch } from "next/experimental/testing/server";
import { expect, test, vi } from "vitest";
import { config } from "../proxy";

// Which addresses reach the proxy is asked here, not what it answers; outside the framework its middleware does not load.
vi.mock("next-intl/middleware", () => ({ default: () => () => undefined }));

const isGuarded = (url: string) => unstable_doesMiddlewareMatch({ config, nextConfig: {}, url });

test.each(["/", "/sign-in", "/claim/abc", "/en/claim/abc.def", "/ur/institutions/a.b", "/en", "/ur"])(
  "%s is a page and gets its content security policy",
  (url) => {
    expect(isGuarded(url)).toBe(true);
  },
);

test.each([
  "/api/health",
  "/verify",
  "/verify/SND",
  "/ur/verify",
  "/ur/verify/SND",
  "/verify-assets/a.js",
  "/icon.svg",
])("%s is none of the pages", (url) => {
  expect(isGuarded(url)).toBe(false);
});
