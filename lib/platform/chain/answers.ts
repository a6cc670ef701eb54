import { z } from "zod";
import type { ChainWriteKind } from "./writes.ts";

const Natural = z.string().regex(/^(0|[1-9][0-9]*)$/);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);

const IssueReceipt = z.strictObject({ block: Natural, chunkHash: Hash, issued: Natural });
const Receipt = z.strictObject({ block: Natural, at: Natural });
const OpenReceipt = z.strictObject({ at: Natural, chunkHash: Hash });
const AccountReceipt = z.strictObject({ at: Natural });

/** What each kind of write is answered with, in the form that JSON keeps: decimal strings and hexadecimal. Times are ns. */
export const chainAnswers = {
  issueBatch: IssueReceipt,
  suspend: Receipt,
  reinstate: Receipt,
  revoke: Receipt,
  bindHolder: Receipt,
  unbindHolder: Receipt,
  rebindHolder: Receipt,
  renewBatch: Receipt,
  approveBatch: Receipt,
  dropBatch: Receipt,
  governanceCall: Receipt.extend({ motion: Natural.optional() }),
  noteAuditHead: Receipt,
  noteDigest: Receipt,
  openAccounts: OpenReceipt,
  suspendAccount: AccountReceipt,
  reinstateAccount: AccountReceipt,
  removeAccount: AccountReceipt,
  moveAccount: AccountReceipt,
} as const satisfies Record<ChainWriteKind, z.ZodType>;

/** The certified answer of each kind. */
export type ChainAnswers = { [K in ChainWriteKind]: z.infer<(typeof chainAnswers)[K]> };

/** A certified "no": the canister's variant by name ("capExceeded"), and what it said with it. */
export const ChainRefusal = z.strictObject({ code: z.string().min(1), detail: z.json() });
export type ChainRefusal = z.infer<typeof ChainRefusal>;

/** What JSON can carry of a decoded Candid value: numbers as decimal strings, bytes as hex. */
export type Json = string | boolean | null | Json[] | { [key: string]: Json };

/** A decoded Candid value as JSON. `opt` values come as arrays of at most one: they stay arrays. */
export function jsonOf(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint" || typeof value === "number") return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === "object") {
    if ("toText" in value && typeof value.toText === "function") return String(value.toText());
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, jsonOf(inner)]));
  }
  throw new TypeError(`no JSON for a ${typeof value}`);
}
