import { createHash } from "node:crypto";

/** What of an audit event is sealed: every column, with the instant as ISO 8601. */
export type SealedEvent = {
  id: bigint;
  at: Date;
  actorId: string | null;
  actorKind: string;
  action: string;
  subjectKind: string | null;
  subjectId: string | null;
  outcome: string;
  code: string | null;
  data: unknown;
};

/** The hash before the first event. */
export const genesis: Uint8Array = new Uint8Array(32);

/** SHA-256 over the previous hash and the event in canonical JSON (keys sorted at every depth). */
export function sealHash(previous: Uint8Array, event: SealedEvent): Uint8Array<ArrayBuffer> {
  const { actorId, actorKind, action, subjectKind, subjectId, outcome, code, data } = event;
  const id = event.id.toString();
  const at = event.at.toISOString();
  const text = canonicalJson({ id, at, actorId, actorKind, action, subjectKind, subjectId, outcome, code, data });
  return new Uint8Array(createHash("sha256").update("\x0Bsanad-audit").update(previous).update(text).digest());
}

/** JSON with the keys of every object sorted, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(",")}}`;
}
