import http from "node:http";
import zlib from "node:zlib";

/** A reply as a browser gets it: every byte that came over the wire for it, heads and framing included, and its text. */
export type Reply = { bytes: number; text: string };

const unpack: Record<string, (packed: Buffer) => Buffer> = {
  gzip: zlib.gunzipSync,
  br: zlib.brotliDecompressSync,
  zstd: zlib.zstdDecompressSync,
};

/** Asks as a browser would, on a connection of its own, and counts. Throws at any answer but 200. */
export function get(url: string, cookie?: string): Promise<Reply> {
  const headers = { "accept-encoding": "gzip, deflate, br, zstd", accept: "text/html,*/*", ...(cookie && { cookie }) };
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, headers }, (response) => {
      const chunks: Buffer[] = [];
      const { socket } = response;
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}`));
        const unpacked = unpack[response.headers["content-encoding"] ?? ""]?.(Buffer.concat(chunks));
        resolve({ bytes: socket.bytesRead, text: (unpacked ?? Buffer.concat(chunks)).toString("utf8") });
      });
    });
    request.once("error", reject);
  });
}

/** The scripts that a page names and a present browser fetches before anybody has touched it. */
export function scriptsOf(html: string): string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const wanted = tags.filter(
    (tag) => !/\bnomodule\b/i.test(tag) && (tag.startsWith("<script") || /\bas="script"|rel="modulepreload"/.test(tag)),
  );
  return [
    ...new Set(wanted.flatMap((tag) => /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1]?.replaceAll("&amp;", "&") ?? [])),
  ];
}
