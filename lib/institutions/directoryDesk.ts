import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import { deskListingSize, type Listing, listingOffset } from "../platform/listing.ts";
import { reading } from "../platform/reading.ts";
import { directoryAtMost } from "./directory.ts";
import { inviteHash } from "./membership/inviteToken.ts";
import { InviteToken } from "./membership/schema.ts";
import { handedInStates, standingStates } from "./rules.ts";
import { rankOf, searchWords } from "./search.ts";

/** How far a university of the directory is: what an administrator filters by. */
export const directoryStates = ["FREE", "INVITED", "REGISTERING", "REGISTERED"] as const;

/** How far a university of the directory is. */
export type DirectoryState = (typeof directoryStates)[number];

/**
 * A page of the directory for the desk, by name, or best first where it is searched: each row with its registration that was
 * handed in, or the invitation that is open. Nothing for whoever may not read it.
 */
export async function directoryRows(
  actor: Actor,
  listing: Listing<DirectoryState, never>,
  now = new Date(),
  most: number = deskListingSize,
) {
  if (!may(actor, "institutions.readDirectory")) return { rows: [], total: 0 };
  const [entries, institutions, invites] = await Promise.all([
    db().directoryEntry.findMany({ orderBy: { name: "asc" }, take: directoryAtMost }),
    db().institution.findMany({
      where: { directoryEntryId: { not: null }, state: { in: [...handedInStates, ...standingStates] } },
      select: { id: true, directoryEntryId: true, state: true },
      take: directoryAtMost,
    }),
    db().registrationInvite.findMany({
      where: { state: "OPEN", expiresAt: { gt: now } },
      select: { directoryEntryId: true },
      take: directoryAtMost,
    }),
  ]);
  const invited = new Set(invites.map(({ directoryEntryId }) => directoryEntryId));
  const stateOf = (id: string): DirectoryState => {
    const known = institutions.filter(({ directoryEntryId }) => directoryEntryId === id);
    if (known.some(({ state }) => standingStates.some((one) => one === state))) return "REGISTERED";
    return known.length > 0 ? "REGISTERING" : invited.has(id) ? "INVITED" : "FREE";
  };
  const words = searchWords(listing.text).map((word) => [word]);
  const found = entries
    .map((entry) => ({ ...entry, state: stateOf(entry.id), rank: words.length > 0 ? rankOf(entry, words) : 1 }))
    .filter(({ state, rank }) => rank > 0 && (listing.state === undefined || state === listing.state))
    .sort((a, b) => b.rank - a.rank);
  const offset = listingOffset(listing, most);
  return { rows: found.slice(offset, offset + most).map(({ rank: _, ...row }) => row), total: found.length };
}

/** One university of the directory with its registrations that were handed in and everybody who was asked; at most 50 of each. */
export const findDirectoryEntry = reading(
  "institutions.readDirectory",
  "directoryEntry",
  async (actor: Actor, id: string, now: Date = new Date()) => {
    if (!may(actor, "institutions.readDirectory")) return null;
    const entry = await db().directoryEntry.findUnique({
      where: { id },
      include: {
        institutions: { where: { state: { not: "DRAFT" } }, select: { id: true, name: true, state: true }, take: 50 },
        invites: { orderBy: { createdAt: "desc" }, take: 50 },
      },
    });
    if (!entry) return null;
    const people = await db().user.findMany({
      where: { id: { in: entry.invites.map(({ invitedById }) => invitedById) } },
      select: { id: true, name: true },
    });
    return {
      ...entry,
      invites: entry.invites.map(({ tokenHash: _, invitedById, ...invite }) => ({
        ...invite,
        isOpen: invite.state === "OPEN" && now < invite.expiresAt,
        by: people.find((person) => person.id === invitedById)?.name ?? "",
      })),
    };
  },
);

/**
 * What an invitation to register is about, for whoever is signed in and has its link: while it is open, or when they have opened
 * it. Null for everybody else.
 */
export async function findRegistrationInvite(actor: Actor, token: string, now = new Date()) {
  if (actor?.kind !== "person" || !InviteToken.safeParse(token).success) return null;
  const row = await db().registrationInvite.findUnique({
    where: { tokenHash: inviteHash(token) },
    include: { directoryEntry: true },
  });
  if (!row || row.state === "WITHDRAWN") return null;
  if (row.state === "ACCEPTED" && row.acceptedById !== actor.userId) return null;
  const { expiresAt, directoryEntry, institutionId } = row;
  return { expiresAt, directoryEntry, institutionId, isExpired: institutionId === null && now >= expiresAt };
}
