import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { openChange, sendWhenDecided } from "../changes/send.ts";
import { isReasonOf, licenceAfter } from "../rules.ts";
import { SuspendLicence } from "../schema.ts";
import { changeUnderway, isConcerned, touchLicence } from "../steps.ts";

/**
 * Takes a licence out of force for the time being, with a public reason: the brake, which one officer pulls alone, also while approvers
 * decide whether it is revoked. Where the registry asks for signatures it wants this officer's own, and is asked for the suspension as
 * soon as it has certified that. It holds once the registry has certified it.
 * Fails with `reasonRequired` for a reason that is not in its catalogue, `wrongState` where the table does not allow it,
 * `conflictOfInterest` for a licence of an institution that one stands close to, or one's own seat, `changeUnderway` while an earlier
 * change waits for the registry, and as a signature does.
 */
export const suspendLicence = command({
  action: "licences.suspend",
  schema: SuspendLicence,
  run: async ({ tx, actor, input, now }) => {
    const { licenceId, version, reason, signature } = input;
    if (!isReasonOf("suspend", reason)) return fail("reasonRequired", { fields: { reason: "reasonRequired" } });
    const licence = await tx.licence.findUnique({ where: { id: licenceId } });
    if (!licence) return fail("notFound");
    if (await isConcerned(tx, licence, actor, now)) return fail("conflictOfInterest");
    if (licenceAfter(licence.state, "suspend") === undefined) return fail("wrongState");
    const touched = await touchLicence(tx, licence, version);
    if (!touched.ok) return touched;
    if (await changeUnderway(tx, licenceId)) return fail("changeUnderway");

    const asked = { licence, version, kind: "suspend", reason, signature } as const;
    const opened = await openChange(tx, actor, asked, now);
    if (!opened.ok) return opened;
    await sendWhenDecided(tx, opened.value, now);
    const said = { licenceChangeId: opened.value, change: "suspend", reason };
    return done({ licenceId }, { kind: "licence", id: licenceId }, said);
  },
});
