/** Anybody may ask from anywhere; nothing is kept, since an answer is only as good as its certificate's time. */
const headers = {
  "Access-Control-Allow-Origin": "*",
  "Cache-Control": "no-store",
  "X-Robots-Tag": "noindex",
} as const;

/** A reply of the public API. */
export function publicJson(body: unknown, status = 200, more: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { ...headers, ...more } });
}

/** A CSV file of the public API, to be saved under `name`. */
export function publicFile(csv: string, name: string, more: Record<string, string> = {}): Response {
  return new Response(csv, {
    headers: {
      ...headers,
      ...more,
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}"`,
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "default-src 'none'; sandbox",
    },
  });
}

/** A file that never changes, byte by byte as it was kept, with its SHA-256 as RFC 9530 writes it. */
export function keptFile(
  { bytes, sha256 }: { bytes: Uint8Array<ArrayBuffer>; sha256: Uint8Array },
  name: string,
): Response {
  const type = name.endsWith(".json") ? "application/json" : "text/csv";
  return new Response(bytes, {
    headers: {
      ...headers,
      "Cache-Control": "public, max-age=86400, immutable",
      "Content-Type": `${type}; charset=utf-8`,
      "Content-Disposition": `attachment; filename="${name}"`,
      "Repr-Digest": `sha-256=:${Buffer.from(sha256).toString("base64")}:`,
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "default-src 'none'; sandbox",
    },
  });
}

/** The reply to an address that asks too often: when it may ask again. */
export function tooManyRequests(seconds: number, demonstration: boolean): Response {
  return publicJson({ error: "tooManyRequests", demonstration }, 429, { "Retry-After": String(seconds) });
}

/** The reply to a browser that asks beforehand whether it may call. */
export function publicOptions(): Response {
  return optionsOf("GET, HEAD, OPTIONS");
}

/** The same where something is handed in. */
export function publicPostOptions(): Response {
  return optionsOf("POST, OPTIONS");
}

function optionsOf(methods: string): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...headers,
      "Access-Control-Allow-Methods": methods,
      "Access-Control-Allow-Headers": "Accept, Content-Type",
      "Access-Control-Max-Age": "86400",
    },
  });
}
