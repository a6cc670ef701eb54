import { type ChainAnswers, type ChainRefusal, chainAnswers, type Json, jsonOf } from "./answers.ts";
import type { Verified } from "./certificate.ts";
import type { ChainWriteKind } from "./writes.ts";

/** What came of a chain write: the canister's answer or its refusal, the certificate that carried it, and its time. */
export type Outcome<K extends ChainWriteKind = ChainWriteKind> = {
  certificate: Uint8Array<ArrayBuffer>;
  at: Date;
} & ({ ok: true; answer: ChainAnswers[K] } | { ok: false; refusal: ChainRefusal });

/** The outcome that a certified reply is. Throws where the answer is of another form than its kind has. */
export function outcomeOf(kind: ChainWriteKind, reply: unknown, certificate: Verified): Outcome {
  const { ok, err } = reply as { ok?: unknown; err?: Record<string, unknown> };
  if (err) return { ok: false, refusal: refusalOf(err), ...proofOf(certificate) };
  return { ok: true, answer: chainAnswers[kind].parse(jsonOf(ok)), ...proofOf(certificate) };
}

/** What is kept of a certificate with an outcome. */
export function proofOf(certificate: Verified): { certificate: Uint8Array<ArrayBuffer>; at: Date } {
  return { certificate: Uint8Array.from(certificate.bytes), at: certificate.at };
}

function refusalOf(err: Record<string, unknown>): ChainRefusal {
  const [code, detail] = Object.entries(err)[0] ?? ["unknown", null];
  return { code, detail: jsonOf(detail) satisfies Json };
}
