import { expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { remindIdle } from "../commands.ts";
import { codeOf, configureTest, world } from "../testing/fixtures.ts";
import { idleSeats } from "./idle.ts";

const { db } = await testDatabase();
configureTest();
const { person, licensed } = world(db);

test("nobody is called idle while the way to building is not open", async () => {
  const { institution: of } = await licensed(1);
  const { id: licenceId } = await db.licence.findFirstOrThrow({ where: { institutionId: of.id } });
  const long = new Date(Date.now() - 90 * 86_400_000);
  const holder = await person({ principal: true });
  const seat = await db.seat.create({
    data: {
      ...{
        licenceId,
        state: "BOUND",
        name: "Ayesha Khan",
        email: "waiting@people.test",
        claimHash: new Uint8Array(32),
      },
      ...{ offeredById: of.owner.userId, offeredAt: long, expiresAt: long, claimedAt: long, boundAt: long, block: 1n },
      ...{ userId: holder.userId, principal: holder.principal },
    },
  });
  expect(await idleSeats(of.owner, of.id)).toEqual([]);
  expect(codeOf(await remindIdle(of.owner, { institutionId: of.id, seatIds: [seat.id] }))).toBe("notIdle");
});
