import { z } from "zod";
import { AuditOutcome } from "../platform/db/generated/enums.ts";
import { searchText } from "../platform/text.ts";

/** What is shown of the trail; what is left out does not narrow it. */
export type AuditFilter = {
  /** Part of a name or of an e-mail address, a person's key, or the portal's own: "worker", "anonymous". */
  who?: string;
  /** How the act's name begins. */
  action?: string;
  outcome?: AuditOutcome;
  /** A kind ("licence"), the end of a key, or both with a blank between. */
  subject?: string;
  /** Days in Pakistan, both included: "2026-11-21". */
  from?: string;
  to?: string;
};

type Params = Record<string, string | string[] | undefined>;

const Day = z.iso.date();
const Before = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);

/** Reads the filter of an address. Whatever is unknown, repeated or out of bounds is left out: the trail always shows something. */
export function parseAuditFilter(params: Params): AuditFilter {
  const [who, action, subject] = [searchText(params.who), searchText(params.action, 60), searchText(params.subject)];
  const outcome = Object.values(AuditOutcome).find((one) => one === params.outcome);
  const [from, to] = [Day.safeParse(params.from).data, Day.safeParse(params.to).data];
  return {
    ...(who && { who }),
    ...(action && { action }),
    ...(outcome && { outcome }),
    ...(subject && { subject }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

/** The id in an address that a page's events come before, or undefined where there is none. */
export function parseBefore(params: Params): bigint | undefined {
  return Before.safeParse(params.before).data;
}

/** The address's query of `filter` and `more`, without a leading question mark. */
export function auditFilterQuery(filter: AuditFilter, more: Record<string, string> = {}): string {
  return new URLSearchParams({ ...filter, ...more }).toString();
}
