import { z } from "zod";
import { WholeNumber, westernDigits } from "../platform/numerals.ts";
import { line } from "../platform/text.ts";
import { backings, hecListings, normalCuin, normalNtn } from "./identifiers.ts";
import { InviteToken } from "./membership/schema.ts";
import { institutionKinds, normalDomain, normalPhone, returnReasons } from "./rules.ts";

const name = line(200).pipe(z.string().min(3));

const version = WholeNumber;

/** A directory row: its key, or "none" where the registrant says that none of the suggestions is theirs. */
const directoryEntryId = z.union([z.uuid(), z.literal("none")]);

const domain = z.string().transform((text, context) => {
  const found = normalDomain(text);
  if (found === undefined) context.addIssue({ code: "custom", message: "domainInvalid" });
  return found ?? z.NEVER;
});

export const RegisterInstitution = z.strictObject({
  kind: z.enum(institutionKinds, "nothingChosen"),
  name,
  directoryEntryId: directoryEntryId.optional(),
});

export const SaveIdentity = z.strictObject({
  institutionId: z.uuid(),
  version,
  kind: z.enum(institutionKinds),
  name,
  nameUr: line(200).optional(),
  domain: domain.optional(),
  directoryEntryId: directoryEntryId.optional(),
});

export const SaveContact = z.strictObject({
  institutionId: z.uuid(),
  version,
  districtCode: z.string().regex(/^[A-Z0-9]{3,6}$/),
  focalName: line(120),
  focalTitle: line(120),
  focalPhone: z.string().transform((text, context) => {
    // One of a form that is not known is kept as typed, and doubted; what has hardly a digit is none.
    const typed = text.replace(/\s+/g, " ").trim();
    const digits = westernDigits(typed).replace(/\D/g, "").length;
    const phone = text.length > 40 ? undefined : (normalPhone(text) ?? (digits >= 7 ? typed : undefined));
    if (phone === undefined) context.addIssue({ code: "custom", message: "phoneInvalid" });
    return phone ?? z.NEVER;
  }),
});

const ofInstitution = { institutionId: z.uuid(), version };
const cuin = line(30).transform(normalCuin).pipe(z.string().min(1));
const ntn = line(30).transform(normalNtn).pipe(z.string().min(1));
const department = { headName: line(120), headTitle: line(120) };

/** How the institution is registered: each kind's own questions. `kind` is the one that was on the screen. */
export const SaveParticulars = z.discriminatedUnion("kind", [
  z.strictObject({
    ...ofInstitution,
    kind: z.literal("UNIVERSITY"),
    hecListing: z.enum(hecListings, "nothingChosen"),
    charterLaw: line(200),
  }),
  z
    .strictObject({
      ...ofInstitution,
      kind: z.literal("STARTUP"),
      backing: z.enum(backings, "nothingChosen"),
      cuin: cuin.optional(),
      ntn: ntn.optional(),
      incubator: line(200).optional(),
      incubatorContact: line(200).optional(),
    })
    .superRefine((given, context) => {
      const needed =
        given.backing === "SECP" ? (["cuin", "ntn"] as const) : (["incubator", "incubatorContact"] as const);
      for (const field of needed)
        if (given[field] === undefined) context.addIssue({ code: "custom", message: "required", path: [field] });
    }),
  z.strictObject({ ...ofInstitution, kind: z.literal("FEDERAL_DEPARTMENT"), ...department }),
  z.strictObject({ ...ofInstitution, kind: z.literal("PROVINCIAL_DEPARTMENT"), ...department }),
  z.strictObject({ ...ofInstitution, kind: z.literal("COMPANY"), cuin, ntn }),
]);

const reason = line(500).pipe(z.string().min(10));

export const SuspendInstitution = z.strictObject({
  institutionId: z.uuid(),
  version,
  reason,
  confirmed: z.literal("yes", "nothingChosen"),
});

export const LiftSuspension = z.strictObject({ institutionId: z.uuid(), version, reason });

/** `institutionId` goes, `intoId` stays. */
export const ProposeMerge = z.strictObject({
  institutionId: z.uuid(),
  version,
  intoId: z.uuid("nothingChosen"),
  reason,
});

export const ConfirmMerge = z.strictObject({ mergeId: z.uuid(), version });

export const CancelMerge = z.strictObject({ mergeId: z.uuid(), version });

/** A university of the directory is asked to register, at this address. */
export const InviteRegistration = z.strictObject({
  directoryEntryId: z.uuid(),
  email: z.string().trim().toLowerCase().max(254).pipe(z.email("emailInvalid")),
});

export const WithdrawRegistrationInvite = z.strictObject({ registrationInviteId: z.uuid(), version });

export const AcceptRegistrationInvite = z.strictObject({ token: InviteToken });

export const SubmitInstitution = z.strictObject({
  institutionId: z.uuid(),
  version,
  /** The version of the terms that was on the screen. */
  termsVersion: z.string().max(40),
  accepted: z.literal("yes", "termsNotAccepted"),
  /** Why it is handed in beside one of the same institution that is under way. */
  besideReason: reason.optional(),
});

/** `key` is made with the form: the same message sent twice is one. */
export const SendRegistrationMessage = z.strictObject({
  institutionId: z.uuid(),
  key: z.uuid(),
  text: z.string().trim().min(1).max(4000),
});

/** The last message that was shown. */
export const MarkRegistrationRead = z.strictObject({ registrationMessageId: z.uuid() });

export const VerifyInstitution = z.strictObject({
  institutionId: z.uuid(),
  version,
  note: line(1000).optional(),
});

export const ReturnInstitution = z.strictObject({
  institutionId: z.uuid(),
  version,
  reasons: z.array(z.enum(returnReasons), "reasonRequired").min(1, "reasonRequired").max(returnReasons.length),
  note: z.string().trim().min(1).max(1000).optional(),
});
