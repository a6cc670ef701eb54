import { expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { suspendLicence } from "../commands.ts";
import { writeKeys } from "../rules.ts";
import { configureTest, world } from "../testing/fixtures.ts";
import { previewSuspension } from "./suspension.ts";

const { db } = await testDatabase();
configureTest();
const { person, licensed } = world(db);

test("the preview says of each licence what a suspension would come to, before and after it was asked for", async () => {
  const { approver, institution } = await licensed(3);
  const [active, underway, revoked] = await db.licence.findMany({
    where: { institutionId: institution.id },
    orderBy: { id: "asc" },
  });
  if (!active || !underway || !revoked) throw new Error("there are three licences");
  const asked = { licenceId: underway.id, version: underway.version, reason: "termsBreach" };
  expect(await suspendLicence(approver, asked)).toMatchObject({ ok: true });
  await db.licence.update({ where: { id: revoked.id }, data: { state: "REVOKED" } });
  const ids = [active.id, underway.id, revoked.id, crypto.randomUUID()];
  const effects = async (who: Parameters<typeof previewSuspension>[0]) =>
    Object.fromEntries((await previewSuspension(who, ids)).map(({ id, effect }) => [id, effect]));
  expect(await effects(approver)).toEqual({
    [active.id]: "suspends",
    [underway.id]: "underway",
    [revoked.id]: "wrongState",
  });
  const insider = await person({ roles: ["APPROVER"], member: { institutionId: institution.id, role: "VIEWER" } });
  expect(Object.values(await effects(insider))).toEqual(["concerned", "concerned", "concerned"]);
  for (const who of [null, await person({ roles: ["ADMINISTRATOR"] })]) expect(await effects(who)).toEqual({});
});

test("a suspension that was asked for stays one, also when the registry refused it before anybody could look", async () => {
  const { approver, institution } = await licensed(3);
  const [asked, refused, other] = await db.licence.findMany({
    where: { institutionId: institution.id },
    orderBy: { id: "asc" },
  });
  if (!asked || !refused || !other) throw new Error("there are three licences");
  const suspends = ({ id, version }: typeof asked) =>
    suspendLicence(approver, { licenceId: id, version, reason: "termsBreach" });
  for (const licence of [asked, refused, other]) expect(await suspends(licence)).toMatchObject({ ok: true });
  await db.chainWrite.updateMany({
    where: { key: { startsWith: writeKeys.statusOf(refused.id) } },
    data: { state: "REFUSED" },
  });
  const outcomes = async (who: Parameters<typeof previewSuspension>[0]) =>
    Object.fromEntries(
      (await previewSuspension(who, [asked.id, refused.id, other.id], [asked.id, refused.id])).map(
        ({ id, effect, outcome }) => [id, [effect, outcome]],
      ),
    );
  expect(await outcomes(approver)).toEqual({
    [asked.id]: ["underway", "asked"],
    [refused.id]: ["suspends", "refused"],
    [other.id]: ["underway", null],
  });
  expect(Object.values(await outcomes(await person({ roles: ["APPROVER"] }))), "of another officer").toEqual([
    ["underway", null],
    ["suspends", null],
    ["underway", null],
  ]);

  // Asked for once more: what came of the last is told.
  expect(await suspends(await db.licence.findUniqueOrThrow({ where: { id: refused.id } }))).toMatchObject({ ok: true });
  expect(await outcomes(approver)).toMatchObject({ [refused.id]: ["underway", "asked"] });
});
