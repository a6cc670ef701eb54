import type { Standing } from "@/lib/audit/standing";
import { disownableFor, type RegisteredHead } from "@/lib/platform/chain/auditHeads";
import type { Governance } from "@/lib/platform/chain/governing";

/** The most that are shown at once: a day's. */
const most = 24;

/**
 * The heads that the database contradicts, at most 24, those first that can still be disowned: the words of those who are governors now,
 * until when it can be disowned, whether that is over, and whether `principal` has said so and waits for others. And how many more there are.
 */
export function headsToJudge(
  { contradictions, words }: Pick<Standing, "contradictions" | "words">,
  { roles, policy }: Pick<Governance, "roles" | "policy">,
  principal: string | null,
  now: Date,
) {
  const governors = new Set(roles.filter(({ role }) => role === "governor").map((of) => of.principal));
  const until = ({ at }: RegisteredHead) => new Date(at.getTime() + disownableFor);
  const isLate = (head: RegisteredHead) => now >= until(head);
  const inTurn = [...contradictions.filter((head) => !isLate(head)), ...contradictions.filter(isLate)];
  const heads = inTurn.slice(0, most).map((head) => {
    const said = words.filter(({ head: block, governor }) => block === head.block && governors.has(governor));
    const hasSaid = said.length < policy.governors && said.some(({ governor }) => governor === principal);
    return { head, words: said, until: until(head), isLate: isLate(head), hasSaid };
  });
  return { heads, more: contradictions.length - heads.length };
}
