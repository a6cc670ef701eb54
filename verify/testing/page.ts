/** For tests: the page, built and served the way the portal serves it, beside a network that gives real proofs. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "vite";
import type { PageManifest } from "../page/manifest.ts";
import type { Served } from "./server.ts";

/** Builds the page into a folder, and reads its manifest. */
export async function buildPage(folder: string): Promise<PageManifest> {
  const configFile = path.resolve(import.meta.dirname, "../vite.config.ts");
  await build({ configFile, logLevel: "silent", build: { outDir: folder } });
  return JSON.parse(await readFile(path.join(folder, "manifest.json"), "utf8"));
}

/** The policy under which the page works: nothing inline, nothing from elsewhere, one host to ask; WebAssembly for the decoder of pictures alone. */
function policy(host: string, isDecoder: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self'${isDecoder ? " 'wasm-unsafe-eval'" : ""}`,
    "worker-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ${host}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Serves a build as the portal does; `network` answers `/api/v1/network`; no institution has become another. */
export async function servePage(folder: string, manifest: PageManifest, network: Served): Promise<Served> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://portal");
    if (pathname === "/api/v1/network") return response.end(JSON.stringify(network.network));
    if (pathname.endsWith("/became")) return response.end(JSON.stringify({ became: [] }));
    const page = /^(\/ur)?\/verify(\/|$)/.exec(pathname);
    const file = page ? manifest.pages[page[1] ? "ur" : "en"] : pathname.slice(1);
    const built = manifest.files[file];
    if (!built) return response.writeHead(404).end();
    response.setHeader("content-type", built.type);
    response.setHeader("content-security-policy", policy(network.url, file.includes("/scanner-")));
    if (file.includes("/offline-")) response.setHeader("service-worker-allowed", "/");
    const content = await readFile(path.join(folder, file));
    const isAsked = page && /\/verify\/./.test(pathname);
    const view = pathname.endsWith("/verify/figures") ? 'data-view="figures" ' : "";
    response.end(isAsked ? content.toString().replace("<html ", `<html data-asked ${view}`) : content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, network: network.network, close: () => server.close() };
}
