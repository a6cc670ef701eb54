import { ownedBy } from "../../institutions/owner.ts";
import { lockInstitution } from "../../institutions/steps.ts";
import { command, done, rawId } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { ConfirmSeatImport } from "../schema.ts";
import { offerTo } from "../seats/offering.ts";
import { planSeats } from "../seats/plan.ts";
import { seatRows } from "../seats/rows.ts";
import { releaseExpiredOffers } from "../steps.ts";

/**
 * Offers a seat to everybody of a list who has none, as far as licences are free, exactly as the preview said, all in one
 * transaction. Gives how many. Fails with `seatsMoved` where it would now come to another number than was looked at, with
 * `alreadyDone` the second time, and with `nothingChosen` where nobody would be offered anything.
 */
export const confirmSeatImport = command({
  action: "licences.confirmImport",
  schema: ConfirmSeatImport,
  // A foreign list and a missing one look the same.
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "importId");
    const found = id && (await db.seatImport.findUnique({ where: { id }, select: { institutionId: true } }));
    return found ? ownedBy(actor, "licences.read", found.institutionId) : undefined;
  },
  run: async ({ tx, actor, input, now }) => {
    const { importId, version, offers } = input;
    const where = { id: importId };
    const { institutionId } = await tx.seatImport.findUniqueOrThrow({ where, select: { institutionId: true } });
    const institution = await lockInstitution(tx, institutionId);
    const { state, text } = await tx.seatImport.findUniqueOrThrow({ where });
    if (state === "CONFIRMED" || text === null) return fail("alreadyDone");
    if (!institution) return fail("notFound");
    if (institution.state === "SUSPENDED") return fail("institutionSuspended");
    const { count } = await tx.seatImport.updateMany({
      where: { ...where, state: "OPEN", version },
      data: { state: "CONFIRMED", text: null, version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");

    await releaseExpiredOffers(tx, institutionId, now);
    const { rows, counts } = await planSeats(tx, institutionId, seatRows(text), now);
    if (counts.offer !== offers) return fail("seatsMoved");
    if (counts.offer === 0) return fail("nothingChosen");
    const people = rows.filter(({ effect }) => effect === "offer").map(({ name, email }) => ({ name, email }));
    const offered = await offerTo(tx, { institution, people, by: actor, now });
    if ("free" in offered) throw new Error("fewer licences than were counted");
    return done(
      { institutionId, offered: offered.seatIds.length },
      { kind: "institution", id: institutionId },
      { offered: counts.offer, seated: counts.seated, waiting: counts.noSeat, wrong: counts.wrong },
    );
  },
});
