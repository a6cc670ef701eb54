import { z } from "zod";
import { WholeNumber } from "../../platform/numerals.ts";
import { sectors } from "../../programmes/rules.ts";
import type { SelectionRule } from "./rules.ts";

/** A rule as a form sends it; the score in percent. */
const Asked = {
  phaseId: z.uuid().optional(),
  sector: z.enum(sectors).optional(),
  least: WholeNumber.pipe(z.int().max(100)),
  seats: WholeNumber.pipe(z.int().min(1).max(100_000)),
  partial: z.literal("on").optional(),
  waitlist: z.literal("on").optional(),
};

/** A rule in an address, for a look at what it would take. */
export const AskedRule = z.object(Asked);

/** The same rule, and the fingerprint of what it took when it was looked at. */
export const FillByRule = z.strictObject({
  batchId: z.uuid(),
  version: WholeNumber,
  ...Asked,
  taken: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The rule that a form asks for. */
export function ruleOf({ phaseId, sector, least, seats, ...asked }: z.infer<typeof AskedRule>): SelectionRule {
  const [partial, waitlist] = [asked.partial === "on", asked.waitlist === "on"];
  return { phaseId, sector, least: least * 100, seats, partial, waitlist };
}
