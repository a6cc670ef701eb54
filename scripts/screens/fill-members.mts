import { acceptInvitation, inviteMember, proposeTransfer, requestToJoin } from "../../lib/institutions/commands.ts";
import { membershipOf } from "../../lib/institutions/membership/queries.ts";
import { mailbox } from "../../lib/notifications/queries.ts";
import { must } from "../scenario/must.mts";
import { byCode } from "../scenario/people.mts";
import type { Player } from "./players.mts";

/** Members in each role, a shared mailbox, an open invitation, a request to join, and an offer of ownership. */
export async function gatherMembers({ person, institutionId, name }: Player): Promise<void> {
  const invited = [
    { email: "editor@members.example", role: "EDITOR", isIn: true },
    { email: "office@members.example", role: "EDITOR", shared: "yes", isIn: true },
    { email: "viewer@members.example", role: "VIEWER", isIn: false },
  ];
  for (const { isIn, ...invitation } of invited) {
    must(await inviteMember(person, { institutionId, ...invitation }), `invitation by ${name}`);
    if (!isIn) continue;
    const letters = await mailbox(true, invitation.email);
    const token = letters.map(({ text }) => /\/join\/([A-Za-z0-9_-]{43})/.exec(text)?.[1]).find(Boolean);
    must(await acceptInvitation(await byCode(invitation.email), { token }), `membership at ${name}`);
  }
  const note = "میں تحقیق کی تجربہ گاہ چلاتا ہوں۔ (مثال)";
  must(await requestToJoin(await byCode("asks@members.example"), { institutionId, note }), `request to join ${name}`);
  const heir = (await membershipOf(person, institutionId))?.members.find((member) => member.role === "EDITOR");
  must(await proposeTransfer(person, { institutionId, membershipId: heir?.id }), `offer of ownership of ${name}`);
}
