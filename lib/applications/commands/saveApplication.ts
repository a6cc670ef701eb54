import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { draftOf, marksOf, mergeDraft, storedDraft } from "../merge.ts";
import { applicationOwner } from "../owner.ts";
import { allows } from "../rules.ts";
import { perField, SaveApplication, storedAnswers } from "../schema.ts";
import { lockApplication } from "../steps.ts";

/**
 * Saves a draft as it stands, complete or not, each answer by itself, and gives the draft as it is then with its marks. Of two
 * people who write at once nobody's words are lost: where both changed the same answer, the one that came first stays, and both
 * come back under `disputes` until somebody chooses. Errors: wrongState.
 */
export const saveApplication = command({
  action: "applications.save",
  schema: SaveApplication,
  owner: applicationOwner,
  run: async ({ tx, input, now }) => {
    const { applicationId: id, seats, answers, based, choice, seen } = input;
    const row = await lockApplication(tx, id);
    if (!allows(row.state, "applications.save")) return fail("wrongState");
    const standing = draftOf({ seats: row.seats, answers: storedAnswers(row.answers) });
    const { draft, disputes } = mergeDraft(standing, {
      mine: draftOf({ seats, answers }),
      based: perField(based),
      choice: perField(choice),
      seen: perField(seen),
    });
    const { version } = await tx.application.update({
      where: { id, state: row.state, version: row.version },
      data: { ...storedDraft(draft), savedAt: now, version: { increment: 1 } },
      select: { version: true },
    });
    const found = Object.keys(disputes).length;
    return done(
      { version, savedAt: now, draft, marks: marksOf(draft), disputes },
      { kind: "application", id },
      found > 0 ? { disputes: found } : {},
    );
  },
});
