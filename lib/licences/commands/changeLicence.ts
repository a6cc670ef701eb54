import { isClose, type Judge } from "../../desk/closeness.ts";
import { requestChainWrite } from "../../platform/chain/outbox.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { effectiveState, isReasonOf, type LicenceChange, licenceAfter, writeKeys } from "../rules.ts";
import { ChangeLicence } from "../schema.ts";
import { changeUnderway } from "../steps.ts";

/** Takes a licence out of force for the time being, with a public reason. It holds once the registry has certified it. */
export const suspendLicence = change("suspend");

/** Puts a suspended licence back into force. It holds once the registry has certified it. */
export const reinstateLicence = change("reinstate");

/** Ends a licence for good. Its place returns only by an act of two people. It holds once the registry has certified it. */
export const revokeLicence = change("revoke");

/**
 * One of the three changes. Each fails with `reasonRequired` for a reason that is not in its catalogue, `wrongState` where the
 * table does not allow it, `conflictOfInterest` for a licence of an institution that one stands close to, or one's own seat, and `changeUnderway`
 * while an earlier change waits for the registry.
 */
function change(kind: LicenceChange) {
  return command({
    action: `licences.${kind}`,
    schema: ChangeLicence,
    run: async ({ tx, actor, input, now }) => {
      const { licenceId, version, reason } = input;
      if (!isReasonOf(kind, reason)) return fail("reasonRequired", { fields: { reason: "reasonRequired" } });
      const licence = await tx.licence.findUnique({ where: { id: licenceId } });
      if (!licence) return fail("notFound");
      if (await isConcerned(tx, licence, actor, now)) return fail("conflictOfInterest");
      const isOver = kind === "reinstate" && effectiveState(licence, now) === "EXPIRED";
      if (isOver || licenceAfter(licence.state, kind) === undefined) return fail("wrongState");

      // The version moves now, so that of two officers who read the same page only one is heard; the state follows the registry.
      const { count } = await tx.licence.updateMany({
        where: { id: licenceId, state: licence.state, version },
        data: { version: { increment: 1 } },
      });
      if (count === 0) return fail("changedMeanwhile");
      if (await changeUnderway(tx, licenceId)) return fail("changeUnderway");

      const operation = writeKeys.status(licenceId, version);
      await requestChainWrite(tx, {
        key: operation,
        kind,
        payload: { operation, number: licence.number, reason, decision: operation },
      });
      return done({ licenceId }, { kind: "licence", id: licenceId }, { change: kind, reason });
    },
  });
}

/** Does the officer stand close to the licence's institution, or hold its seat? */
async function isConcerned(
  tx: Tx,
  licence: { id: string; institutionId: string },
  officer: Judge,
  now: Date,
): Promise<boolean> {
  const { userId } = officer;
  const seats = await tx.seat.count({ where: { licenceId: licence.id, userId, state: { not: "RELEASED" } } });
  return seats > 0 || isClose(tx, officer, licence.institutionId, now);
}
