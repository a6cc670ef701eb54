import type { MemberRole } from "../../platform/db/generated/enums.ts";

/** Days in which an invitation can be accepted. */
export const invitationDays = 14;

/** Members and open invitations of one institution at most. */
export const membersAtMost = 50;

/** Invitations that one institution sends within a day at most: its letters go to whomever it names. */
export const invitationsADay = 30;

/** Requests to join that one person has open at most. */
export const requestsAtMost = 5;

/** What somebody can be invited to be. Owning is given to somebody who belongs already, never by a link. */
export const invitedRoles = ["EDITOR", "VIEWER"] as const satisfies readonly MemberRole[];

/** Every role, the one with the most rights first. */
export const memberRoles = ["OWNER", "EDITOR", "VIEWER"] as const satisfies readonly MemberRole[];

/** Somebody who belongs to an institution. */
export type Member = { userId: string; role: MemberRole; shared: boolean };

/** Would the institution still have an owner if this member were one no more, by leaving, removal or another role? */
export function keepsAnOwner(members: readonly Member[], without: string): boolean {
  return members.some((member) => member.role === "OWNER" && member.userId !== without);
}

/** May the member be an owner? Not an address that several people read: nobody could say who decided. */
export function mayOwn(member: Pick<Member, "shared">): boolean {
  return !member.shared;
}
