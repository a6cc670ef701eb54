"use client";
import { useState } from "react";

/**
 * The nonce for styles that scripts add. The document keeps the policy it came with, so the first nonce stays, although every
 * page that the framework fetches later brings one of its own.
 */
export function Nonce({ nonce }: { nonce: string | undefined }) {
  const [first] = useState(nonce);
  return <meta property="csp-nonce" nonce={first} />;
}
