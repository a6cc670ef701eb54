import { expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { confirmMerge, proposeMerge } from "../institutions/commands.ts";
import { publicBecoming } from "./becoming.ts";
import { findCertificate } from "./certificates/certificate.ts";
import {
  approveRenewal,
  askRenewal,
  claimSeat,
  offerSeats,
  proposeRenewal,
  releaseSeat,
  suspendLicence,
} from "./commands.ts";
import { findLicence, historyFor } from "./history.ts";
import { licences, licencesOf, seatCounts } from "./queries.ts";
import { settleBinding } from "./steps.ts";
import { codeOf, configureTest, success, world } from "./testing/fixtures.ts";

const { db } = await testDatabase();
configureTest();
const { person, institution, licensed } = world(db);

const soon = () => new Date(Date.now() + 30 * 86_400_000);
const receipt = { block: "7", at: "1790000000000000000" };

test("the history of a licence has its holder and its end beside its state, with reason and entry", async () => {
  const { institution: of, approver } = await licensed(1);
  const licence = await db.licence.findFirstOrThrow({ where: { institutionId: of.id } });
  const email = "history@people.test";
  success(await offerSeats(of.owner, { institutionId: of.id, people: [{ name: "Ayesha Khan", email }] }));
  const mail = await db.mail.findFirstOrThrow({ where: { to: email } });
  const token = /\/claim\/([A-Za-z0-9_-]{43})/.exec(mail.text)?.[1];
  const { seatId } = success(await claimSeat(await person({ principal: true }), { token }));
  const key = `bind:${seatId}`;
  const bind = await db.chainWrite.findUniqueOrThrow({ where: { key } });
  await db.$transaction((tx) => settleBinding(tx, bind.payload as never, receipt));
  await db.chainWrite.update({
    where: { key },
    data: { state: "CERTIFIED", answer: receipt, certifiedAt: new Date() },
  });
  const { version } = await db.seat.findUniqueOrThrow({ where: { id: seatId } });
  success(await releaseSeat(of.owner, { seatId, version, reason: "holderLeft" }));

  await db.licence.update({ where: { id: licence.id }, data: { validUntil: soon() } });
  const { renewalId } = success(await askRenewal(of.owner, { institutionId: of.id }));
  const proposer = await person({ roles: ["APPROVER"] });
  success(await proposeRenewal(proposer, { renewalId, version: 0 }));
  success(await approveRenewal(approver, { renewalId, version: 1 }));
  const { version: current } = await db.licence.findUniqueOrThrow({ where: { id: licence.id } });
  success(await suspendLicence(approver, { licenceId: licence.id, version: current, reason: "termsBreach" }));

  const seen = await findLicence(approver, licence.id);
  expect(seen?.changes).toMatchObject([
    { kind: "bindHolder", reason: "seatClaimed", state: "CERTIFIED", block: "7", officers: [] },
    { kind: "unbindHolder", reason: "holderLeft", state: "QUEUED", block: null, officers: [] },
    {
      kind: "renewBatch",
      reason: "institutionRequest",
      until: expect.any(Date),
      officers: [proposer.name, approver.name],
    },
    { kind: "suspend", reason: "termsBreach", officers: [approver.name] },
  ]);
  const own = await historyFor(of.owner, licence);
  expect(own.map(({ kind }) => kind)).toEqual(["bindHolder", "unbindHolder", "renewBatch", "suspend"]);
  expect(own.every(({ officers }) => officers.length === 0)).toBe(true);
  expect(await historyFor((await institution()).owner, licence)).toEqual([]);
  expect(codeOf(await releaseSeat(of.owner, { seatId, version: version + 1, reason: "notUsed" }))).toBe("seatUnderway");
});

test("a list can be narrowed to what is in force and ends soon", async () => {
  const { institution: of, approver } = await licensed(2);
  const all = { text: "", sector: undefined, page: 1, state: "ENDING" } as const;
  const [first] = await db.licence.findMany({ where: { institutionId: of.id } });
  expect((await licencesOf(of.owner, of.id, all)).total).toBe(0);
  await db.licence.update({ where: { id: first?.id ?? "" }, data: { validUntil: soon() } });
  expect((await licencesOf(of.owner, of.id, all)).rows.map(({ id }) => id)).toEqual([first?.id]);
  expect(await seatCounts(of.owner, of.id)).toMatchObject({ ending: 1 });
  const found = async () => (await licences(approver, all)).rows.some(({ id }) => id === first?.id);
  expect(await found()).toBe(true);
  await db.licence.update({ where: { id: first?.id ?? "" }, data: { state: "SUSPENDED" } });
  expect(await found()).toBe(false);
});

test("a licence tells how its institution became another, to those who may read it, and nothing where it did not", async () => {
  const { institution: from, approver } = await licensed(1);
  const into = await institution();
  const { sector, kind } = await db.institution.findUniqueOrThrow({ where: { id: from.id } });
  await db.institution.update({ where: { id: into.id }, data: { sector, kind } });
  const { id, number } = await db.licence.findFirstOrThrow({ where: { institutionId: from.id } });
  expect(await findLicence(approver, id)).toMatchObject({ became: [] });
  const [first, second] = [await person({ roles: ["ADMINISTRATOR"] }), await person({ roles: ["ADMINISTRATOR"] })];
  const merging = { institutionId: from.id, version: 0, intoId: into.id, reason: "One office, registered twice." };
  const { mergeId } = success(await proposeMerge(first, merging));
  success(await confirmMerge(second, { mergeId, version: 0 }));

  const became = [{ from: { name: from.name }, into: { name: into.name }, at: expect.any(Date) }];
  expect(await findLicence(approver, id)).toMatchObject({ became, institution: { id: into.id } });
  expect(await findCertificate(into.owner, number)).toMatchObject({ became });
  expect(await findCertificate(await person(), number)).toBeNull();
  // Whoever checks the number is told too, unless there is no such licence for them yet.
  expect(await publicBecoming(number)).toMatchObject(became);
  await db.licence.update({ where: { id }, data: { state: "PENDING" } });
  expect(await publicBecoming(number)).toEqual([]);
});
