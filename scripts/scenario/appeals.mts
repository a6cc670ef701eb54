import { confirmAppeal, fileAppeal, proposeAppeal } from "../../lib/appeals/commands.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { db } from "../../lib/platform/db/client.ts";
import { applicationNow, type First } from "./facts.mts";
import { must } from "./must.mts";

/**
 * The institution appeals against a decline. One administrator proposes what it comes to, another confirms: neither scored the
 * application nor decided on it.
 */
export async function appeal({ id, receipt, member, story }: First, panel: readonly Person[]): Promise<void> {
  const [proposer, confirmer] = panel;
  if (!proposer || !confirmer) throw new Error("an administrator is missing");
  const filed = () => db().appeal.findUnique({ where: { applicationId: id } });
  if (!(await filed())) {
    const { state, version } = await applicationNow(id);
    if (state !== "DECLINED") return;
    const words =
      "Demonstration: the approval of the service's owner was attached, and the reasons say that there was none.";
    const form = { applicationId: id, version, ground: "evidenceNotConsidered", words };
    must(await fileAppeal(member.person, form), `appeal about ${receipt}`);
  }
  const appealId = (await filed())?.id;
  if ((await filed())?.state === "FILED") {
    const note = "Demonstration: the attachments of the application were read again, one by one.";
    const outcome =
      story === "appealUpheld" ? { outcome: "UPHELD" } : { outcome: "DISMISSED", reason: "evidenceWasConsidered" };
    const wish = { appealId, version: (await filed())?.version, note, ...outcome };
    must(await proposeAppeal(proposer, wish), `outcome of the appeal about ${receipt}`);
  }
  const open = await filed();
  if (open?.state === "PROPOSED")
    must(
      await confirmAppeal(confirmer, { appealId, version: open.version }),
      `second word on the appeal of ${receipt}`,
    );
}
