import { linkTo } from "../../notifications/link.ts";
import { notifyAll } from "../../notifications/steps.ts";
import { licenceReason } from "../../notifications/words.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { atWork } from "../../platform/auth/held.ts";
import type { Tx } from "../../platform/db/client.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { formatNumber } from "../number.ts";
import type { ChangeReason } from "../rules.ts";

/** At most this many approvers hear of a proposal. */
const toldAtMost = 50;

/** Tells the other approvers that a change of a licence waits for them; those who belong to its institution do not decide on it, and are not told. */
export async function announceProposal(tx: Tx, changeId: string, proposer: Person, now: Date): Promise<void> {
  const { values, institutionId } = await wordsOf(tx, changeId);
  const approvers = await tx.user.findMany({
    where: {
      ...{ id: { not: proposer.userId }, email: { not: null }, ...atWork("APPROVER", now) },
      memberships: { none: { institutionId, endedAt: null } },
    },
    orderBy: { createdAt: "asc" },
    take: toldAtMost,
  });
  await notifyAll(
    tx,
    approvers.flatMap(({ email, locale }) =>
      email === null
        ? []
        : {
            ...{ to: email, locale, letter: "changeProposed" as const },
            values: (of: string) => ({ ...values(of), name: proposer.name }),
          },
    ),
  );
}

/** Tells whoever decided a change, or suspended alone, that the registry refused it, and that the licence is as it was. */
export async function announceRefusedChange(tx: Tx, changeId: string, refusal: string): Promise<void> {
  const { values, deciderIds } = await wordsOf(tx, changeId);
  const deciders = await tx.user.findMany({
    where: { id: { in: deciderIds } },
    select: { email: true, locale: true },
    orderBy: { id: "asc" },
  });
  await notifyAll(
    tx,
    deciders.flatMap(({ email, locale }) =>
      email === null
        ? []
        : {
            ...{ to: email, locale, letter: "changeRefused" as const },
            values: (of: string) => ({ ...values(of), refusal }),
          },
    ),
  );
}

async function wordsOf(tx: Tx, id: string) {
  const { kind, reason, licence, proposedById, approverIds } = await tx.licenceChange.findUniqueOrThrow({
    where: { id },
    include: { licence: { include: { institution: { select: { name: true, nameUr: true } } } } },
  });
  const values = (locale: string) => ({
    ...{ change: kind, number: formatNumber(licence.number), reason: licenceReason(locale, reason as ChangeReason) },
    institution: inLanguage(locale, licence.institution.name, licence.institution.nameUr),
    link: linkTo(`/desk/licences/decisions/${id}`, locale),
  });
  return { values, institutionId: licence.institutionId, deciderIds: [proposedById, ...approverIds] };
}
