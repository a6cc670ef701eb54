import type { Tx } from "../../platform/db/client.ts";
import type { Institution } from "../../platform/db/generated/client.ts";
import type { ErrorCode } from "../../platform/errors/codes.ts";
import { membersAtMost } from "../membership/rules.ts";

/** Applications of which an institution has one in a phase at most, until they are decided. */
const undecided = [
  "DRAFT",
  "SUBMITTED",
  "IN_REVIEW",
  "INFORMATION_REQUESTED",
  "REVIEWED",
  "PROPOSED",
  "WAITLISTED",
] as const;

/**
 * What stands in the way of moving everything now: a decision that is on its way (an application in a proposed batch, a licence
 * that is not certified), two undecided applications in one phase, or too many members. Undefined when nothing does.
 */
export async function unsettled(tx: Tx, fromId: string, intoId: string): Promise<ErrorCode | undefined> {
  const [proposed, coming] = [
    await tx.application.count({ where: { institutionId: fromId, state: "PROPOSED" } }),
    await tx.licence.count({ where: { institutionId: fromId, state: "PENDING" } }),
  ];
  if (proposed + coming > 0) return "changeUnderway";
  // A decline that is appealed may be decided on anew.
  const open = {
    OR: [{ state: { in: [...undecided] } }, { appeal: { state: { in: ["FILED" as const, "PROPOSED" as const] } } }],
  };
  const phases = await tx.application.findMany({
    where: { institutionId: fromId, ...open },
    select: { phaseId: true },
  });
  const both = await tx.application.count({
    where: { institutionId: intoId, ...open, phaseId: { in: phases.map(({ phaseId }) => phaseId) } },
  });
  if (both > 0) return "applicationsInBoth";
  const people = await tx.membership.findMany({
    where: { institutionId: { in: [fromId, intoId] }, endedAt: null },
    distinct: ["userId"],
    select: { userId: true },
  });
  return people.length > membersAtMost ? "membersFull" : undefined;
}

/**
 * Points everything of the one institution at the other: members, applications, documents, licences, renewals, lists of seats, accounts,
 * reports of what came of them.
 * Only the reference changes, and nothing of what it stands on: numbers, blocks, states and decisions stay. What was found about the one that goes stays
 * with it, and so do its suspensions: its history. Both rows are locked by the caller.
 */
export async function moveEverything(tx: Tx, from: Institution, into: Institution, now: Date): Promise<void> {
  const there = { institutionId: from.id };
  const here = { institutionId: into.id };
  const members = await tx.membership.findMany({ where: { institutionId: { in: [from.id, into.id] } } });
  for (const one of members.filter(({ institutionId }) => institutionId === from.id)) {
    const known = members.find(({ institutionId, userId }) => institutionId === into.id && userId === one.userId);
    if (!known) await tx.membership.update({ where: { id: one.id }, data: { ...here, version: { increment: 1 } } });
    else if (one.endedAt === null) {
      await tx.membership.update({ where: { id: one.id }, data: { endedAt: now, version: { increment: 1 } } });
      // Who left the one that stays and works for the one that goes, works for both again.
      if (known.endedAt !== null)
        await tx.membership.update({
          where: { id: known.id },
          data: { role: one.role, shared: one.shared, createdAt: now, endedAt: null, version: { increment: 1 } },
        });
    }
  }
  const closed = { closedAt: now, version: { increment: 1 } };
  await tx.invitation.updateMany({ where: { ...there, state: "OPEN" }, data: { state: "WITHDRAWN", ...closed } });
  await tx.ownershipTransfer.updateMany({
    where: { ...there, state: "PROPOSED" },
    data: { state: "CLOSED", ...closed },
  });
  await tx.joinRequest.updateMany({
    where: { ...there, state: "OPEN" },
    data: { state: "DECLINED", decidedAt: now, version: { increment: 1 } },
  });
  await tx.document.updateMany({ where: there, data: here });
  await tx.application.updateMany({ where: there, data: here });
  await tx.licence.updateMany({ where: there, data: here });
  await tx.renewal.updateMany({ where: there, data: here });
  await tx.seatImport.updateMany({ where: there, data: here });
  await tx.messengerAccount.updateMany({ where: there, data: here });
  await tx.outcomeEntry.updateMany({ where: there, data: here });
}
