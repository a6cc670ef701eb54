import { institutionOwner } from "../../institutions/owner.ts";
import { lockInstitution } from "../../institutions/steps.ts";
import { chunkSize } from "../../platform/chain/writes.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { announceRenewalAsked } from "../renewals/announce.ts";
import { expiringLicences } from "../renewals/expiring.ts";
import { AskRenewal } from "../schema.ts";

/**
 * Asks that every licence of the institution that is in force, ends soon and is not asked for yet goes on; those that end first, where
 * there are more than the registry takes at once. Two approvers decide; all are told. Gives how many. Fails with `nothingToRenew` where there is none.
 */
export const askRenewal = command({
  action: "licences.askRenewal",
  schema: AskRenewal,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId } = input;
    const institution = await lockInstitution(tx, institutionId);
    if (!institution) return fail("notFound");
    const licences = await tx.licence.findMany({
      where: expiringLicences(institutionId, now),
      select: { id: true, validUntil: true },
      orderBy: [{ validUntil: "asc" }, { id: "asc" }],
      take: chunkSize,
    });
    const [first] = licences;
    if (!first) return fail("nothingToRenew");
    const { id } = await tx.renewal.create({
      data: {
        ...{ institutionId, askedById: actor.userId, askedAt: now },
        items: { create: licences.map((licence) => ({ licenceId: licence.id })) },
      },
      select: { id: true },
    });
    const firstEnd = first.validUntil ?? now;
    await announceRenewalAsked(tx, { institution, licences: licences.length, firstEnd, now });
    const subject = { kind: "institution" as const, id: institutionId };
    return done({ renewalId: id, licences: licences.length }, subject, { licences: licences.length });
  },
});
