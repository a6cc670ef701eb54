import { describe, expect, it } from "vitest";
import { deskPlaces } from "@/components/desk/places";
import type { Person } from "@/lib/platform/auth/actor";
import { placesFor } from "./navigation";

const person = (more: Partial<Person>): Person => ({
  kind: "person",
  userId: "u",
  sessionId: "s",
  name: "N",
  email: null,
  principal: null,
  locale: "en",
  demonstration: false,
  roles: [],
  memberships: [],
  ...more,
});

describe("where one may go", () => {
  it("shows a stranger what is public, and the mailbox in the demonstration only", () => {
    expect(placesFor(null, false).map(({ key }) => key)).toEqual(["verify"]);
    expect(placesFor(null, true).map(({ key }) => key)).toEqual(["verify", "mailbox"]);
  });

  it("shows a member their institutions and no desk", () => {
    const member = person({ memberships: [{ institutionId: "i", role: "VIEWER" }] });
    expect(placesFor(member, false).map(({ key }) => key)).toEqual([
      "start",
      "institutions",
      "applications",
      "seat",
      "notices",
      "verify",
    ]);
    expect(deskPlaces(member)).toEqual([]);
  });

  it("shows each official the places of their office only", () => {
    expect(deskPlaces(person({ roles: ["REVIEWER"] }))).toEqual(["reviews", "office"]);
    expect(deskPlaces(person({ roles: ["APPROVER"] }))).toEqual([
      "applications",
      "batches",
      "waitlist",
      "appeals",
      "programmes",
      "licences",
      "chain",
      "governance",
      "office",
    ]);
    expect(deskPlaces(person({ roles: ["ADMINISTRATOR"] }))).not.toContain("reviews");
    expect(deskPlaces(person({ roles: ["ADMINISTRATOR"] }))).toContain("rubrics");
    expect(deskPlaces(person({ roles: ["AUDITOR"] }))).toContain("audit");
    expect(deskPlaces(person({ roles: ["OPERATOR"] }))).toEqual([
      "batches",
      "waitlist",
      "programmes",
      "licences",
      "chain",
      "governance",
      "mail",
      "office",
    ]);
  });
});
