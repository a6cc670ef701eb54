import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { identifierKeys, identifiersOf } from "../identifiers.ts";
import { institutionOwner } from "../owner.ts";
import { SaveParticulars } from "../schema.ts";
import { lockInstitution, saveDraft } from "../steps.ts";

/**
 * Saves how the institution is registered: the answers to its kind's questions, in place of all earlier ones.
 * Errors: wrongState, changedMeanwhile (also when it is of another kind by now).
 */
export const saveParticulars = command({
  action: "institutions.edit",
  schema: SaveParticulars,
  owner: institutionOwner,
  run: async ({ tx, input }) => {
    const { institutionId: id, version, kind, ...answers } = input;
    const institution = await lockInstitution(tx, id);
    if (institution?.kind !== kind) return fail("changedMeanwhile");
    const identifiers = identifiersOf(answers);
    const saved = await saveDraft(tx, id, version, { identifiers, identifierKeys: identifierKeys(identifiers) });
    return saved.ok
      ? done(saved.value, { kind: "institution", id }, { answered: Object.keys(identifiers).sort() })
      : saved;
  },
});
