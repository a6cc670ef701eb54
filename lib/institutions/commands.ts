import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { command, done } from "../platform/command.ts";
import type { Tx } from "../platform/db/client.ts";
import type { Institution } from "../platform/db/generated/client.ts";
import { fail } from "../platform/errors/result.ts";
import { inLanguage } from "../platform/i18n/inLanguage.ts";
import { workingDaysAfter } from "../platform/workingDays.ts";
import { verificationDays } from "../programmes/steps.ts";
import { besideOf } from "./alike/underWay.ts";
import { openCheck } from "./checking.ts";
import { isDeclineProposed } from "./declining/steps.ts";
import { institutionOwner } from "./owner.ts";
import { reasonSentences } from "./reasons.ts";
import { directoryEntry, entryIsFree, match, openRegistration } from "./registering.ts";
import { allows, isComplete, officersNeeded, sectorOf, standingStates } from "./rules.ts";
import {
  RegisterInstitution,
  ReturnInstitution,
  SaveContact,
  SaveIdentity,
  SubmitInstitution,
  VerifyInstitution,
} from "./schema.ts";
import { searchable } from "./search.ts";
import { ensureTerms, institutionRecipients, lockInstitution, type Recipient, saveDraft } from "./steps.ts";

export { markRegistrationRead, sendRegistrationMessage } from "./commands/messages.ts";
export {
  acceptRegistrationInvite,
  inviteRegistration,
  withdrawRegistrationInvite,
} from "./commands/registrationInvites.ts";
export { saveParticulars } from "./commands/saveParticulars.ts";
export { liftSuspension, suspendInstitution } from "./commands/suspension.ts";
export { cancelDecline, confirmDecline, proposeDecline } from "./declining/commands.ts";
export { acceptInvitation, inviteMember, withdrawInvitation } from "./membership/commands/invitations.ts";
export { decideJoinRequest, requestToJoin } from "./membership/commands/joining.ts";
export { changeMemberRole, leaveInstitution, removeMember } from "./membership/commands/members.ts";
export { acceptTransfer, closeTransfer, proposeTransfer } from "./membership/commands/transfer.ts";
export { cancelMerge, confirmMerge, proposeMerge } from "./merging/commands.ts";

/**
 * Opens a registration; whoever does it becomes its owner. A university whose name the directory knows is tied to its entry.
 * Errors: institutionRegistered (verified already: ask its owner), registrationsOpen, notFound (no such entry).
 */
export const registerInstitution = command({
  action: "institutions.register",
  schema: RegisterInstitution,
  run: async ({ tx, actor, input }) => {
    const found = await directoryEntry(tx, input.kind, input.name, input.directoryEntryId);
    if (!found.ok) return found;
    const opened = await openRegistration(tx, actor, { ...input, entry: found.value });
    if (!opened.ok) return opened;
    return done(opened.value, { kind: "institution", id: opened.value.institutionId }, { kind: input.kind });
  },
});

/**
 * Saves what the institution is: kind, names, domain, directory entry.
 * Errors: wrongState, changedMeanwhile, institutionRegistered, notFound (no such entry).
 */
export const saveIdentity = command({
  action: "institutions.edit",
  schema: SaveIdentity,
  owner: institutionOwner,
  run: async ({ tx, input }) => {
    const { institutionId: id, version, kind, nameUr, domain } = input;
    const found = await directoryEntry(tx, kind, input.name, input.directoryEntryId);
    if (!found.ok) return found;
    const entry = found.value;
    const name = entry?.name ?? input.name;
    const saved = await saveDraft(tx, id, version, {
      kind,
      sector: sectorOf[kind],
      name,
      nameUr: nameUr ?? null,
      searchName: searchable(`${name} ${nameUr ?? ""}`),
      directoryEntryId: entry?.id ?? null,
      domain: domain ?? entry?.domains[0] ?? null,
      domainMatch: match(await registrantEmail(tx, id), entry, domain ?? null),
    });
    return saved.ok ? done(saved.value, { kind: "institution", id }) : saved;
  },
});

/**
 * Saves where the institution is and who speaks for it.
 * Errors: wrongState, changedMeanwhile, invalidInput (no such district).
 */
export const saveContact = command({
  action: "institutions.edit",
  schema: SaveContact,
  owner: institutionOwner,
  run: async ({ tx, input }) => {
    const { institutionId: id, version, ...contact } = input;
    const district = await tx.district.findUnique({ where: { code: contact.districtCode }, select: { code: true } });
    if (!district) return fail("invalidInput", { fields: { districtCode: "invalidInput" } });
    const saved = await saveDraft(tx, id, version, contact);
    return saved.ok ? done(saved.value, { kind: "institution", id }) : saved;
  },
});

/**
 * Accepts the terms and hands the registration in.
 * Errors: incomplete, termsOutdated, termsNotAccepted (in `fields`), wrongState, changedMeanwhile, institutionRegistered,
 * registrationUnderWay (others handed in one of the same institution, and no reason is given for another).
 */
export const submitInstitution = command({
  action: "institutions.submit",
  schema: SubmitInstitution,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId: id, version } = input;
    // Locked, so that no document is taken away between this look at them and the change of state.
    await lockInstitution(tx, id);
    const institution = await tx.institution.findUniqueOrThrow({
      where: { id },
      include: {
        documents: { where: { removedAt: null, applicationId: null }, select: { purpose: true } },
        directoryEntry: true,
      },
    });
    if (!allows(institution.state, "institutions.submit")) return fail("wrongState");
    const documents = institution.documents.map((document) => document.purpose);
    if (!isComplete({ ...institution, documents })) return fail("incomplete");
    if (input.termsVersion !== (await ensureTerms(tx))) return fail("termsOutdated");
    const free = await entryIsFree(tx, institution.directoryEntry);
    if (!free.ok) return free;
    const beside = await besideOf(tx, actor, institution);
    if (beside.length > 0 && input.besideReason === undefined) return fail("registrationUnderWay");
    const days = await verificationDays(tx, now);
    const { count } = await tx.institution.updateMany({
      where: { id, state: institution.state, version },
      data: {
        state: "SUBMITTED",
        version: { increment: 1 },
        submittedAt: now,
        // A registration that comes back corrected has the days anew.
        dueAt: workingDaysAfter(now, days),
        termsVersion: input.termsVersion,
        termsAcceptedAt: now,
        termsAcceptedById: actor.userId,
        besideReason: beside.length > 0 ? input.besideReason : null,
        domainMatch: match(await registrantEmail(tx, id), institution.directoryEntry, institution.domain),
      },
    });
    if (count === 0) return fail("changedMeanwhile");
    await write(tx, institution, "institutionSubmitted", () => ({ days }));
    return done(
      { institutionId: id },
      { kind: "institution", id },
      {
        terms: input.termsVersion,
        ...(beside.length > 0 && { beside: beside.map((other) => other.id) }),
      },
    );
  },
});

/**
 * An administrator finds the institution genuine. Where a directory knows it, one does; otherwise the first is recorded and a
 * second, different one completes it. `verified` in the answer says whether it is complete.
 * Errors: conflictOfInterest, wrongState, changedMeanwhile, sameOfficer, caseHeld, declineProposed, institutionRegistered.
 */
export const verifyInstitution = command({
  action: "institutions.verify",
  schema: VerifyInstitution,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const opened = await openCheck(tx, actor, input, now);
    if (!opened.ok) return opened;
    const { institution, round, inRound } = opened.value;
    const { id, state, version, directoryEntryId } = institution;
    if (await isDeclineProposed(tx, id)) return fail("declineProposed");
    if (directoryEntryId !== null) {
      // Two registrations of one university, verified at the same time, meet here.
      await tx.$queryRaw`SELECT 1 FROM "DirectoryEntry" WHERE id = ${directoryEntryId}::uuid FOR NO KEY UPDATE`;
      const verified = await tx.institution.count({ where: { directoryEntryId, state: { in: [...standingStates] } } });
      if (verified > 0) return fail("institutionRegistered");
    }
    const complete = inRound.length + 1 >= officersNeeded(institution);
    const { count } = await tx.institution.updateMany({
      where: { id, state, version },
      data: { version: { increment: 1 }, ...(complete && { state: "VERIFIED", verifiedAt: now, dueAt: null }) },
    });
    if (count === 0) return fail("changedMeanwhile");
    await tx.institutionCheck.create({
      data: { institutionId: id, officerId: actor.userId, round, verified: true, note: input.note ?? null },
    });
    if (complete) await write(tx, institution, "institutionVerified", () => ({}));
    return done({ verified: complete }, { kind: "institution", id }, { round, complete });
  },
});

/**
 * An administrator sends the registration back with coded reasons; what others found in this round counts no more.
 * Errors: conflictOfInterest, wrongState, changedMeanwhile, caseHeld, declineProposed, reasonRequired (in `fields`).
 */
export const returnInstitution = command({
  action: "institutions.return",
  schema: ReturnInstitution,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const opened = await openCheck(tx, actor, input, now, true);
    if (!opened.ok) return opened;
    const { institution, round, inRound } = opened.value;
    const { id, state, version } = institution;
    if (await isDeclineProposed(tx, id)) return fail("declineProposed");
    const { count } = await tx.institution.updateMany({
      where: { id, state, version },
      data: { state: "RETURNED", version: { increment: 1 }, dueAt: null, touchedAt: now, remindedAt: null },
    });
    if (count === 0) return fail("changedMeanwhile");
    const reasons = [...new Set(input.reasons)];
    const finding = { verified: false, reasons, note: input.note ?? null };
    const own = inRound.find((check) => check.officerId === actor.userId);
    // Whoever verified first may think better of it: their one finding of the round becomes the return.
    if (own) await tx.institutionCheck.update({ where: { id: own.id }, data: finding });
    else await tx.institutionCheck.create({ data: { institutionId: id, officerId: actor.userId, round, ...finding } });
    await write(tx, institution, "institutionReturned", (locale) => ({
      reasons: reasonSentences(locale, reasons),
      hasNote: input.note ? "yes" : "no",
      note: input.note ?? "",
    }));
    return done({ institutionId: id }, { kind: "institution", id }, { round, reasons });
  },
});

/** A letter to everybody who hears what happens to the institution. */
async function write(
  tx: Tx,
  institution: Pick<Institution, "id" | "name" | "nameUr">,
  letter: "institutionSubmitted" | "institutionVerified" | "institutionReturned",
  values: (locale: Recipient["locale"]) => Record<string, string | number>,
): Promise<void> {
  for (const recipient of await institutionRecipients(tx, institution.id))
    await notify(tx, {
      ...recipient,
      letter,
      values: (locale) => ({
        institution: inLanguage(locale, institution.name, institution.nameUr),
        link: linkTo(`/institutions/${institution.id}`, locale),
        ...values(locale),
      }),
    });
}

/** The address that the registration is judged by: its first owner's. */
async function registrantEmail(tx: Tx, institutionId: string): Promise<string | null> {
  const owner = await tx.membership.findFirst({
    where: { institutionId, role: "OWNER", endedAt: null },
    include: { user: { select: { email: true } } },
    orderBy: { createdAt: "asc" },
  });
  return owner?.user.email ?? null;
}
