import { Principal } from "@dfinity/principal";
import { world } from "../../lib/licences/testing/fixtures.ts";
import { accountsPlan } from "../../lib/messenger/steps.ts";
import type { Db } from "../../lib/platform/db/client.ts";
import { person } from "../../lib/platform/testing/persons.ts";

/** An identity like those that sign in. */
const principal = () => Principal.selfAuthenticating(crypto.getRandomValues(new Uint8Array(44))).toText();

/** An institution with something of everything that an officer decides on, by itself in its programme. */
export async function decidable(db: Db) {
  const { licensed } = world(db);
  const domain = `${crypto.randomUUID()}.edu.pk`;
  const { institution, programme } = await licensed(2);
  const into = await db.institution.create({
    data: { kind: "UNIVERSITY", sector: "EDUCATION", name: "University", searchName: "", state: "VERIFIED" },
  });
  const { id: institutionId } = await db.institution.update({ where: { id: institution.id }, data: { domain } });
  const [one, two] = await db.licence.findMany({ where: { institutionId }, orderBy: { number: "asc" } });
  if (!one || !two) throw new Error("no licences");
  const { userId } = await person(db);
  const by = { proposedById: userId, proposedAt: new Date() };
  const why = "It was registered for a reason that does not hold.";
  const open = { institutionId, ...by };
  const { id: applicationId } = await db.application.update({
    where: { id: one.applicationId },
    data: {
      ...{ state: "WAITLISTED", submittedAt: new Date(), rubricVersion: 1 },
      waiting: { create: { since: new Date() } },
    },
  });
  const waits = { programmeId: programme.id, sector: "EDUCATION", reason: why } as const;
  const seat = await db.seat.create({
    data: {
      ...{ licenceId: one.id, state: "BOUND", email: "holder@holders.example", name: "Holder", userId },
      ...{ claimHash: crypto.getRandomValues(new Uint8Array(32)), offeredById: userId, expiresAt: new Date() },
      principal: principal(),
    },
  });
  const account = (licenceId: string, data: { state: "REQUESTED" | "PROPOSED"; batchId?: string }) => {
    const handle = crypto.randomUUID();
    const consent = { consentVersion: "1", consentAt: new Date(), chunk: 0, position: 0 };
    const whose = { userId, licenceId, institutionId, handle, skeleton: handle, principal: principal() };
    return db.messengerAccount.create({ data: { ...whose, ...consent, ...data } });
  };
  const batch = await db.messengerBatch.create({ data: { code: "M-0001", state: "PROPOSED", ...by } });
  const requested = await account(one.id, { state: "REQUESTED" });
  await account(two.id, { state: "PROPOSED", batchId: batch.id });
  const { hash: planHash } = await accountsPlan(db, batch);
  await db.messengerBatch.update({ where: { id: batch.id }, data: { planHash } });
  const entry = {
    name: "Prices",
    startsOn: "2026-01-01",
    changedAt: new Date(),
    kind: "PROJECT",
    sentence: "Prices of the market",
    field: "agriculture",
  } as const;
  const review = await db.review.create({ data: { applicationId, reviewerId: userId } });
  const id = async (row: Promise<{ id: string }>) => (await row).id;
  return {
    ...{ institutionId, domain, intoId: into.id, licenceId: one.id, applicationId, why, waits },
    ...{ accountId: requested.id, accountBatchId: batch.id, planHash: Buffer.from(planHash).toString("hex") },
    ...{ reviewId: review.id, otherId: (await person(db, { roles: ["REVIEWER"] })).userId },
    declineId: await id(db.registrationDecline.create({ data: { ...open, reason: "notGenuine", evidence: why } })),
    mergeId: await id(
      db.institutionMerge.create({ data: { fromId: into.id, intoId: institutionId, reason: why, ...by } }),
    ),
    renewalId: await id(
      db.renewal.create({ data: { institutionId, askedById: userId, items: { create: { licenceId: two.id } } } }),
    ),
    licenceChangeId: await id(
      db.licenceChange.create({
        data: {
          ...{ licenceId: two.id, kind: "revoke", reason: "termsBreach", operation: `status:${two.id}:0` },
          ...{ contentHash: new Uint8Array(32), ...by },
        },
      }),
    ),
    rebindId: await id(db.seatRebind.create({ data: { seatId: seat.id, userId, principal: principal() } })),
    entryId: await id(
      db.outcomeEntry.create({ data: { ...entry, institutionId, programmeId: programme.id, state: "PUBLISHED" } }),
    ),
    closingId: await id(db.waitlistClosing.create({ data: { ...waits, ...by } })),
    discussionId: await id(db.reviewDiscussion.create({ data: { applicationId, openedById: userId } })),
  };
}
