import type { Standing } from "@/lib/audit/standing";
import { disownableFor } from "@/lib/platform/chain/auditHeads";
import type { Governance } from "@/lib/platform/chain/governing";

/** The most that are shown at once: a day's. */
const most = 24;

/**
 * The heads that the database contradicts, the first of them first and at most 24: the words of those who are governors now, until
 * when it can be disowned, whether that is over, and whether `principal` has said so. And how many more there are.
 */
export function headsToJudge(
  { contradictions, words }: Pick<Standing, "contradictions" | "words">,
  { roles }: Pick<Governance, "roles">,
  principal: string | null,
  now: Date,
) {
  const governors = new Set(roles.filter(({ role }) => role === "governor").map((of) => of.principal));
  const heads = contradictions.slice(0, most).map((head) => {
    const said = words.filter(({ head: block, governor }) => block === head.block && governors.has(governor));
    const until = new Date(head.at.getTime() + disownableFor);
    const hasSaid = said.some(({ governor }) => governor === principal);
    return { head, words: said, until, isLate: now >= until, hasSaid };
  });
  return { heads, more: contradictions.length - heads.length };
}
