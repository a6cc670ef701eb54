import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { inviteHash, newInviteToken } from "../membership/inviteToken.ts";
import { entryIsFree, openRegistration } from "../registering.ts";
import { registrationInviteDays, registrationInvitesADay } from "../rules.ts";
import { AcceptRegistrationInvite, InviteRegistration, WithdrawRegistrationInvite } from "../schema.ts";

const day = 86_400_000;

/**
 * Asks a university of the directory to register, by a letter whose link works once within thirty days.
 * Errors: notFound (no such entry), institutionRegistered, conflictOfInterest (one's own address), duplicate (asked already),
 * tooManyRequests.
 */
export const inviteRegistration = command({
  action: "institutions.inviteToRegister",
  schema: InviteRegistration,
  run: async ({ tx, actor, input, now }) => {
    const { directoryEntryId, email } = input;
    // The entry first: two administrators who ask the same address at once are seen by each other.
    await tx.$queryRaw`SELECT 1 FROM "DirectoryEntry" WHERE id = ${directoryEntryId}::uuid FOR NO KEY UPDATE`;
    const entry = await tx.directoryEntry.findUnique({ where: { id: directoryEntryId } });
    if (!entry) return fail("notFound");
    if (email === actor.email) return fail("conflictOfInterest");
    const free = await entryIsFree(tx, entry);
    if (!free.ok) return free;
    const asked = { directoryEntryId, email, state: "OPEN" } as const;
    if ((await tx.registrationInvite.count({ where: { ...asked, expiresAt: { gt: now } } })) > 0)
      return fail("duplicate", { fields: { email: "duplicate" } });
    const since = new Date(now.getTime() - day);
    const today = await tx.registrationInvite.count({ where: { invitedById: actor.userId, createdAt: { gt: since } } });
    if (today >= registrationInvitesADay) return fail("tooManyRequests");

    const { token, hash } = newInviteToken();
    const { id } = await tx.registrationInvite.create({
      data: {
        ...asked,
        tokenHash: hash,
        invitedById: actor.userId,
        createdAt: now,
        expiresAt: new Date(now.getTime() + registrationInviteDays * day),
      },
      select: { id: true },
    });
    const known = await tx.user.findUnique({ where: { email }, select: { locale: true } });
    const locale = known?.locale ?? actor.locale;
    const link = linkTo(`/register/${token}`, locale);
    await notify(tx, {
      ...{ to: email, locale, letter: "registrationInvited" },
      values: { institution: entry.name, days: registrationInviteDays, link },
    });
    return done({ inviteId: id }, { kind: "directoryEntry", id: directoryEntryId }, { invite: id });
  },
});

/** Takes the question back; its link leads nowhere from then on. Errors: notFound, alreadyDone, changedMeanwhile. */
export const withdrawRegistrationInvite = command({
  action: "institutions.withdrawRegistrationInvite",
  schema: WithdrawRegistrationInvite,
  run: async ({ tx, input, now }) => {
    const { registrationInviteId: id, version } = input;
    const invite = await tx.registrationInvite.findUnique({ where: { id } });
    if (!invite) return fail("notFound");
    const { state, directoryEntryId } = invite;
    if (state !== "OPEN") return fail("alreadyDone");
    const { count } = await tx.registrationInvite.updateMany({
      where: { id, state, version },
      data: { state: "WITHDRAWN", closedAt: now, version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    return done({ directoryEntryId }, { kind: "directoryEntry", id: directoryEntryId }, { invite: id });
  },
});

/**
 * Opens the registration that the link promises, for whoever is the first to come with it: the letter may be passed on to the
 * right desk, and an officer checks the registration like any other. The same person again gets the same registration.
 * Errors: notFound (none, withdrawn, or used by somebody else), claimExpired, institutionRegistered, registrationsOpen.
 */
export const acceptRegistrationInvite = command({
  action: "institutions.acceptRegistrationInvite",
  schema: AcceptRegistrationInvite,
  run: async ({ tx, actor, input, now }) => {
    const tokenHash = inviteHash(input.token);
    const [locked] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM "RegistrationInvite" WHERE "tokenHash" = ${tokenHash} FOR NO KEY UPDATE`;
    if (!locked) return fail("notFound");
    const { id, state, version, expiresAt, acceptedById, institutionId, directoryEntry } =
      await tx.registrationInvite.findUniqueOrThrow({ where: { id: locked.id }, include: { directoryEntry: true } });
    if (institutionId !== null && acceptedById === actor.userId)
      return done({ institutionId }, { kind: "institution", id: institutionId }, { invite: id, repeated: true });
    if (state !== "OPEN") return fail("notFound");
    if (now >= expiresAt) return fail("claimExpired");
    const free = await entryIsFree(tx, directoryEntry);
    if (!free.ok) return free;
    const { name } = directoryEntry;
    const opened = await openRegistration(tx, actor, { kind: "UNIVERSITY", name, entry: directoryEntry });
    if (!opened.ok) return opened;
    const { institutionId: registered } = opened.value;
    await tx.registrationInvite.update({
      where: { id, state, version },
      data: {
        ...{ state: "ACCEPTED", acceptedById: actor.userId, institutionId: registered },
        ...{ closedAt: now, version: { increment: 1 } },
      },
    });
    return done(opened.value, { kind: "institution", id: registered }, { invite: id });
  },
});
