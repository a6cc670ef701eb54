import type { MetadataRoute } from "next";
import { config } from "@/lib/platform/config";

/** Decided for each request: a demonstration must never be found as if it were the service. */
export const dynamic = "force-dynamic";

/** Search engines may read what is public; of a demonstration, nothing. */
export default function robots(): MetadataRoute.Robots {
  if (config().demonstration) return { rules: { userAgent: "*", disallow: "/" } };
  const closed = ["/home", "/desk", "/institutions", "/applications", "/seat", "/claim", "/api"];
  return { rules: { userAgent: "*", allow: "/", disallow: [...closed, ...closed.map((path) => `/ur${path}`)] } };
}
