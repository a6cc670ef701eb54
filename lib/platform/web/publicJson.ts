/** Anybody may ask from anywhere; nothing is kept, since an answer is only as good as its certificate's time. */
const headers = {
  "Access-Control-Allow-Origin": "*",
  "Cache-Control": "no-store",
  "X-Robots-Tag": "noindex",
} as const;

/** A reply of the public API. */
export function publicJson(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers });
}

/** The reply to a browser that asks beforehand whether it may call. */
export function publicOptions(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...headers,
      "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
      "Access-Control-Allow-Headers": "Accept, Content-Type",
      "Access-Control-Max-Age": "86400",
    },
  });
}
