import { z } from "zod";
import { WholeNumber } from "../platform/numerals.ts";
import { line } from "../platform/text.ts";
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
    const phone = text.length > 40 ? undefined : normalPhone(text);
    if (phone === undefined) context.addIssue({ code: "custom", message: "phoneInvalid" });
    return phone ?? z.NEVER;
  }),
});

export const SubmitInstitution = z.strictObject({
  institutionId: z.uuid(),
  version,
  /** The version of the terms that was on the screen. */
  termsVersion: z.string().max(40),
  accepted: z.literal("yes", "termsNotAccepted"),
});

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
