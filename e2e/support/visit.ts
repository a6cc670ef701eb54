/** Who looks at a page: a stranger, a person of the demonstration, or whoever the thing on the page belongs to. */
export type Who =
  | "stranger"
  | "newcomer"
  | "administrator"
  | "reviewer"
  | "approver"
  | "second approver"
  | "third approver"
  | "auditor"
  | "operator"
  | "owner"
  | "holder"
  | "invited";

/** What has to be there for the page to have something to show; `scripts/screens/things.mts` finds one. */
export type Thing =
  | `institution ${"DRAFT" | "RETURNED" | "SUBMITTED" | "VERIFIED" | "SUSPENDED" | "MERGED" | "DECLINED"}`
  | `application ${"DRAFT" | "SUBMITTED" | "IN_REVIEW" | "INFORMATION_REQUESTED" | "WAITLISTED" | "AWARDED" | "DECLINED" | "WITHDRAWN"}`
  | "discussion"
  | `rubric ${"DRAFT" | "PUBLISHED"}`
  | `review ${"ASSIGNED" | "SUBMITTED"}`
  | `batch ${"DRAFT" | "PROPOSED" | "APPROVED" | "COMPLETED" | "REJECTED"}`
  | `candidate`
  | `licence ${"ACTIVE" | "SUSPENDED" | "REVOKED"}`
  | `change ${"PROPOSED" | "SENT" | "LICENCE" | "UNSIGNED" | "UNSIGNED_LICENCE"}`
  | `renewal ${"ASKED" | "PROPOSED"}`
  | `seat ${"OFFERED" | "BOUND"}`
  | `import ${"OPEN" | "CONFIRMED"}`
  | "rebind"
  | `accounts ${"PROPOSED" | "COMPLETED" | "REJECTED"}`
  | `link ${"CLOSED" | "OPEN"}`
  | "members"
  | "programme"
  | "prospect"
  | "appeal"
  | `offer ${"OPEN"}`
  | "invitation"
  | "merge PROPOSED"
  | "decline PROPOSED"
  | "mergeable"
  | "blind"
  | "registration invite"
  | "person"
  | `entry ${"INTERNAL" | "PUBLISHED" | "HIDDEN"}`
  | "report"
  | "write";

/** What is wrong with a portal: it lacks a table of its database, or it is closed for work. */
export type Trouble = "StatusLink" | "Session" | "maintenance";

/** A page in one of its states, and who looks at it. */
export type Visit = {
  pattern: string;
  /** Which state, where the page is shown in more than one. */
  state?: string;
  /** It is made to be printed, too. */
  prints?: true;
  who: Who;
  /** Blanks of the pattern and of the query are filled from it. */
  of?: Thing;
  /** Blanks that need nothing found. */
  with?: Record<string, string>;
  query?: string;
  /** The form of this selector is sent as it is, and its summary of errors is what is looked at. */
  sent?: string;
  /** What the page shows once its script has done its work. */
  until?: string;
  /** Where another answer than 200 is right. */
  status?: number;
  /** What is wrong while the page is looked at. */
  amid?: Trouble;
};
