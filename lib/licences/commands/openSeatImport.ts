import { institutionOwner } from "../../institutions/owner.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { importRows } from "../rules.ts";
import { OpenSeatImport } from "../schema.ts";
import { seatRows } from "../seats/rows.ts";

/**
 * Keeps a list of people in CSV for a day, so that its consequences can be looked at before they happen; nobody is offered
 * anything yet. Gives its id. Fails with `listTooLong` for more than 1,500 rows and with `listNotReadable` where no row names
 * anybody.
 */
export const openSeatImport = command({
  action: "licences.openImport",
  schema: OpenSeatImport,
  owner: institutionOwner,
  run: async ({ tx, actor, input }) => {
    const { institutionId, text } = input;
    const rows = seatRows(text);
    const values = { most: importRows, rows: rows.length };
    if (rows.length > importRows) return fail("invalidInput", { fields: { text: "listTooLong" }, values });
    if (!rows.some(({ email }) => email !== ""))
      return fail("invalidInput", { fields: { text: "listNotReadable" }, values });
    const { id } = await tx.seatImport.create({
      data: { institutionId, createdById: actor.userId, text },
      select: { id: true },
    });
    return done({ importId: id }, { kind: "institution", id: institutionId }, { rows: rows.length });
  },
});
