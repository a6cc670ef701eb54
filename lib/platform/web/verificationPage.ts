import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { config } from "../config.ts";
import { themeCookie, themeOf } from "./theme.ts";

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
  return serve(
    manifest,
    manifest.pages[locale],
    request,
    { "Cache-Control": "no-cache", Link: alternates(request) },
    (file) => announced(themed(request)(file), request),
  );
}

/** Puts the look that the reader chose in the portal into the page; the page itself knows only the device's. */
function themed(request: Request): (file: File) => File {
  const chosen = new RegExp(`(?:^|; )${themeCookie.name}=([^;]*)`).exec(request.headers.get("cookie") ?? "")?.[1];
  const theme = themeOf(chosen);
  if (theme === "system") return (file) => file;
  return ({ bytes, etag }) => ({
    bytes: Buffer.from(bytes.toString("utf8").replace("<html ", `<html data-theme="${theme}" `)),
    etag: etag.replace(/"$/, `-${theme}"`),
  });
}

/** A file that the verification page needs; only what the build's manifest names. Kept for a year: its name has its hash. */
export async function verificationAsset(name: string, request: Request): Promise<Response> {
  const manifest = await loadManifest();
  if (!manifest) return notBuilt();
  if (!name.startsWith("verify-assets/") || !Object.hasOwn(manifest.files, name))
    return new Response("Not found\n", { status: 404, headers: { "Cache-Control": "no-store" } });
  // What keeps the page for the time without a network lies beside the other files, and works on the page's own addresses.
  const isKeeper = /^verify-assets\/offline-[^/]*\.js$/.test(name);
  return serve(manifest, name, request, {
    "Cache-Control": "public, max-age=31536000, immutable",
    ...(isKeeper && { "Service-Worker-Allowed": "/" }),
  });
}

/** The address of the Nastaliq that comes with the verification page, for other pages that stand without the framework. */
export async function nastaliqAddress(): Promise<string | undefined> {
  const files = Object.keys((await loadManifest())?.files ?? {});
  const font = files.find((name) => /nastaliq.*\.woff2$/.test(name));
  return font && `/${font}`;
}

async function serve(
  manifest: Manifest,
  name: string,
  request: Request,
  more: Record<string, string>,
  dressed = (file: File) => file,
): Promise<Response> {
  const type = manifest.files[name]?.type ?? "application/octet-stream";
  const found = await load(name);
  if (!found) return notBuilt();
  const file = dressed(found);
  const headers = new Headers({
    "Content-Type": type,
    "Content-Security-Policy": policy(decoder.test(name)),
    ETag: file.etag,
    ...more,
  });
  if (request.headers.get("if-none-match")?.includes(file.etag)) return new Response(null, { status: 304, headers });
  // The framework packs it on the way out, and would drop a Content-Encoding of ours.
  return new Response(file.bytes, { headers });
}

/**
 * The page, saying from its first text on whether it is a demonstration, whether an answer will come that needs room, and whether
 * it is about all licences together: its build cannot know, and its script comes too late to move nothing.
 */
function announced({ bytes, etag }: File, request: Request): File {
  const { demonstration } = config();
  const { pathname } = new URL(request.url);
  const isAsked = /\/verify\/./.test(pathname);
  const isCount = pathname.endsWith("/verify/figures");
  const view = isCount ? ' data-view="figures"' : "";
  const page = bytes
    .toString("utf8")
    .replace(
      'data-demonstration="unknown"',
      `data-demonstration="${demonstration}"${isAsked ? " data-asked" : ""}${view}`,
    );
  const kind = `${demonstration ? "demo" : "real"}${isAsked ? "-asked" : ""}${isCount ? "-figures" : ""}`;
  return { bytes: Buffer.from(page), etag: etag.replace(/"$/, `-${kind}"`) };
}

/** The same page in each language: its own file cannot say it, since search engines want whole addresses. */
function alternates(request: Request): string {
  const path = new URL(request.url).pathname.replace(/^\/ur(?=\/)/, "");
  const { origin } = config();
  const addresses = { en: `${origin}${path}`, ur: `${origin}/ur${path}`, "x-default": `${origin}${path}` };
  return Object.entries(addresses)
    .map(([language, address]) => `<${address}>; rel="alternate"; hreflang="${language}"`)
    .join(", ");
}

/** What reads photographs of licences on paper, in a worker of its own: it alone may run WebAssembly. */
const decoder = /^verify-assets\/scanner-[^/]*\.js$/;

/** No inline script, and nobody to talk to but the portal and the configured network. Workers take theirs from their own file. */
function policy(isDecoder: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self'${isDecoder ? " 'wasm-unsafe-eval'" : ""}`,
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
