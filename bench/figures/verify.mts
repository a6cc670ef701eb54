import { bareChecks, verificationCosts } from "../../verify/testing/ratio.ts";
import { freeShare, judged } from "../shared/idle.mts";
import type { Figure } from "./figure.mts";

/** Times the two bare checks that a verification may take. */
const limit = 1.3;

/** One verification of a licence, beside the two bare signature checks that nobody gets around. */
export const verify: Figure = {
  title: "One verification",
  needs: "nothing",
  async measure() {
    const before = await freeShare();
    const costs = verificationCosts();
    const free = Math.min(before, await freeShare());
    const bare = costs.get(bareChecks) ?? 0;
    return [...costs]
      .filter(([what]) => what !== bareChecks)
      .map(([what, milliseconds]) => ({
        what,
        measured: `${milliseconds.toFixed(1)} ms`,
        floor: `${bare.toFixed(1)} ms, ${bareChecks}`,
        ratio: milliseconds / bare,
        ...judged(milliseconds / bare, limit, free),
      }));
  },
};
