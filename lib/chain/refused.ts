import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { writeName } from "../notifications/words.ts";
import { holdersOf } from "../people/letters.ts";
import { type ChainWriteKind, isOperatorsToMend } from "../platform/chain/writes.ts";
import type { Tx } from "../platform/db/client.ts";

/** Refusals of these are told by their rooms, to whom they concern. */
const toldByTheirRooms: readonly ChainWriteKind[] = ["issueBatch", "approveBatch"];

/** Refusals of these as well, but for those that are about the portal and the register themselves: that it may not write, or that there is no room. */
const toldUnlessForRole: readonly ChainWriteKind[] = ["openAccounts", "rebindHolder", "renewBatch"];

/** What was to be taken out was never approved: the signature on its way ran out, and nothing is left to do. */
const isOver = (kind: ChainWriteKind, code: string) => kind === "dropBatch" && code === "notFound";

/** Between two letters about refusals of one kind, in milliseconds: when the portal's key has lost its role, everything is refused. */
const hour = 3_600_000;

/**
 * Tells the operators in office that a write of this kind was refused at `at`, whose room tells nobody: theirs it is to see why, and
 * to send it again where that helps. Call with the refusal recorded. One letter an hour for each kind; every one is in the list.
 */
export async function tellRefused(tx: Tx, kind: ChainWriteKind, code: string, at: Date): Promise<void> {
  const isTold = toldByTheirRooms.includes(kind) || (toldUnlessForRole.includes(kind) && !isOperatorsToMend(code));
  if (isTold || isOver(kind, code)) return;
  const lately = { gt: new Date(at.getTime() - hour), lte: at };
  if ((await tx.chainWrite.count({ where: { kind, state: "REFUSED", certifiedAt: lately } })) > 1) return;
  for (const { email, locale } of await holdersOf(tx, ["OPERATOR"], at)) {
    if (email === null) continue;
    await notify(tx, {
      ...{ to: email, locale, letter: "writeRefused" },
      values: (locale) => ({
        ...{ what: writeName(locale, kind), code },
        link: linkTo("/desk/chain?state=REFUSED", locale),
      }),
    });
  }
}
