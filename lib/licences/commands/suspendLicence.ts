import { requestChainWrite } from "../../platform/chain/outbox.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { isReasonOf, licenceAfter, writeKeys } from "../rules.ts";
import { SuspendLicence } from "../schema.ts";
import { changeUnderway, isConcerned, touchLicence } from "../steps.ts";

/**
 * Takes a licence out of force for the time being, with a public reason: the brake, which one officer pulls alone, also while approvers
 * decide whether it is revoked. It holds once the registry has certified it.
 * Fails with `reasonRequired` for a reason that is not in its catalogue, `wrongState` where the table does not allow it,
 * `conflictOfInterest` for a licence of an institution that one stands close to, or one's own seat, and `changeUnderway` while an earlier
 * change waits for the registry.
 */
export const suspendLicence = command({
  action: "licences.suspend",
  schema: SuspendLicence,
  run: async ({ tx, actor, input, now }) => {
    const { licenceId, version, reason } = input;
    if (!isReasonOf("suspend", reason)) return fail("reasonRequired", { fields: { reason: "reasonRequired" } });
    const licence = await tx.licence.findUnique({ where: { id: licenceId } });
    if (!licence) return fail("notFound");
    if (await isConcerned(tx, licence, actor, now)) return fail("conflictOfInterest");
    if (licenceAfter(licence.state, "suspend") === undefined) return fail("wrongState");
    const touched = await touchLicence(tx, licence, version);
    if (!touched.ok) return touched;
    if (await changeUnderway(tx, licenceId)) return fail("changeUnderway");

    const operation = writeKeys.status(licenceId, version);
    await requestChainWrite(tx, {
      key: operation,
      kind: "suspend",
      payload: { operation, number: licence.number, reason, decision: operation },
    });
    return done({ licenceId }, { kind: "licence", id: licenceId }, { change: "suspend", reason });
  },
});
