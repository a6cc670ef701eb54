import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { actHash } from "../../platform/auth/confirmation.ts";
import type { MemberRole } from "../../platform/db/generated/enums.ts";
import type { Result } from "../../platform/errors/result.ts";
import { again, person } from "../../platform/testing/persons.ts";
import { institutionsToJoin } from "../alike/queries.ts";
import {
  acceptInvitation,
  acceptTransfer,
  changeMemberRole,
  closeTransfer,
  decideJoinRequest,
  inviteMember,
  leaveInstitution,
  proposeTransfer,
  removeMember,
  requestToJoin,
  withdrawInvitation,
} from "../commands.ts";
import { searchable } from "../search.ts";
import { inviteHash } from "./inviteToken.ts";
import { findInvitation, membershipOf } from "./queries.ts";

const { db } = await testDatabase();
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

async function institution(name = `College ${randomUUID()}`, domain: string | null = null) {
  const { id } = await db.institution.create({
    data: {
      kind: "UNIVERSITY",
      sector: "EDUCATION",
      name,
      nameUr: "مثالی کالج",
      searchName: searchable(`${name} مثالی کالج`),
      domain,
      state: "VERIFIED",
    },
  });
  const member = (role: MemberRole) => person(db, { member: { [id]: role } });
  return { id, member, owner: await member("OWNER") };
}

const row = (institutionId: string, { userId }: Person) =>
  db.membership.findUniqueOrThrow({ where: { institutionId_userId: { institutionId, userId } } });

const letters = (to: string | null) => db.mail.findMany({ where: { to: to ?? "" }, orderBy: { createdAt: "asc" } });

/** The secret of the last link that was sent to the address. */
async function tokenFor(email: string | null): Promise<string> {
  return /\/join\/([\w-]{43})/.exec((await letters(email)).at(-1)?.text ?? "")?.[1] ?? "";
}

async function invited(given: { shared?: "yes"; role?: string } = {}) {
  const { id, owner } = await institution();
  const guest = await person(db);
  const input = { institutionId: id, email: guest.email, role: "EDITOR", ...given };
  expect(code(await inviteMember(owner, input))).toBe("ok");
  const invitation = await db.invitation.findFirstOrThrow({ where: { institutionId: id } });
  return { id, owner, guest, input, invitation, token: await tokenFor(guest.email) };
}

const owners = (institutionId: string) =>
  db.membership.count({ where: { institutionId, role: "OWNER", endedAt: null } });

describe("who may", () => {
  test.each(["EDITOR", "VIEWER"] as const)("an owner's acts are refused to a member who is %s", async (role) => {
    const { id, member, owner } = await institution();
    const [actor, other] = [await member(role), await member("VIEWER")];
    const theirs = await row(id, other);
    const asker = await person(db);
    await requestToJoin(asker, { institutionId: id, note: "We build." });
    const request = await db.joinRequest.findFirstOrThrow({ where: { institutionId: id } });
    await proposeTransfer(owner, { institutionId: id, membershipId: theirs.id });
    const transfer = await db.ownershipTransfer.findFirstOrThrow({ where: { institutionId: id } });
    const tried = [
      inviteMember(actor, { institutionId: id, email: "a@people.example", role: "VIEWER" }),
      changeMemberRole(actor, { membershipId: theirs.id, version: 0, role: "EDITOR" }),
      removeMember(actor, { membershipId: theirs.id, version: 0 }),
      proposeTransfer(actor, { institutionId: id, membershipId: theirs.id }),
      acceptTransfer(actor, { transferId: transfer.id, version: 0 }),
      closeTransfer(actor, { transferId: transfer.id, version: 0 }),
      decideJoinRequest(actor, { requestId: request.id, version: 0, decision: "VIEWER" }),
    ];
    expect((await Promise.all(tried)).map(code)).toEqual(tried.map(() => "notAllowed"));
    expect(await membershipOf(actor, id)).toMatchObject({ isOwner: false, invitations: [], requests: [] });
    expect(await membershipOf(asker, id)).toBeNull();
  });

  test("the permission is asked again where the institution is locked: a demoted owner's open page does nothing", async () => {
    const { id, member, owner } = await institution();
    const former = await member("OWNER");
    await changeMemberRole(owner, { membershipId: (await row(id, former)).id, version: 0, role: "EDITOR" });
    expect(code(await inviteMember(former, { institutionId: id, email: "a@people.example", role: "VIEWER" }))).toBe(
      "notAllowed",
    );
  });
});

describe("an invitation", () => {
  test("is sent with a link of which only the hash is kept, and makes a member, once", async () => {
    const { id, owner, guest, invitation, token } = await invited();
    expect(Buffer.from(invitation.tokenHash)).toEqual(Buffer.from(inviteHash(token)));
    expect(await findInvitation(guest, token)).toMatchObject({ state: "open", role: "EDITOR" });
    expect(await acceptInvitation(guest, { token })).toEqual({ ok: true, value: { institutionId: id } });
    expect((await again(db, guest)).memberships).toEqual([{ institutionId: id, role: "EDITOR" }]);
    expect((await letters(owner.email)).at(-1)?.subject).toContain("Somebody");
    // Again: the same answer, nothing new.
    expect(code(await acceptInvitation(guest, { token }))).toBe("ok");
    expect(await letters(owner.email)).toHaveLength(1);
    // Once removed, the old link lets nobody back in.
    const { id: membershipId, version } = await row(id, guest);
    expect(code(await removeMember(owner, { membershipId, version }))).toBe("ok");
    expect(code(await acceptInvitation(guest, { token }))).toBe("notFound");
  });

  test("answers strangers as if it were not there", async () => {
    const { token } = await invited();
    const stranger = await person(db);
    expect(await acceptInvitation(stranger, { token })).toEqual(
      await acceptInvitation(stranger, { token: "0".repeat(43) }),
    );
    expect(await findInvitation(stranger, token)).toBeNull();
    expect(await findInvitation(await person(db, { email: null }), token)).toBeNull();
  });

  test("runs out, and then makes room for another", async () => {
    const { guest, invitation, token, owner, input } = await invited();
    expect(code(await inviteMember(owner, input))).toBe("duplicate");
    await db.invitation.update({ where: { id: invitation.id }, data: { expiresAt: new Date() } });
    expect(await findInvitation(guest, token)).toMatchObject({ state: "expired" });
    expect(code(await acceptInvitation(guest, { token }))).toBe("claimExpired");
    expect(code(await inviteMember(owner, input))).toBe("ok");
    expect(code(await acceptInvitation(guest, { token: await tokenFor(guest.email) }))).toBe("ok");
    expect(code(await inviteMember(owner, input))).toBe("duplicate");
  });

  test("is withdrawn once, and only as it was seen", async () => {
    const { owner, guest, invitation, token } = await invited();
    const input = { invitationId: invitation.id, version: 0 };
    expect(code(await withdrawInvitation(guest, input))).toBe("notFound");
    expect(code(await withdrawInvitation(owner, { ...input, version: 7 }))).toBe("changedMeanwhile");
    expect(code(await withdrawInvitation(owner, input))).toBe("ok");
    expect(code(await withdrawInvitation(owner, input))).toBe("alreadyDone");
    expect(code(await acceptInvitation(guest, { token }))).toBe("notFound");
  });

  test("bad input is told by the field; nobody is invited to own", async () => {
    const { owner, id } = await institution();
    expect(await inviteMember(owner, { institutionId: id, email: "nobody", role: "OWNER" })).toEqual({
      ok: false,
      error: { code: "invalidInput", fields: { email: "emailInvalid", role: "nothingChosen" } },
    });
  });

  test("an institution sends no more than thirty a day", async () => {
    const { owner, id } = await institution();
    const sent = { institutionId: id, role: "VIEWER" as const, invitedById: owner.userId, expiresAt: new Date() };
    await db.invitation.createMany({
      data: Array.from({ length: 30 }, (_, at) => ({
        ...sent,
        email: `${at}@people.example`,
        tokenHash: inviteHash(`${id}${at}`),
        state: "WITHDRAWN" as const,
      })),
    });
    expect(code(await inviteMember(owner, { institutionId: id, email: "a@people.example", role: "VIEWER" }))).toBe(
      "tooManyRequests",
    );
  });
});

describe("roles, removal, leaving", () => {
  test("an owner changes and removes others, who are told; a stale page changes nothing", async () => {
    const { id, owner, member } = await institution();
    const viewer = await member("VIEWER");
    const { id: membershipId } = await row(id, viewer);
    expect(code(await changeMemberRole(owner, { membershipId, version: 3, role: "EDITOR" }))).toBe("changedMeanwhile");
    expect(code(await changeMemberRole(owner, { membershipId, version: 0, role: "EDITOR" }))).toBe("ok");
    expect(code(await changeMemberRole(owner, { membershipId, version: 1, role: "EDITOR" }))).toBe("alreadyDone");
    expect(code(await removeMember(owner, { membershipId, version: 0 }))).toBe("changedMeanwhile");
    expect(code(await removeMember(owner, { membershipId, version: 1 }))).toBe("ok");
    expect(code(await removeMember(owner, { membershipId, version: 2 }))).toBe("notFound");
    expect(await letters(viewer.email)).toHaveLength(2);
    expect((await again(db, viewer)).memberships).toEqual([]);
  });

  test("the last owner neither leaves, nor is removed, nor made something else", async () => {
    const { id, owner } = await institution();
    const { id: membershipId } = await row(id, owner);
    expect(code(await leaveInstitution(owner, { institutionId: id, version: 0 }))).toBe("lastOwner");
    expect(code(await removeMember(owner, { membershipId, version: 0 }))).toBe("lastOwner");
    expect(code(await changeMemberRole(owner, { membershipId, version: 0, role: "VIEWER" }))).toBe("lastOwner");
    expect(await owners(id)).toBe(1);
  });

  test("of two owners who leave at once, or remove each other, one stays", async () => {
    for (let round = 0; round < 5; round++) {
      const { id, owner, member } = await institution();
      const second = await member("OWNER");
      const left = await Promise.all(
        [owner, second].map((who) => leaveInstitution(who, { institutionId: id, version: 0 })),
      );
      expect(left.map(code).sort()).toEqual(["lastOwner", "ok"]);
      expect(await owners(id)).toBe(1);
    }
    const { id, owner, member } = await institution();
    const second = await member("OWNER");
    const [mine, theirs] = [await row(id, owner), await row(id, second)];
    const removed = await Promise.all([
      removeMember(owner, { membershipId: theirs.id, version: 0 }),
      removeMember(second, { membershipId: mine.id, version: 0 }),
    ]);
    expect(removed.map(code).sort()).toEqual(["notAllowed", "ok"]);
    expect(await owners(id)).toBe(1);
  });

  test("the database itself keeps the last owner, and two at once", async () => {
    const { id, owner } = await institution();
    const { id: membershipId } = await row(id, owner);
    await expect(db.membership.update({ where: { id: membershipId }, data: { endedAt: new Date() } })).rejects.toThrow(
      "keeps an owner",
    );
    await expect(db.membership.updateMany({ where: { institutionId: id }, data: { role: "VIEWER" } })).rejects.toThrow(
      "keeps an owner",
    );
    expect(await owners(id)).toBe(1);
  });

  test("whoever leaves is told to the owners, and reads nothing any more", async () => {
    const { id, owner, member } = await institution();
    const editor = await member("EDITOR");
    expect(code(await leaveInstitution(editor, { institutionId: id, version: 9 }))).toBe("changedMeanwhile");
    expect(code(await leaveInstitution(editor, { institutionId: id, version: 0 }))).toBe("ok");
    expect(await letters(owner.email)).toHaveLength(1);
    const now = await again(db, editor);
    expect(await membershipOf(now, id)).toBeNull();
    expect(code(await leaveInstitution(now, { institutionId: id, version: 1 }))).toBe("notFound");
  });
});

describe("a shared mailbox", () => {
  test("edits, and is never made an owner, by role, transfer or by hand", async () => {
    const { id, owner, guest, token } = await invited({ shared: "yes" });
    expect(code(await acceptInvitation(guest, { token }))).toBe("ok");
    const { id: membershipId, version, shared } = await row(id, guest);
    expect(shared).toBe(true);
    expect(code(await changeMemberRole(owner, { membershipId, version, role: "OWNER" }))).toBe("sharedMailbox");
    expect(code(await proposeTransfer(owner, { institutionId: id, membershipId }))).toBe("sharedMailbox");
    await expect(db.membership.update({ where: { id: membershipId }, data: { role: "OWNER" } })).rejects.toThrow();
  });
});

describe("a transfer of ownership", () => {
  test("is offered by nobody who has not just confirmed that it is they, for exactly this", async () => {
    const { owner, id, member } = await institution();
    const { id: membershipId } = await row(id, await member("EDITOR"));
    const { isScripted: _, ...present } = owner;
    const input = { institutionId: id, membershipId };
    expect(code(await proposeTransfer(present, input))).toBe("confirmationNeeded");
    const { userId, sessionId } = present;
    const confirmed = { challenge: Buffer.from(membershipId), expiresAt: new Date(), confirmedAt: new Date() };
    const action = "institutions.proposeTransfer";
    await db.confirmation.create({
      data: { userId, sessionId, action, actHash: actHash(action, input), ...confirmed, method: "CODE" },
    });
    expect(code(await proposeTransfer(present, { ...input, membershipId: crypto.randomUUID() }))).toBe(
      "confirmationNeeded",
    );
    expect(code(await proposeTransfer(present, input))).toBe("ok");
  });

  async function offered() {
    const { id, owner, member } = await institution();
    const heir = await member("EDITOR");
    const { id: membershipId } = await row(id, heir);
    expect(code(await proposeTransfer(owner, { institutionId: id, membershipId }))).toBe("ok");
    const transfer = await db.ownershipTransfer.findFirstOrThrow({ where: { institutionId: id } });
    return { id, owner, heir, member, membershipId, input: { transferId: transfer.id, version: 0 } };
  }

  test("changes hands when the other accepts, once; who gave it is an editor", async () => {
    const { id, owner, heir, membershipId, input } = await offered();
    expect(code(await proposeTransfer(owner, { institutionId: id, membershipId }))).toBe("changeUnderway");
    expect(code(await acceptTransfer(owner, input))).toBe("notAllowed");
    expect(code(await acceptTransfer(heir, { ...input, version: 4 }))).toBe("changedMeanwhile");
    expect(code(await acceptTransfer(heir, input))).toBe("ok");
    expect(code(await acceptTransfer(heir, input))).toBe("alreadyDone");
    expect([(await row(id, owner)).role, (await row(id, heir)).role]).toEqual(["EDITOR", "OWNER"]);
    expect(await letters(owner.email)).toHaveLength(1);
    expect(code(await leaveInstitution(await again(db, owner), { institutionId: id, version: 1 }))).toBe("ok");
  });

  test("names a member of the institution", async () => {
    const { id, owner } = await institution();
    const other = await institution();
    const { id: membershipId } = await row(other.id, other.owner);
    expect(code(await proposeTransfer(owner, { institutionId: id, membershipId }))).toBe("notFound");
    expect(await proposeTransfer(owner, { institutionId: id })).toEqual({
      ok: false,
      error: { code: "invalidInput", fields: { membershipId: "nothingChosen" } },
    });
  });

  test("is taken back, declined, or void when either is somebody else by then", async () => {
    const taken = await offered();
    expect(code(await closeTransfer(taken.owner, taken.input))).toBe("ok");
    expect(code(await closeTransfer(taken.owner, taken.input))).toBe("alreadyDone");
    expect(code(await acceptTransfer(taken.heir, taken.input))).toBe("alreadyDone");
    const declined = await offered();
    expect(code(await closeTransfer(declined.heir, declined.input))).toBe("ok");
    const left = await offered();
    expect(code(await leaveInstitution(left.heir, { institutionId: left.id, version: 0 }))).toBe("ok");
    expect(await db.ownershipTransfer.count({ where: { institutionId: left.id, state: "PROPOSED" } })).toBe(0);
    expect(await owners(left.id)).toBe(1);
  });

  test("of accepting and taking back at once, one happens", async () => {
    const { id, owner, heir, input } = await offered();
    const both = await Promise.all([acceptTransfer(heir, input), closeTransfer(owner, input)]);
    expect(both.filter((result) => result.ok)).toHaveLength(1);
    expect(await owners(id)).toBe(1);
  });
});

describe("asking to join", () => {
  test("is offered for another spelling and for the domain of one's address, among the verified only", async () => {
    const { id } = await institution("Quaid-i-Azam College of Joining", "joining.edu.pk");
    const plain = await person(db);
    const found = async (actor: Person, name: string) =>
      (await institutionsToJoin(actor, { name })).map((one) => one.id);
    expect(await found(plain, "quaid-e-azam  college of JOINING")).toEqual([id]);
    expect(await found(plain, "College of Joining")).toEqual([]);
    expect(await found(await person(db, { email: "a@cs.joining.edu.pk" }), "Another name")).toEqual([id]);
    expect(await found(await person(db, { member: { [id]: "VIEWER" } }), "Quaid-i-Azam College of Joining")).toEqual(
      [],
    );
    await db.institution.update({ where: { id }, data: { state: "DRAFT" } });
    expect(await found(plain, "Quaid-i-Azam College of Joining")).toEqual([]);
    expect(code(await requestToJoin(plain, { institutionId: id, note: "We build." }))).toBe("notFound");
  });

  test("an owner decides, once, and the asker hears", async () => {
    const { id, owner } = await institution();
    const asker = await person(db);
    const ask = { institutionId: id, note: "I run the laboratory." };
    expect(code(await requestToJoin(asker, { ...ask, note: "" }))).toBe("invalidInput");
    const twice = await Promise.all([requestToJoin(asker, ask), requestToJoin(asker, ask)]);
    expect(twice.map(code).sort()).toEqual(["alreadyDone", "ok"]);
    const { id: requestId } = await db.joinRequest.findFirstOrThrow({ where: { institutionId: id } });
    const decide = { requestId, version: 0, decision: "EDITOR" };
    expect(code(await decideJoinRequest(asker, decide))).toBe("notFound");
    expect(code(await decideJoinRequest(owner, { ...decide, version: 2 }))).toBe("changedMeanwhile");
    expect((await again(db, asker)).memberships).toEqual([]);
    expect(code(await decideJoinRequest(owner, decide))).toBe("ok");
    expect(code(await decideJoinRequest(owner, decide))).toBe("alreadyDone");
    expect((await again(db, asker)).memberships).toEqual([{ institutionId: id, role: "EDITOR" }]);
    expect(await letters(asker.email)).toHaveLength(1);
    const refused = await person(db);
    await requestToJoin(refused, ask);
    const { id: other } = await db.joinRequest.findFirstOrThrow({ where: { userId: refused.userId } });
    expect(code(await decideJoinRequest(owner, { requestId: other, version: 0, decision: "DECLINE" }))).toBe("ok");
    expect((await again(db, refused)).memberships).toEqual([]);
  });
});
