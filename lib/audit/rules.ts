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

/**
 * Hours between two heads that are noted in the register, by the clock and when somebody asks: it takes 10,000, enough for 27
 * years of one a day.
 */
export const hoursBetweenNotes = { daily: 24, asked: 1 } as const;

/** The hash before the first event. */
export const genesis: Uint8Array = new Uint8Array(32);

/** What is hashed of an event, as the values that its canonical JSON has. */
export function sealedFields(event: SealedEvent) {
  const { actorId, actorKind, action, subjectKind, subjectId, outcome, code, data } = event;
  const [id, at] = [event.id.toString(), event.at.toISOString()];
  return { id, at, actorId, actorKind, action, subjectKind, subjectId, outcome, code, data };
}

/** An event's {@link sealedFields}. */
export type SealedFields = ReturnType<typeof sealedFields>;

/** SHA-256 over the previous hash and the event (docs/audit.md, "The hash"). */
export function sealHash(previous: Uint8Array, event: SealedEvent): Uint8Array<ArrayBuffer> {
  return fieldsHash(previous, sealedFields(event));
}

/** The same of an event that is already in the form which is hashed. */
export function fieldsHash(previous: Uint8Array, fields: SealedFields): Uint8Array<ArrayBuffer> {
  const text = canonicalJson(fields);
  return new Uint8Array(createHash("sha256").update("\x0Bsanad-audit").update(previous).update(text).digest());
}

/** JSON with the keys of every object sorted and no blanks, so that equal values have equal text (RFC 8785). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(",")}}`;
}
