import { z } from "zod";

const Count = z.int().min(0).max(0xffff_ffff);

/** Places by sector and in total; the canister holds them too. */
export const ChainCaps = z.strictObject({
  total: Count,
  government: Count,
  education: Count,
  startups: Count,
  private: Count,
});
export type ChainCaps = z.infer<typeof ChainCaps>;
