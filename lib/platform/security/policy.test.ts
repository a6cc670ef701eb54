import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "./policy.ts";

const policy = contentSecurityPolicy(
  "n0nce",
  ["http://127.0.0.1:4943/x", "https://id.ai", "https://id.ai/other"],
  false,
);
const directive = (name: string) => policy.split("; ").find((part) => part.startsWith(`${name} `));

describe("the content security policy", () => {
  it("lets the browser talk to the portal and the configured origins only, each once", () => {
    expect(directive("connect-src")).toBe("connect-src 'self' http://127.0.0.1:4943 https://id.ai");
  });

  it("runs scripts by nonce, and evaluates none outside development", () => {
    expect(directive("script-src")).toBe("script-src 'self' 'nonce-n0nce' 'strict-dynamic'");
    expect(contentSecurityPolicy("n", [], true)).toContain("'unsafe-eval'");
  });

  it("cannot be framed, and sends no form elsewhere", () => {
    expect(directive("frame-ancestors")).toBe("frame-ancestors 'none'");
    expect(directive("form-action")).toBe("form-action 'self'");
  });
});
