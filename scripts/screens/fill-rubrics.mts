import { draftRubric } from "../../lib/reviews/commands.ts";
import { rubrics } from "../../lib/reviews/rubrics/queries.ts";
import { must } from "../scenario/must.mts";
import type { Officers } from "./players.mts";

/** The next version of the rubric, as a draft. */
export async function draftNextRubric({ administrators: [administrator] }: Officers): Promise<void> {
  const [programme] = await rubrics(administrator);
  must(await draftRubric(administrator, { programmeId: programme?.id }), "a rubric");
}
