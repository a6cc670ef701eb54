import type { MetadataRoute } from "next";
import { manifestOf } from "@/lib/platform/web/manifest";

/** The manifest in English; the one in Urdu is at /ur/manifest.webmanifest. */
export default function manifest(): MetadataRoute.Manifest {
  return manifestOf("en");
}
