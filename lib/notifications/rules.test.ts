import fc from "fast-check";
import { expect, test } from "vitest";
import { lastDigest, leavesNotice, noticePath, topicOf } from "./rules.ts";

test("the digest is of nine in the morning in Pakistan", () => {
  expect(lastDigest(new Date("2026-11-21T04:00:00Z"))).toEqual(new Date("2026-11-21T04:00:00Z"));
  expect(lastDigest(new Date("2026-11-21T03:59:59.999Z"))).toEqual(new Date("2026-11-20T04:00:00Z"));
  const day = 86_400_000;
  fc.assert(
    fc.property(fc.date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }), (now) => {
      const last = lastDigest(now);
      expect(last.getTime() <= now.getTime() && now.getTime() - last.getTime() < day).toBe(true);
      expect(last.toISOString()).toMatch(/T04:00:00\.000Z$/);
    }),
  );
});

test("codes, invitations and changes of roles have no topic: they come at once", () => {
  for (const letter of ["signInCode", "statusLink", "memberInvited", "seatOffered", "roleChangeConfirmed"] as const)
    expect(topicOf(letter)).toBeUndefined();
  expect(topicOf("applicationReceived")).toBe("applications");
  expect(leavesNotice("signInCode")).toBe(false);
  expect(leavesNotice("roleChangeConfirmed")).toBe(true);
});

test("a notice leads into the portal, and never by a secret", () => {
  const origin = "https://sanad.example";
  expect(noticePath(`${origin}/ur/applications/1?a=b`, origin)).toBe("/applications/1?a=b");
  expect(noticePath(`${origin}/desk`, origin)).toBe("/desk");
  expect(noticePath(`${origin}/claim/${"a".repeat(43)}`, origin)).toBeNull();
  expect(noticePath("https://elsewhere.example/desk", origin)).toBeNull();
  expect(noticePath(`${origin}.evil.example/`, origin)).toBeNull();
  expect(noticePath(undefined, origin)).toBeNull();
});
