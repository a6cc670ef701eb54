import { inviteHash } from "../../../lib/institutions/membership/inviteToken.ts";
import { claimHash } from "../../../lib/licences/claimToken.ts";
import type { Db } from "../../../lib/platform/db/client.ts";

/** Everything that moves may touch, as the tables hold it between two moves. */
export type World = Awaited<ReturnType<typeof look>>;

const byId = { orderBy: { id: "asc" } } as const;

/** Reads the world: small on purpose, so that it can be read before and after every move. */
export async function look(db: Db) {
  const renewals = await db.renewal.findMany({ ...byId, include: { items: byId } });
  const [seatImports, seatRebinds] = await Promise.all([db.seatImport.findMany(byId), db.seatRebind.findMany(byId)]);
  const [users, institutions, phases, applications, reviews, requests, batches, licences, seats] = await Promise.all([
    db.user.findMany({
      ...byId,
      include: {
        grants: { where: { endedAt: null }, ...byId },
        memberships: { where: { endedAt: null }, ...byId },
        absences: { where: { endedAt: null }, ...byId },
      },
    }),
    db.institution.findMany({ ...byId, include: { checks: byId, documents: byId } }),
    db.phase.findMany({ orderBy: { code: "asc" } }),
    db.application.findMany(byId),
    db.review.findMany(byId),
    db.informationRequest.findMany(byId),
    db.batch.findMany({
      where: { programmeId: { not: undefined } },
      orderBy: { code: "asc" },
      include: { items: { ...byId, include: { views: true } }, approvals: true },
    }),
    db.licence.findMany({ orderBy: [{ batchId: "asc" }, { chunk: "asc" }, { position: "asc" }] }),
    db.seat.findMany(byId),
  ]);
  const [accounts, accountBatches, writes, changes, absences, quotas, letters, programmes] = await Promise.all([
    db.messengerAccount.findMany(byId),
    db.messengerBatch.findMany({ orderBy: { code: "asc" } }),
    db.chainWrite.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
    db.roleChange.findMany(byId),
    db.absence.findMany(byId),
    db.quota.findMany({ orderBy: { sector: "asc" } }),
    db.mail.findMany({
      where: {
        OR: [{ text: { contains: "/claim/" } }, { text: { contains: "/join/" } }, { text: { contains: "/register/" } }],
      },
      select: { text: true },
    }),
    db.programme.findMany({ ...byId, include: { quorumRules: { orderBy: { above: "asc" } }, stepDays: true } }),
  ]);
  const former = await db.membership.findMany({ ...byId, where: { endedAt: { not: null } } });
  const discussions = await db.reviewDiscussion.findMany(byId);
  const rubrics = await db.rubric.findMany(byId);
  const [invitations, transfers, joinRequests, proposals] = await Promise.all([
    db.invitation.findMany(byId),
    db.ownershipTransfer.findMany(byId),
    db.joinRequest.findMany(byId),
    db.programmeChange.findMany(byId),
  ]);
  const [leases, views, notices, choices, mails] = await Promise.all([
    db.caseLease.findMany(byId),
    db.savedView.findMany(byId),
    db.notice.findMany(byId),
    db.noticeChoice.findMany({ orderBy: [{ userId: "asc" }, { topic: "asc" }] }),
    // Enough to try on: every step of a story writes some.
    db.mail.findMany({ ...byId, select: { id: true, sentAt: true, failedAt: true }, take: 20 }),
  ]);
  const [appeals, batchApprovals, signatures] = await Promise.all([
    db.appeal.findMany(byId),
    db.batchApproval.findMany(byId),
    db.batchSignature.findMany(byId),
  ]);
  const tokens = letters.flatMap(({ text }) => /\/(?:claim|join|register)\/([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? []);
  const [left, messages, readings] = await Promise.all([
    db.membership.findMany({ where: { endedAt: { not: null } }, select: { userId: true, institutionId: true } }),
    db.caseMessage.findMany(byId),
    db.caseReading.findMany(byId),
  ]);
  const [mobiles, mobileCodes, confirmations] = await Promise.all([
    db.mobile.findMany({ orderBy: { userId: "asc" } }),
    db.mobileCode.findMany(byId),
    db.confirmation.findMany({ ...byId, where: { codeHash: { not: null } } }),
  ]);
  const numbers = mobileCodes.filter(({ consumedAt }) => consumedAt === null).map(({ number }) => number);
  const codeTexts = await db.mail.findMany({ ...byId, where: { to: { in: numbers }, letter: "code" } });
  const claimOf = new Map(tokens.map((token) => [hex(claimHash(token)), token]));
  const inviteOf = new Map(tokens.map((token) => [hex(inviteHash(token)), token]));
  return {
    ...{ rubrics, former, discussions },
    ...{ users, institutions, phases, applications, reviews, requests, batches, licences, accounts, accountBatches },
    ...{ leases, views, notices, choices, mails },
    ...{ writes, changes, absences, quotas, programmes, transfers, joinRequests, proposals },
    ...{ seatImports, seatRebinds, renewals },
    offers: await db.placeOffer.findMany(byId),
    closings: await db.waitlistClosing.findMany(byId),
    waiting: await db.waitlistEntry.findMany({ orderBy: { applicationId: "asc" } }),
    directory: await db.directoryEntry.findMany(byId),
    merges: await db.institutionMerge.findMany(byId),
    declines: await db.registrationDecline.findMany(byId),
    entries: await db.outcomeEntry.findMany({ ...byId, include: { revisions: { orderBy: { version: "asc" } } } }),
    registrationInvites: (await db.registrationInvite.findMany(byId)).map((one) => ({
      ...one,
      token: inviteOf.get(hex(one.tokenHash)) ?? "",
    })),
    ...{ messages, readings, appeals, batchApprovals },
    signatures,
    ...{ mobiles, mobileCodes, codeTexts, confirmations },
    left: new Set(left.map(({ userId, institutionId }) => `${userId} ${institutionId}`)),
    schedules: await db.reportSchedule.findMany(byId),
    seats: seats.map((seat) => ({ ...seat, token: claimOf.get(hex(seat.claimHash)) ?? "" })),
    invitations: invitations.map((one) => ({ ...one, token: inviteOf.get(hex(one.tokenHash)) ?? "" })),
  };
}

/** The states of everything that has one, by kind and id. */
export function statesOf(world: World) {
  const { institutions, applications, reviews, batches, licences, seats, accounts, accountBatches, changes } = world;
  const { invitations, transfers, joinRequests, proposals, appeals } = world;
  const { registrationInvites } = world;
  const kinds = {
    ...{ institutions, applications, reviews, batches, licences, seats, accounts, accountBatches, changes },
    ...{ invitations, transfers, joinRequests, proposals, appeals },
    ...{ seatImports: world.seatImports, seatRebinds: world.seatRebinds, renewals: world.renewals },
    ...{ registrationInvites },
    ...{
      merges: world.merges,
      declines: world.declines,
      closings: world.closings,
      offers: world.offers,
      entries: world.entries,
    },
  };
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, rows]) => [
      kind,
      new Map(rows.map(({ id, state, version }) => [id, { state: state as string, version }])),
    ]),
  );
}

/** Does the person belong to the institution? */
export function belongs(world: World, userId: string, institutionId: string): boolean {
  const user = world.users.find(({ id }) => id === userId);
  return user?.memberships.some((membership) => membership.institutionId === institutionId) ?? false;
}

/** Does somebody else than the person work on the case now? */
export function isHeldByOther(world: World, caseId: string, userId: string): boolean {
  return world.leases.some(
    ({ institutionId, applicationId, holderId, until }) =>
      (institutionId === caseId || applicationId === caseId) && holderId !== userId && until > new Date(),
  );
}

/** Does the person belong to the institution, or did they before? No story is so long that it would be forgotten. */
export function isClose(world: World, userId: string, institutionId: string): boolean {
  const left = world.former.some((one) => one.userId === userId && one.institutionId === institutionId);
  return left || belongs(world, userId, institutionId);
}

/** Does the person write for neither side of the institution's cases: a viewer, or somebody who left it? */
export function isMute(world: World, userId: string, institutionId: string): boolean {
  const own = world.users
    .find(({ id }) => id === userId)
    ?.memberships.find((membership) => membership.institutionId === institutionId);
  return own ? own.role === "VIEWER" : world.left.has(`${userId} ${institutionId}`);
}

/** Is an appeal about the application open? */
export function isAppealed(applicationId: string, world: World): boolean {
  return world.appeals.some(
    (appeal) => appeal.applicationId === applicationId && (appeal.state === "FILED" || appeal.state === "PROPOSED"),
  );
}

/** Whoever belongs to the institution now. */
export function membersOf(world: World, institutionId: string) {
  return world.users.flatMap(({ memberships }) => memberships).filter((one) => one.institutionId === institutionId);
}

/** The row with the id, which is there. */
export function row<T extends { id: string }>(rows: readonly T[], id: string): T {
  const found = rows.find((one) => one.id === id);
  if (!found) throw new Error(`no row ${id}`);
  return found;
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
