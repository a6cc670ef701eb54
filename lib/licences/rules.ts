import type { Seat } from "../platform/db/generated/client.ts";
import type { BatchState, LicenceState, RebindState, RenewalState, SeatState } from "../platform/db/generated/enums.ts";

export { certifiedName, chunked } from "../batches/manifest/rules.ts";

/** The states of a batch in which its evidence can be taken: its decisions are out. */
export const evidenceStates: readonly BatchState[] = ["RELEASED", "COMPLETED"];

/** Days a person has to claim a seat that was offered. */
export const claimDays = 30;

/** At most this many people are named in one go. */
export const offersAtOnce = 100;

/** A list in CSV has at most this many people: as many as the programme has places. */
export const importRows = 1_500;

/** And at most this many characters. */
export const importCharacters = 400_000;

/** Days until a list in CSV is forgotten. */
export const importDays = 1;

/** Days after which somebody is reminded of an offer by itself: once after the first, once after the second. */
export const reminderDays = [7, 14] as const;

/** Letters about one offer beyond the first: those that go by themselves, and those by hand. */
export const remindersAtMost = 5;

/** Nobody is reminded of an offer twice within these hours. */
export const reminderHours = 24;

/** May somebody be reminded by hand of an offer at `now`? */
export function mayRemind(
  seat: { state: SeatState; expiresAt: Date; reminders: number; remindedAt: Date | null },
  now: Date,
): "yes" | "wrongState" | "tooMany" | "tooSoon" {
  if (seat.state !== "OFFERED" || now >= seat.expiresAt) return "wrongState";
  if (seat.reminders >= remindersAtMost) return "tooMany";
  const isSoon = seat.remindedAt !== null && now.getTime() - seat.remindedAt.getTime() < reminderHours * 3_600_000;
  return isSoon ? "tooSoon" : "yes";
}

/** What an officer may do with a licence that the registry has certified. */
export type LicenceChange = "suspend" | "reinstate" | "revoke";

/** A change that takes several approvers; a suspension is the brake that one pulls alone, with their own signature. */
export const jointChanges = ["reinstate", "revoke"] as const satisfies readonly LicenceChange[];
export type JointChange = (typeof jointChanges)[number];

/** Does it take several approvers? */
export function isJoint(change: LicenceChange): change is JointChange {
  return change !== "suspend";
}

/** Is it a change of the licence's state, and not of its holder or its end? */
export function isLicenceChange(kind: string): kind is LicenceChange {
  return kind === "suspend" || kind === "reinstate" || kind === "revoke";
}

/**
 * The one table of licence states: what may be done in each, and what it becomes once the registry has certified it.
 * PENDING leaves by certification alone; REVOKED is final. Expiry is a matter of time and closes nothing but the seat.
 */
export const licenceChanges: Record<LicenceState, Partial<Record<LicenceChange, LicenceState>>> = {
  PENDING: {},
  ACTIVE: { suspend: "SUSPENDED", revoke: "REVOKED" },
  SUSPENDED: { reinstate: "ACTIVE", revoke: "REVOKED" },
  REVOKED: {},
  EXPIRED: { revoke: "REVOKED" },
};

/** The state after `change`, or undefined where the table does not allow it. */
export function licenceAfter(state: LicenceState, change: LicenceChange): LicenceState | undefined {
  return licenceChanges[state][change];
}

/** The changes allowed in `state`, in the order a screen shows them. */
export function changesAllowed(state: LicenceState): LicenceChange[] {
  return (["suspend", "reinstate", "revoke"] as const).filter((change) => licenceAfter(state, change) !== undefined);
}

/** The reasons an officer may give. They are public: the registry certifies the code with the record. */
export const changeReasons = {
  suspend: ["underInvestigation", "termsBreach", "securityIncident", "institutionRequest"],
  reinstate: ["resolved", "suspendedInError"],
  revoke: ["termsBreach", "securityIncident", "institutionRequest", "institutionClosed", "issuedInError"],
} as const satisfies Record<LicenceChange, readonly string[]>;

/** A reason of the catalogue. */
export type ChangeReason = (typeof changeReasons)[LicenceChange][number];

/** Is `reason` in the catalogue of `change`? */
export function isReasonOf(change: LicenceChange, reason: string): reason is ChangeReason {
  return (changeReasons[change] as readonly string[]).includes(reason);
}

/** Why a seat is taken back from its holder. Public: the registry's log keeps the code. */
export const releaseReasons = ["holderLeft", "notUsed", "holderRequest", "givenInError"] as const;

/** A reason of that catalogue. */
export type ReleaseReason = (typeof releaseReasons)[number];

/** Is it one of that catalogue? */
export function isReleaseReason(reason: string): reason is ReleaseReason {
  return (releaseReasons as readonly string[]).includes(reason);
}

/** Days after which a seat is idle whose holder has not said that they use it. */
export const idleDays = 30;

/** Days after which an offer is idle that nobody has taken: by then its person was reminded twice. */
export const unclaimedDays = 14;

/** Days that somebody has between the letter about their idle seat, or offer, and its being taken back with others. */
export const noticeDays = 7;

/** What comes next for an idle seat: its person is told, has time to answer, or the seat may be taken back. */
export type IdleStep = "remind" | "wait" | "reclaim";

/** What comes next for a seat that nobody seems to use; null for one that is not idle at `now`. */
export function idleStep(
  seat: Pick<Seat, "state" | "offeredAt" | "expiresAt" | "remindedAt" | "claimedAt" | "activatedAt" | "warnedAt">,
  now: Date,
): IdleStep | null {
  const isPast = (at: Date, days: number) => now.getTime() - at.getTime() >= days * day;
  const isOffer = seat.state === "OFFERED" && now < seat.expiresAt && isPast(seat.offeredAt, unclaimedDays);
  const isHeld = seat.state === "BOUND" && seat.activatedAt === null && isPast(seat.claimedAt ?? now, idleDays);
  if (!isOffer && !isHeld) return null;
  const told = isOffer ? seat.remindedAt : seat.warnedAt;
  if (told === null) return "remind";
  return isPast(told, noticeDays) ? "reclaim" : "wait";
}

/** Days before its end from which a licence expires soon, and may be renewed. */
export const renewalDays = 60;

/** Days before its end at which the institution is written to; at the last of them its holder is, too. */
export const endNoticeDays = [60, 14] as const;

/** Does this licence, in force, end within the days in which it may be renewed? */
export function isExpiring(licence: { state: LicenceState; validUntil: Date | null }, now: Date): boolean {
  return mayHoldSeat(licence, now) && (licence.validUntil?.getTime() ?? 0) - now.getTime() <= renewalDays * day;
}

/** The end of a renewed licence: as many days later as the programme gives, midnight in Pakistan like the first. */
export function renewedUntil(validUntil: Date, validDays: number): Date {
  return new Date(validUntil.getTime() + validDays * day);
}

/** The public reason of a renewal: institutions ask for each. */
export const renewReason = "institutionRequest" satisfies ChangeReason;

/** Why a renewal is declined. */
export const renewalReasons = ["notUsed", "termsBreach", "programmeEnds"] as const;
export type RenewalReason = (typeof renewalReasons)[number];

/**
 * The one table of a renewal: asked for by the institution, proposed by one approver, approved by others. What is proposed of licences
 * that are no longer in force is asked for again, and so is what the registry refused.
 */
export const renewalSteps: Record<RenewalState, readonly RenewalState[]> = {
  ASKED: ["PROPOSED", "DECLINED"],
  PROPOSED: ["APPROVED", "DECLINED", "ASKED"],
  APPROVED: ["ASKED"],
  DECLINED: [],
};

/** What the confirmation of one word on several renewals is bound to: exactly these, as they were looked at. */
export function renewalsConfirmed(renewals: readonly { id: string; version: number }[]): { renewals: string } {
  return { renewals: renewals.map(({ id, version }) => `${id}:${version}`).join(" ") };
}

/** May a renewal go from `from` to `to`? */
export function isRenewalStep(from: RenewalState, to: RenewalState): boolean {
  return renewalSteps[from].includes(to);
}

/** The public reason of a binding: whom the seat was offered to has claimed it. */
export const bindReason = "seatClaimed";

/** The public reason of a binding to another identity of the same holder. */
export const rebindReason = "identityLost";

/** The one table of a wish to bind a seat to another identity. DONE is reached by what the registry certified. */
export const rebindSteps: Record<RebindState, readonly RebindState[]> = {
  ASKED: ["CONFIRMED", "DECLINED"],
  CONFIRMED: ["DONE", "DECLINED"],
  DONE: [],
  DECLINED: [],
};

/** May such a wish go from `from` to `to`? */
export function isRebindStep(from: RebindState, to: RebindState): boolean {
  return rebindSteps[from].includes(to);
}

/** The one table of seat states. What was recorded is released once the registry has certified that, too. */
export const seatSteps: Record<SeatState, readonly SeatState[]> = {
  OFFERED: ["CLAIMED", "RELEASED"],
  CLAIMED: ["BOUND", "RELEASED"],
  BOUND: ["RELEASED"],
  RELEASED: [],
};

/** May a seat go from `from` to `to`? */
export function isSeatStep(from: SeatState, to: SeatState): boolean {
  return seatSteps[from].includes(to);
}

/** May this licence be handed to somebody now? Only an active licence within its dates. */
export function mayHoldSeat(licence: { state: LicenceState; validUntil: Date | null }, now: Date): boolean {
  return licence.state === "ACTIVE" && licence.validUntil !== null && now < licence.validUntil;
}

/**
 * What a licence is today. Revoked outranks expired, expired outranks suspended (docs/verification.md, "The record");
 * a licence that the registry has not certified yet has not begun.
 */
export function effectiveState(licence: { state: LicenceState; validUntil: Date | null }, now: Date): LicenceState {
  if (licence.state === "PENDING" || licence.state === "REVOKED") return licence.state;
  return licence.validUntil !== null && now >= licence.validUntil ? "EXPIRED" : licence.state;
}

const day = 24 * 3_600_000;

/** An instant of the last day of validity: `validUntil` is the midnight after it, and people read the day. */
export function lastDay(validUntil: Date): Date {
  return new Date(validUntil.getTime() - 1);
}

/** A change of a licence as whoever asks for it signs it, under the version that they read. */
export function changeToSign(
  kind: LicenceChange,
  { id, version, number, reason }: { id: string; version: number; number: string; reason: string },
) {
  const operation = writeKeys.status(id, version);
  return { operation, act: { kind, number, reason, decision: operation } };
}

/** The outbox keys of this room: one key is one operation on the registry, whoever asks for it again. */
export const writeKeys = {
  issue: (batchCode: string, chunk: number) => `issue:${batchCode}:${chunk}`,
  statusOf: (licenceId: string) => `status:${licenceId}:`,
  status: (licenceId: string, version: number) => `status:${licenceId}:${version}`,
  bind: (seatId: string) => `bind:${seatId}`,
  unbindOf: (seatId: string) => `unbind:${seatId}:`,
  unbind: (seatId: string, version: number) => `unbind:${seatId}:${version}`,
  renewOf: (renewalId: string) => `renew:${renewalId}:`,
  renew: (renewalId: string, version: number) => `renew:${renewalId}:${version}`,
  rebind: (rebindId: string) => `rebind:${rebindId}`,
} as const;

/** A did:key (W3C CCG), as a pattern of a whole text: its method-specific identifier is one base58 number behind `z`. */
export const didKeyPattern = "did:key:z[1-9A-HJ-NP-Za-km-z]{40,200}";
