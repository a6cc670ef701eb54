import { z } from "zod";
import { Signature } from "../batches/schema.ts";
import { chosenAtMost } from "../platform/listing.ts";
import { WholeNumber } from "../platform/numerals.ts";
import { line } from "../platform/text.ts";
import {
  importCharacters,
  jointChanges,
  licenceChanges,
  offersAtOnce,
  releaseReasons,
  renewalReasons,
} from "./rules.ts";

/** SHA-256 in hex. */
const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** The approval of exactly the plan that was read. */
export const ApproveBatch = z.strictObject({
  batchId: z.uuid(),
  planHash: Hash,
  version: WholeNumber,
  /** The approver's own, for the registry: needed where licences are awarded and it asks for them. */
  signature: Signature.optional(),
});

/** Taking an approval back inside the undo window. */
export const CancelBatch = z.strictObject({ batchId: z.uuid(), version: WholeNumber });

/** The release of a batch whose undo window is over. */
export const ReleaseBatch = z.strictObject({ batchId: z.uuid() });

/** The evidence of a batch, to be carried away. */
export const ExportEvidence = z.strictObject({ batchId: z.uuid() });

const change = {
  licenceId: z.uuid(),
  version: WholeNumber,
  reason: z.string({ error: "reasonRequired" }).max(40),
};

/** A suspension, with its reason, and the officer's own signature where the registry asks for one. */
export const SuspendLicence = z.strictObject({ ...change, signature: Signature.optional() });

/** A reinstatement or a revocation, with its reason, and the proposer's own signature where the registry asks for it. */
export const ProposeChange = z.strictObject({
  ...change,
  change: z.enum(jointChanges),
  signature: Signature.optional(),
});

/** Another approver's yes to it, with theirs. */
export const ApproveChange = z.strictObject({ licenceChangeId: z.uuid(), signature: Signature.optional() });

/** A signature that is made anew. */
export const SignChange = z.strictObject({ licenceChangeId: z.uuid(), signature: Signature });

/** A proposal that is rejected, or taken back. */
export const RejectChange = z.strictObject({ licenceChangeId: z.uuid(), reason: z.string().trim().min(10).max(1000) });

/** Somebody to whom a seat is offered. */
export const Invited = z.strictObject({
  name: line(120).pipe(z.string().min(2)),
  email: z.email().max(254).toLowerCase(),
});
export type Invited = z.infer<typeof Invited>;

/** Seats for as many people as are named. */
export const OfferSeats = z.strictObject({
  institutionId: z.uuid(),
  people: z.array(Invited).min(1).max(offersAtOnce),
});

/** A list of people in CSV, to be looked at before anybody is offered anything. */
export const OpenSeatImport = z.strictObject({
  institutionId: z.uuid(),
  text: z.string({ error: "required" }).trim().min(1).max(importCharacters),
});

/** The list as it was looked at: `offers` is how many the preview said would be offered a seat. */
export const ConfirmSeatImport = z.strictObject({ importId: z.uuid(), version: WholeNumber, offers: WholeNumber });

/** An offer taken back. */
export const WithdrawOffer = z.strictObject({ seatId: z.uuid(), version: WholeNumber });

/** People who are reminded of their offers. */
export const RemindOffers = z.strictObject({
  institutionId: z.uuid(),
  seatIds: z.array(z.uuid(), { error: "nothingChosen" }).min(1, "nothingChosen").max(offersAtOnce),
});

/** A seat taken back from its holder. */
export const ReleaseSeat = z.strictObject({
  seatId: z.uuid(),
  version: WholeNumber,
  reason: z.enum(releaseReasons, { error: "reasonRequired" }),
});

/** People who are told that the seat they have, or were offered, may be taken back. */
export const RemindIdle = RemindOffers;

/** An idle seat, or offer, taken back. */
export const ReclaimSeat = ReleaseSeat;

/** The holder's own word that they have begun to use their seat. */
export const ConfirmUse = z.strictObject({ seatId: z.uuid(), version: WholeNumber });

/** A decision on a wish to bind a seat to another identity. */
export const DecideRebind = z.strictObject({ rebindId: z.uuid(), version: WholeNumber });

/** The wish that an institution's licences near their end go on. */
export const AskRenewal = z.strictObject({ institutionId: z.uuid() });

/** A renewal proposed, with the proposer's own signature where the registry asks for it. */
export const ProposeRenewal = z.strictObject({
  renewalId: z.uuid(),
  version: WholeNumber,
  /** Of what was looked at: its licences with their new ends. */
  contentHash: Hash.optional(),
  signature: Signature.optional(),
});

/** Another approver's yes to it, with theirs. */
export const ApproveRenewal = z.strictObject({
  renewalId: z.uuid(),
  version: WholeNumber,
  signature: Signature.optional(),
});

/** The same yes to several at once, each with its signature. */
export const ApproveRenewals = z.strictObject({ renewals: z.array(ApproveRenewal).min(1).max(chosenAtMost) });

/** A signature that is made anew. */
export const SignRenewal = z.strictObject({ renewalId: z.uuid(), signature: Signature });

/** A renewal declined, with its reason. */
export const DeclineRenewal = z.strictObject({
  renewalId: z.uuid(),
  version: WholeNumber,
  reason: z.enum(renewalReasons, { error: "reasonRequired" }),
});

/** The secret of a claim link: 32 bytes in base64url. */
export const ClaimToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** The claim of an offered seat. */
export const ClaimSeat = z.strictObject({ token: ClaimToken });

/** The wish of whoever has the link that the seat be bound to the identity they come with. */
export const AskRebind = z.strictObject({ token: ClaimToken });

/** The state that a desk's list may be narrowed to. */
export const licenceStates = Object.keys(licenceChanges) as (keyof typeof licenceChanges)[];
