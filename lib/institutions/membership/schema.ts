import { z } from "zod";
import { WholeNumber } from "../../platform/numerals.ts";
import { line } from "../../platform/text.ts";
import { invitedRoles, memberRoles } from "./rules.ts";

const version = WholeNumber;
const yes = z.literal("yes").optional();

/** An invitation by e-mail. `shared`: several people read the address. */
export const InviteMember = z.strictObject({
  institutionId: z.uuid(),
  email: z.string().trim().toLowerCase().max(254).pipe(z.email("emailInvalid")),
  role: z.enum(invitedRoles, "nothingChosen"),
  shared: yes,
});

export const WithdrawInvitation = z.strictObject({ invitationId: z.uuid(), version });

/** The secret of an invitation's link: 32 bytes in base64url. */
export const InviteToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const AcceptInvitation = z.strictObject({ token: InviteToken });

export const ChangeMemberRole = z.strictObject({
  membershipId: z.uuid(),
  version,
  role: z.enum(memberRoles, "nothingChosen"),
});

export const RemoveMember = z.strictObject({ membershipId: z.uuid(), version });

export const LeaveInstitution = z.strictObject({ institutionId: z.uuid(), version });

/** `membershipId`: who is to own the institution. */
export const ProposeTransfer = z.strictObject({ institutionId: z.uuid(), membershipId: z.uuid("nothingChosen") });

export const AcceptTransfer = z.strictObject({ transferId: z.uuid(), version });

export const CloseTransfer = z.strictObject({ transferId: z.uuid(), version });

export const RequestToJoin = z.strictObject({ institutionId: z.uuid(), note: line(300).pipe(z.string().min(3)) });

export const DecideJoinRequest = z.strictObject({
  requestId: z.uuid(),
  version,
  decision: z.enum(["EDITOR", "VIEWER", "DECLINE"], "nothingChosen"),
});
