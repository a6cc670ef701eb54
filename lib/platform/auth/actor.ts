import type { MemberRole, Role } from "../db/generated/enums.ts";

/** A signed-in person as read from the database for this very request. */
export type Person = {
  kind: "person";
  userId: string;
  sessionId: string;
  name: string;
  email: string | null;
  /** Internet Identity principal, textual form. */
  principal: string | null;
  locale: "en" | "ur";
  demonstration: boolean;
  roles: readonly Role[];
  memberships: readonly { institutionId: string; role: MemberRole }[];
  /**
   * Acts by a script of the operator or of a test, where nobody sits who could confirm anything. A session never says so.
   */
  isScripted?: true;
  /** When the session ends, and the latest to which it can be extended. */
  session?: { endsAt: Date; latest: Date };
};

/** The portal's own processes: the worker, the seed. */
export type System = { kind: "system"; name: string };

/** Who acts. `null` is somebody who has not signed in. */
export type Actor = Person | System | null;
