import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { pagePatterns } from "./scripts/parts/pages.mts";

const withNextIntl = createNextIntlPlugin("./lib/platform/i18n/request.ts");

const permissions = (camera: string) => ({
  key: "Permissions-Policy",
  value: `camera=${camera}, microphone=(), geolocation=(), payment=(), usb=()`,
});
const camera = (source: string) => ({ source, headers: [permissions("(self)")] });

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  permissions("()"),
  { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" },
  // The Internet Identity window keeps its opener, so not plain same-origin.
  { key: "Cross-Origin-Opener-Policy", value: "same-origin-allow-popups" },
];

const typed = (source: string, type: string) => ({
  source,
  headers: [{ key: "Content-Type", value: `${type}; charset=utf-8` }],
});

const nextConfig: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  reactStrictMode: true,
  // npm test checks the types of everything; a start need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  typedRoutes: false,
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  serverExternalPackages: ["pg-boss", "pino", "pg", "nodemailer", "@prisma/client", "@prisma/adapter-pg", "harfbuzzjs"],
  // Read by their paths when a certificate is drawn, so that the build cannot see them. A pattern: brackets would be a choice of letters.
  outputFileTracingIncludes: {
    "/api/certificates/*": [
      "node_modules/@fontsource/inter/files/inter-latin*-{400,600,700}-normal.woff",
      "node_modules/@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff",
      "node_modules/harfbuzzjs/dist/*",
    ],
  },
  experimental: {
    // A document may have 10 MiB; the form around it needs a little more.
    serverActions: { bodySizeLimit: "12mb" },
    proxyClientMaxBodySize: "12mb",
  },
  // Pages may come and go while the portal is developed.
  ...(process.env.NODE_ENV === "production" && { env: { SANAD_PAGES: JSON.stringify(pagePatterns()) } }),
  // English has no prefix. The proxy cannot do this: it names 127.0.0.1 "localhost", and Next then takes its own address
  // for a stranger's. Left alone is what the proxy leaves alone, and what has its language in the address.
  rewrites: async () => ({
    beforeFiles: [
      { source: "/", destination: "/en" },
      {
        source: "/:path((?!(?:en|ur|api|verify|verify-assets|_next|_vercel)(?:/|$))[^.]*)",
        destination: "/en/:path",
      },
    ],
    afterFiles: [],
    fallback: [],
  }),
  headers: async () => [
    { source: "/:path*", headers: securityHeaders },
    // A licence on paper is read by the camera, and on no other page is there one.
    camera("/verify/:number*"),
    camera("/ur/verify/:number*"),
    // A route handler's own type reaches the packing of replies in a form that it does not know, and nothing is packed: the
    // verification page, which phones fetch without the framework, proofs and suggestions get their types from here.
    typed("/verify/:number*", "text/html"),
    typed("/ur/verify/:number*", "text/html"),
    typed("/verify-assets/:file(.+\\.js)", "text/javascript"),
    typed("/verify-assets/:file(.+\\.css)", "text/css"),
    typed("/api/v1/:path*", "application/json"),
    typed("/api/directory", "application/json"),
  ],
};

export default withNextIntl(nextConfig);
