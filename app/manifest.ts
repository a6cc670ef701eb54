import type { MetadataRoute } from "next";

/** What a phone needs to put the portal on its home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Sanad سند",
    short_name: "Sanad",
    description: "Licences for Pakistan’s sovereign cloud",
    start_url: "/home",
    scope: "/",
    display: "standalone",
    background_color: "#faf8f2",
    theme_color: "#0b4f3c",
    icons: [
      { src: "/icon.svg", type: "image/svg+xml", sizes: "any" },
      { src: "/icon-192.png", type: "image/png", sizes: "192x192" },
      { src: "/icon-512.png", type: "image/png", sizes: "512x512" },
      { src: "/icon-maskable-512.png", type: "image/png", sizes: "512x512", purpose: "maskable" },
    ],
  };
}
