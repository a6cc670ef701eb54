import { inviteHash } from "../../../lib/institutions/membership/inviteToken.ts";
import { claimHash } from "../../../lib/licences/seats/claimToken.ts";
import type { Db } from "../../../lib/platform/db/client.ts";
import { touched } from "./touched.ts";

/** Everything that moves may touch, as the tables hold it between two moves. */
export type World = Parts & ReturnType<typeof derived>;

const byId = { orderBy: { id: "asc" } } as const;
const open = { where: { endedAt: null }, ...byId } as const;

/** How a part of the world is read, and from which tables: it is as it was while none of them is written to. */
const part = <T>(tables: string[], read: (db: Db) => Promise<T>) => ({ tables, read });

const hasToken = ["/claim/", "/join/", "/register/"].map((way) => ({ text: { contains: way } }));

const parts = {
  users: part(["User", "RoleGrant", "Membership", "Absence"], (db) =>
    db.user.findMany({ ...byId, include: { grants: open, memberships: open, absences: open } }),
  ),
  institutions: part(["Institution", "InstitutionCheck", "Document"], (db) =>
    db.institution.findMany({ ...byId, include: { checks: byId, documents: byId } }),
  ),
  phases: part(["Phase"], (db) => db.phase.findMany({ orderBy: { code: "asc" } })),
  applications: part(["Application"], (db) => db.application.findMany(byId)),
  reviews: part(["Review"], (db) => db.review.findMany(byId)),
  requests: part(["InformationRequest"], (db) => db.informationRequest.findMany(byId)),
  batches: part(["Batch", "BatchItem", "BatchItemView", "BatchApproval"], (db) =>
    db.batch.findMany({
      where: { programmeId: { not: undefined } },
      orderBy: { code: "asc" },
      include: { items: { ...byId, include: { views: true } }, approvals: true },
    }),
  ),
  licences: part(["Licence"], (db) =>
    db.licence.findMany({ orderBy: [{ batchId: "asc" }, { chunk: "asc" }, { position: "asc" }] }),
  ),
  seatRows: part(["Seat"], (db) => db.seat.findMany(byId)),
  seatImports: part(["SeatImport"], (db) => db.seatImport.findMany(byId)),
  seatRebinds: part(["SeatRebind"], (db) => db.seatRebind.findMany(byId)),
  licenceChanges: part(["LicenceChange"], (db) => db.licenceChange.findMany(byId)),
  renewals: part(["Renewal", "RenewalItem"], (db) => db.renewal.findMany({ ...byId, include: { items: byId } })),
  accounts: part(["MessengerAccount"], (db) => db.messengerAccount.findMany(byId)),
  accountBatches: part(["MessengerBatch"], (db) => db.messengerBatch.findMany({ orderBy: { code: "asc" } })),
  chunks: part(["BatchChunk", "Batch"], (db) =>
    db.batchChunk.findMany({
      orderBy: [{ batchId: "asc" }, { chunk: "asc" }],
      include: { batch: { select: { code: true } } },
    }),
  ),
  writes: part(["ChainWrite"], (db) => db.chainWrite.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }] })),
  changes: part(["RoleChange"], (db) => db.roleChange.findMany(byId)),
  absences: part(["Absence"], (db) => db.absence.findMany(byId)),
  quotas: part(["Quota"], (db) => db.quota.findMany({ orderBy: { sector: "asc" } })),
  letters: part(["Mail"], (db) => db.mail.findMany({ where: { OR: hasToken }, select: { text: true } })),
  programmes: part(["Programme", "QuorumRule", "StepDays"], (db) =>
    db.programme.findMany({ ...byId, include: { quorumRules: { orderBy: { above: "asc" } }, stepDays: true } }),
  ),
  former: part(["Membership"], (db) => db.membership.findMany({ ...byId, where: { endedAt: { not: null } } })),
  discussions: part(["ReviewDiscussion"], (db) => db.reviewDiscussion.findMany(byId)),
  rubrics: part(["Rubric"], (db) => db.rubric.findMany(byId)),
  invitationRows: part(["Invitation"], (db) => db.invitation.findMany(byId)),
  transfers: part(["OwnershipTransfer"], (db) => db.ownershipTransfer.findMany(byId)),
  joinRequests: part(["JoinRequest"], (db) => db.joinRequest.findMany(byId)),
  proposals: part(["ProgrammeChange"], (db) => db.programmeChange.findMany(byId)),
  leases: part(["CaseLease"], (db) => db.caseLease.findMany(byId)),
  views: part(["SavedView"], (db) => db.savedView.findMany(byId)),
  notices: part(["Notice"], (db) => db.notice.findMany(byId)),
  choices: part(["NoticeChoice"], (db) => db.noticeChoice.findMany({ orderBy: [{ userId: "asc" }, { topic: "asc" }] })),
  // Enough to try on: every step of a story writes some.
  mails: part(["Mail"], (db) =>
    db.mail.findMany({ ...byId, select: { id: true, sentAt: true, failedAt: true }, take: 20 }),
  ),
  appeals: part(["Appeal"], (db) => db.appeal.findMany(byId)),
  batchApprovals: part(["BatchApproval"], (db) => db.batchApproval.findMany(byId)),
  signatures: part(["Signature"], (db) => db.signature.findMany(byId)),
  messages: part(["CaseMessage"], (db) => db.caseMessage.findMany(byId)),
  readings: part(["CaseReading"], (db) => db.caseReading.findMany(byId)),
  mobiles: part(["Mobile"], (db) => db.mobile.findMany({ orderBy: { userId: "asc" } })),
  mobileCodes: part(["MobileCode"], (db) => db.mobileCode.findMany(byId)),
  codeTexts: part(["MobileCode", "Mail"], async (db) => {
    const waiting = await db.mobileCode.findMany({ where: { consumedAt: null }, select: { number: true } });
    const to = { in: waiting.map(({ number }) => number) };
    return db.mail.findMany({ ...byId, where: { to, letter: "code" } });
  }),
  confirmations: part(["Confirmation"], (db) =>
    db.confirmation.findMany({ ...byId, where: { codeHash: { not: null } } }),
  ),
  offers: part(["PlaceOffer"], (db) => db.placeOffer.findMany(byId)),
  closings: part(["WaitlistClosing"], (db) => db.waitlistClosing.findMany(byId)),
  waiting: part(["WaitlistEntry"], (db) => db.waitlistEntry.findMany({ orderBy: { applicationId: "asc" } })),
  directory: part(["DirectoryEntry"], (db) => db.directoryEntry.findMany(byId)),
  merges: part(["InstitutionMerge"], (db) => db.institutionMerge.findMany(byId)),
  declines: part(["RegistrationDecline"], (db) => db.registrationDecline.findMany(byId)),
  entries: part(["OutcomeEntry", "OutcomeRevision"], (db) =>
    db.outcomeEntry.findMany({ ...byId, include: { revisions: { orderBy: { version: "asc" } } } }),
  ),
  registrationInviteRows: part(["RegistrationInvite"], (db) => db.registrationInvite.findMany(byId)),
  schedules: part(["ReportSchedule"], (db) => db.reportSchedule.findMany(byId)),
};

type Parts = { [Name in keyof typeof parts]: Awaited<ReturnType<(typeof parts)[Name]["read"]>> };

/**
 * Reads the world: small on purpose, so that it can be read before and after every move. Of one that is `known` only what was
 * written to since is read again.
 */
export async function look(db: Db, known?: World): Promise<World> {
  const written = await touched(db);
  const again = Object.entries(parts).filter(([, { tables }]) => !known || tables.some((table) => written.has(table)));
  const read = await Promise.all(again.map(async ([name, { read }]) => [name, await read(db)] as const));
  const now = { ...known, ...Object.fromEntries(read) } as Parts;
  return { ...now, ...derived(now) };
}

/** What follows from the tables: the tokens that went out in letters, beside what they open. */
function derived({ letters, seatRows, invitationRows, registrationInviteRows, former }: Parts) {
  const tokens = letters.flatMap(({ text }) => /\/(?:claim|join|register)\/([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? []);
  const claimOf = new Map(tokens.map((token) => [hex(claimHash(token)), token]));
  const inviteOf = new Map(tokens.map((token) => [hex(inviteHash(token)), token]));
  const invited = <T extends { tokenHash: Uint8Array }>(rows: T[]) =>
    rows.map((one) => ({ ...one, token: inviteOf.get(hex(one.tokenHash)) ?? "" }));
  return {
    seats: seatRows.map((seat) => ({ ...seat, token: claimOf.get(hex(seat.claimHash)) ?? "" })),
    invitations: invited(invitationRows),
    registrationInvites: invited(registrationInviteRows),
    left: new Set(former.map(({ userId, institutionId }) => `${userId} ${institutionId}`)),
  };
}

/** Is nothing at all different between two worlds? After a refusal, nothing may be. */
export function isSame(before: World, after: World): boolean {
  const names = Object.keys(parts) as (keyof Parts)[];
  return names.every((name) => before[name] === after[name] || text(before[name]) === text(after[name]));
}

function text(rows: unknown): string {
  return JSON.stringify(rows, (_key, value) => (typeof value === "bigint" ? value.toString() : value));
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
    licenceChanges: world.licenceChanges,
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
