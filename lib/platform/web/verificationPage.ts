import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { config } from "../config.ts";

const Manifest = z.object({
  pages: z.object({ en: z.string(), ur: z.string() }),
  files: z.record(z.string(), z.object({ type: z.string() })),
});
type Manifest = z.infer<typeof Manifest>;

type File = { bytes: Buffer<ArrayBuffer>; etag: string };

/** Everything that was read, by path and time of change; the build is small, and a rebuild is picked up. */
const read = new Map<string, File & { changed: number }>();

/** Where the build of the verification page lies: `VERIFY_DIR`, or `.build/verify` of the working folder. */
function folder(): string {
  return process.env.VERIFY_DIR || path.join(/* turbopackIgnore: true */ process.cwd(), ".build", "verify");
}

/** The verification page in a language. Always asked for anew: its files' names change with every build. */
export async function verificationPage(locale: "en" | "ur", request: Request): Promise<Response> {
  const manifest = await loadManifest();
  if (!manifest) return notBuilt();
  return serve(manifest, manifest.pages[locale], request, "no-cache");
}

/** A file that the verification page needs; only what the build's manifest names. Kept for a year: its name has its hash. */
export async function verificationAsset(name: string, request: Request): Promise<Response> {
  const manifest = await loadManifest();
  if (!manifest) return notBuilt();
  if (!name.startsWith("verify-assets/") || !Object.hasOwn(manifest.files, name))
    return new Response("Not found\n", { status: 404, headers: { "Cache-Control": "no-store" } });
  return serve(manifest, name, request, "public, max-age=31536000, immutable");
}

async function serve(manifest: Manifest, name: string, request: Request, caching: string): Promise<Response> {
  const type = manifest.files[name]?.type ?? "application/octet-stream";
  const file = await load(name);
  if (!file) return notBuilt();
  const headers = new Headers({
    "Content-Type": type,
    "Cache-Control": caching,
    "Content-Security-Policy": policy(),
    ETag: file.etag,
  });
  if (request.headers.get("if-none-match")?.includes(file.etag)) return new Response(null, { status: 304, headers });
  // The framework packs it on the way out, and would drop a Content-Encoding of ours.
  return new Response(file.bytes, { headers });
}

/** No inline script, and nobody to talk to but the portal and the configured network. Workers take theirs from their own file. */
function policy(): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${new URL(config().network.host).origin}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

async function loadManifest(): Promise<Manifest | undefined> {
  const file = await load("manifest.json");
  return file && Manifest.parse(JSON.parse(file.bytes.toString("utf8")));
}

async function load(name: string): Promise<File | undefined> {
  const at = path.join(folder(), name);
  try {
    const { mtimeMs: changed } = await fs.stat(at);
    const known = read.get(at);
    if (known?.changed === changed) return known;
    const bytes = Buffer.from(await fs.readFile(at));
    const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    const file = { bytes, etag, changed };
    read.set(at, file);
    return file;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function notBuilt(): Response {
  return new Response("The verification page has not been built. Please try again later.\n", {
    status: 503,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}
