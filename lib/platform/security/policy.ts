/**
 * The content security policy of a page. Scripts run by nonce only; the browser may talk to the portal, the configured
 * network and the identity provider, and to nobody else. `development` adds what hot reloading needs.
 */
export function contentSecurityPolicy(nonce: string, reachable: readonly string[], development: boolean): string {
  const origins = [...new Set(reachable.map((address) => new URL(address).origin))];
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${origins.join(" ")}${development ? " ws:" : ""}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
