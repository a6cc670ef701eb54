import type { Trouble, Visit } from "./visit.ts";

export type { Thing, Trouble, Visit, Who } from "./visit.ts";
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

/** A number whose check character is right, and which nobody was given. */
export const absentNumber = "SND-00000-00000-0";

/** Every page, and the states of a page that look different. */
export const visits: readonly Visit[] = [
  { pattern: "/", who: "stranger" },
  { pattern: "/terms", who: "stranger" },
  { pattern: "/accessibility", who: "stranger" },
  { pattern: "/figures", who: "stranger" },
  { pattern: "/waitlist", who: "stranger" },
  { pattern: "/figures/institutions", who: "stranger" },
  { pattern: "/figures/institutions", state: "nothing found", who: "stranger", query: "q=zzzz" },
  { pattern: "/figures/institutions/[id]", who: "stranger", of: "entry PUBLISHED" },
  { pattern: "/figures/institutions/[id]", state: "nothing published", who: "stranger", of: "licence REVOKED" },
  { pattern: "/offline", who: "stranger" },
  { pattern: "/offline/check", who: "stranger" },
  { pattern: "/mailbox", who: "stranger" },
  { pattern: "/design", who: "stranger" },
  { pattern: "/verify", who: "stranger" },
  { pattern: "/verify/[number]", state: "valid", who: "stranger", of: "licence ACTIVE", until: "main article" },
  { pattern: "/verify/[number]", state: "suspended", who: "stranger", of: "licence SUSPENDED", until: "main article" },
  { pattern: "/verify/[number]", state: "revoked", who: "stranger", of: "licence REVOKED", until: "main article" },
  {
    pattern: "/verify/[number]",
    state: "absent",
    who: "stranger",
    with: { number: absentNumber },
    until: "main article",
  },
  { pattern: "/[...rest]", state: "not found", who: "stranger", with: { "...rest": "nowhere" }, status: 404 },

  { pattern: "/sign-in", who: "stranger" },
  { pattern: "/sign-in", state: "sent empty", who: "stranger", sent: "form:has([name=email])" },
  { pattern: "/sign-in/code", who: "stranger", query: "email=somebody%40guests.example" },

  { pattern: "/status", who: "stranger" },
  { pattern: "/status", state: "sent empty", who: "stranger", sent: "#status" },
  { pattern: "/status/sent", who: "stranger" },
  { pattern: "/status/[token]", state: "to be opened", who: "stranger", of: "link CLOSED" },
  { pattern: "/status/[token]", state: "opened", who: "stranger", of: "link OPEN" },
  { pattern: "/status/[token]", state: "dead", who: "stranger", with: { token: "0".repeat(43) } },

  { pattern: "/home", state: "new", who: "newcomer" },
  { pattern: "/home", state: "at work", who: "owner", of: "licence ACTIVE" },
  { pattern: "/home", state: "holder", who: "holder", of: "seat BOUND" },
  { pattern: "/institutions", state: "empty", who: "newcomer" },
  { pattern: "/institutions", who: "owner", of: "institution VERIFIED" },
  { pattern: "/institutions/new", who: "newcomer" },
  { pattern: "/institutions/new", state: "sent empty", who: "newcomer", sent: "main form" },
  { pattern: "/institutions/[id]", state: "draft", who: "owner", of: "institution DRAFT" },
  { pattern: "/institutions/[id]", state: "returned", who: "owner", of: "institution RETURNED" },
  { pattern: "/institutions/[id]", state: "submitted", who: "owner", of: "institution SUBMITTED" },
  { pattern: "/institutions/[id]", state: "verified", who: "owner", of: "institution VERIFIED" },
  { pattern: "/institutions/new/alike", who: "newcomer", of: "members", query: "kind=UNIVERSITY&name=[name]" },
  { pattern: "/institutions/new/alike", state: "nothing alike", who: "newcomer", query: "kind=STARTUP&name=Zzzz" },
  { pattern: "/institutions/[id]/members", who: "owner", of: "members" },
  { pattern: "/institutions/[id]/members", state: "alone", who: "owner", of: "institution DRAFT" },
  { pattern: "/institutions/[id]/members", state: "sent empty", who: "owner", of: "members", sent: "#invite" },
  { pattern: "/join/[token]", state: "stranger", who: "stranger", of: "invitation" },
  { pattern: "/join/[token]", state: "invited", who: "invited", of: "invitation" },
  { pattern: "/join/[token]", state: "unknown", who: "newcomer", with: { token: "0".repeat(43) } },
  { pattern: "/institutions/[id]/report", who: "owner", of: "entry PUBLISHED" },
  { pattern: "/institutions/[id]/report", state: "nothing yet", who: "owner", of: "application DRAFT" },
  { pattern: "/institutions/[id]/report/new", who: "owner", of: "entry PUBLISHED" },
  {
    pattern: "/institutions/[id]/report/new",
    state: "people, sent empty",
    who: "owner",
    of: "entry PUBLISHED",
    query: "kind=training",
    sent: "#entry",
  },
  { pattern: "/institutions/[id]/report/[entryId]", state: "published", who: "owner", of: "entry PUBLISHED" },
  { pattern: "/institutions/[id]/report/[entryId]", state: "hidden", who: "owner", of: "entry HIDDEN" },
  { pattern: "/institutions/[id]/identity", who: "owner", of: "institution DRAFT" },
  { pattern: "/institutions/[id]/alike", who: "owner", of: "institution DRAFT" },
  { pattern: "/institutions/[id]/alike", state: "nothing alike", who: "owner", of: "institution RETURNED" },
  {
    pattern: "/institutions/[id]/particulars",
    state: "startup, doubted",
    who: "owner",
    of: "institution DRAFT",
    query: "look=again",
  },
  { pattern: "/institutions/[id]/particulars", state: "company", who: "owner", of: "institution RETURNED" },
  { pattern: "/institutions/[id]/contact", who: "owner", of: "institution DRAFT" },
  {
    pattern: "/institutions/[id]/contact",
    state: "sent empty",
    who: "owner",
    of: "institution DRAFT",
    sent: "main form",
  },
  { pattern: "/institutions/[id]/documents", state: "empty", who: "owner", of: "institution DRAFT" },
  { pattern: "/institutions/[id]/documents", who: "owner", of: "institution RETURNED" },
  { pattern: "/institutions/[id]/terms", who: "owner", of: "institution RETURNED" },
  { pattern: "/institutions/[id]/seats", who: "owner", of: "licence ACTIVE" },
  { pattern: "/institutions/[id]/seats", state: "empty", who: "owner", of: "application DRAFT" },
  { pattern: "/institutions/[id]/seats/remind", who: "owner", of: "seat OFFERED" },
  { pattern: "/institutions/[id]/seats/idle", who: "owner", of: "seat OFFERED" },
  { pattern: "/institutions/[id]/seats/idle", state: "nothing", who: "owner", of: "application DRAFT" },
  {
    pattern: "/institutions/[id]/seats/idle/reclaim",
    who: "owner",
    of: "seat OFFERED",
    query: "id=[seatId]",
  },
  { pattern: "/institutions/[id]/seats/[seatId]", state: "held", who: "owner", of: "seat BOUND" },
  { pattern: "/institutions/[id]/seats/[seatId]", state: "offered", who: "owner", of: "seat OFFERED" },
  { pattern: "/institutions/[id]/seats/[seatId]", state: "asked to move", who: "owner", of: "rebind" },
  { pattern: "/institutions/[id]/seats/import", who: "owner", of: "licence ACTIVE" },
  {
    pattern: "/institutions/[id]/seats/import",
    state: "sent empty",
    who: "owner",
    of: "licence ACTIVE",
    sent: "#import",
  },
  { pattern: "/institutions/[id]/seats/import/[importId]", who: "owner", of: "import OPEN" },
  { pattern: "/institutions/[id]/seats/import/[importId]", state: "confirmed", who: "owner", of: "import CONFIRMED" },

  { pattern: "/applications", state: "empty", who: "newcomer" },
  { pattern: "/applications", who: "owner", of: "application AWARDED" },
  { pattern: "/applications/new", state: "not yet", who: "newcomer" },
  { pattern: "/applications/new", who: "owner", of: "application AWARDED" },
  { pattern: "/applications/new/check", who: "owner", of: "prospect", query: "for=[institutionId]/[phaseId]" },
  {
    pattern: "/applications/new/check",
    state: "can",
    who: "owner",
    of: "prospect",
    query: "for=[institutionId]/[phaseId]&agreed=yes&people=yes&support=yes&owner=yes&product=yes",
  },
  {
    pattern: "/applications/new/check",
    state: "better not yet",
    who: "owner",
    of: "prospect",
    query: "for=[institutionId]/[phaseId]&agreed=no&people=yes&support=no&owner=yes&product=no",
  },
  ...["plan", "people", "readiness", "data", "support"].map(
    (section): Visit => ({
      ...{ pattern: "/applications/[id]/[section]", state: section },
      ...{ who: "owner", of: "application DRAFT", with: { section } },
    }),
  ),
  { pattern: "/applications/[id]/check", who: "owner", of: "application DRAFT" },
  { pattern: "/applications", state: "new messages", who: "owner", of: "application SUBMITTED", query: "unread=1" },
  { pattern: "/desk/applications", state: "new messages", who: "administrator", query: "unread=1" },
  { pattern: "/applications/[id]/files", who: "owner", of: "application DRAFT" },
  { pattern: "/applications/[id]", state: "draft", who: "owner", of: "application DRAFT" },
  { pattern: "/applications/[id]", state: "submitted", who: "owner", of: "application SUBMITTED" },
  { pattern: "/applications/[id]", state: "asked", who: "owner", of: "application INFORMATION_REQUESTED" },
  { pattern: "/applications/[id]", state: "awarded", who: "owner", of: "application AWARDED" },
  { pattern: "/applications/[id]", state: "on the waitlist", who: "owner", of: "application WAITLISTED" },
  { pattern: "/applications/[id]", state: "offered places", who: "owner", of: "offer OPEN" },
  { pattern: "/applications/[id]", state: "declined", who: "owner", of: "application DECLINED" },
  { pattern: "/applications/[id]", state: "withdrawn", who: "owner", of: "application WITHDRAWN" },

  { pattern: "/applications/[id]/appeal", who: "owner", of: "application DECLINED" },
  {
    pattern: "/applications/[id]/appeal",
    state: "sent empty",
    who: "owner",
    of: "application DECLINED",
    sent: "#appeal",
  },
  { pattern: "/applications/[id]", state: "appealed", who: "owner", of: "appeal" },

  { pattern: "/claim/[token]", state: "stranger", who: "stranger", of: "seat OFFERED" },
  { pattern: "/claim/[token]", state: "signed in", who: "holder", of: "seat OFFERED" },
  { pattern: "/claim/[token]", state: "unknown", who: "stranger", with: { token: "0".repeat(43) } },
  { pattern: "/seat", state: "empty", who: "newcomer" },
  { pattern: "/seat", who: "holder", of: "seat BOUND" },
  { pattern: "/certificate/[number]", who: "owner", of: "licence ACTIVE" },
  { pattern: "/certificate/[number]", state: "closed", who: "owner", of: "licence SUSPENDED" },

  { pattern: "/desk", who: "administrator" },
  { pattern: "/desk/institutions", who: "administrator" },
  { pattern: "/desk/institutions/[id]", state: "to be checked", who: "administrator", of: "institution SUBMITTED" },
  { pattern: "/desk/institutions/[id]", state: "verified", who: "auditor", of: "institution VERIFIED" },
  { pattern: "/desk/institutions/[id]", state: "suspended", who: "administrator", of: "institution SUSPENDED" },
  { pattern: "/institutions/[id]", state: "suspended", who: "owner", of: "institution SUSPENDED" },
  { pattern: "/desk/institutions/[id]", state: "to be declined", who: "administrator", of: "decline PROPOSED" },
  { pattern: "/institutions/[id]", state: "declined", who: "owner", of: "institution DECLINED" },
  { pattern: "/desk/institutions/[id]/suspend", who: "administrator", of: "institution VERIFIED" },
  {
    pattern: "/desk/institutions/[id]/suspend",
    state: "sent empty",
    who: "administrator",
    of: "institution VERIFIED",
    sent: "#suspend",
  },
  {
    pattern: "/desk/institutions/[id]/merge",
    state: "to be proposed",
    who: "administrator",
    of: "mergeable",
  },
  { pattern: "/desk/institutions/[id]/merge", state: "own proposal", who: "administrator", of: "merge PROPOSED" },
  { pattern: "/desk/institutions/[id]/merge", state: "read only", who: "auditor", of: "merge PROPOSED" },
  { pattern: "/desk/institutions/[id]", state: "merged", who: "auditor", of: "institution MERGED" },
  { pattern: "/desk/directory", who: "administrator" },
  { pattern: "/desk/directory", state: "nothing found", who: "auditor", query: "q=zzzz" },
  { pattern: "/desk/directory/[id]", state: "invited", who: "administrator", of: "registration invite" },
  {
    pattern: "/desk/directory/[id]",
    state: "sent empty",
    who: "administrator",
    of: "registration invite",
    sent: "#invite",
  },
  { pattern: "/register/[token]", state: "stranger", who: "stranger", of: "registration invite" },
  { pattern: "/register/[token]", state: "to be opened", who: "newcomer", of: "registration invite" },
  { pattern: "/register/[token]", state: "dead", who: "newcomer", with: { token: "0".repeat(43) } },
  { pattern: "/desk/applications", who: "administrator" },
  { pattern: "/desk/applications", state: "nothing found", who: "administrator", query: "q=zzzz" },
  { pattern: "/desk/waitlist", who: "administrator" },
  { pattern: "/desk/appeals", who: "administrator" },
  { pattern: "/desk/appeals/[id]", state: "to be examined", who: "administrator", of: "appeal" },
  { pattern: "/desk/appeals/[id]", state: "by somebody who decided", who: "approver", of: "appeal" },
  { pattern: "/desk/applications/[id]", state: "to be assigned", who: "administrator", of: "application SUBMITTED" },
  { pattern: "/desk/applications/[id]", state: "held", who: "administrator", of: "application IN_REVIEW" },
  { pattern: "/desk/applications/[id]", state: "awarded", who: "auditor", of: "application AWARDED" },
  {
    pattern: "/desk/applications/assign",
    who: "administrator",
    of: "application SUBMITTED",
    query: "id=[id]",
  },
  {
    pattern: "/desk/applications/assign",
    state: "shared out",
    who: "administrator",
    of: "application SUBMITTED",
    query: "id=[id]&auto=1",
  },
  { pattern: "/desk/applications/assign", state: "nothing chosen", who: "administrator" },
  { pattern: "/desk/outcomes", who: "administrator" },
  { pattern: "/desk/outcomes", state: "nothing found", who: "auditor", query: "q=zzzz" },
  { pattern: "/desk/outcomes/[id]", state: "published", who: "administrator", of: "entry PUBLISHED" },
  { pattern: "/desk/outcomes/[id]", state: "hidden", who: "administrator", of: "entry HIDDEN" },
  { pattern: "/desk/outcomes/[id]", state: "read only", who: "auditor", of: "entry INTERNAL" },
  { pattern: "/desk/late", who: "administrator" },
  { pattern: "/desk/reviews", who: "reviewer" },
  { pattern: "/desk/reviews/[id]", state: "to be scored", who: "reviewer", of: "review ASSIGNED" },
  { pattern: "/desk/reviews/[id]", state: "blind", who: "reviewer", of: "blind" },
  { pattern: "/desk/reviews/[id]", state: "scored", who: "reviewer", of: "review SUBMITTED" },
  { pattern: "/desk/reviews/discussion/[id]", who: "reviewer", of: "discussion" },
  { pattern: "/desk/reviews/discussion/[id]", state: "moderated", who: "administrator", of: "discussion" },
  { pattern: "/desk/rubrics", who: "administrator" },
  { pattern: "/desk/rubrics/[id]", state: "draft", who: "administrator", of: "rubric DRAFT" },
  { pattern: "/desk/rubrics/[id]", state: "published", who: "auditor", of: "rubric PUBLISHED" },
  { pattern: "/desk/batches", who: "approver" },
  { pattern: "/desk/batches/new", who: "approver" },
  { pattern: "/desk/batches/[id]", state: "draft", who: "approver", of: "batch DRAFT" },
  { pattern: "/desk/batches/[id]", state: "own proposal", who: "approver", of: "batch PROPOSED" },
  { pattern: "/desk/batches/[id]", state: "to be approved", who: "second approver", of: "batch PROPOSED" },
  { pattern: "/desk/batches/[id]/read", state: "to be read", who: "third approver", of: "batch PROPOSED" },
  { pattern: "/desk/batches/[id]/read", state: "own proposal", who: "approver", of: "batch PROPOSED" },
  { pattern: "/desk/batches/[id]", state: "not read yet", who: "third approver", of: "batch PROPOSED" },
  { pattern: "/desk/batches/[id]", state: "undo window", who: "second approver", of: "batch APPROVED" },
  { pattern: "/desk/batches/[id]", state: "completed", who: "auditor", of: "batch COMPLETED" },
  { pattern: "/desk/batches/[id]", state: "rejected", who: "auditor", of: "batch REJECTED" },
  { pattern: "/desk/batches/[id]/rule", who: "approver", of: "batch DRAFT" },
  {
    pattern: "/desk/batches/[id]/rule",
    state: "tried",
    who: "approver",
    of: "batch DRAFT",
    query: "least=0&seats=10&partial=on",
  },
  { pattern: "/desk/batches/[id]/[applicationId]", who: "approver", of: "candidate" },
  { pattern: "/desk/programmes", who: "approver" },
  { pattern: "/desk/programmes/[id]", state: "to be confirmed", who: "administrator", of: "programme" },
  { pattern: "/desk/programmes/[id]", state: "read only", who: "auditor", of: "programme" },
  { pattern: "/desk/programmes/[id]", state: "sent empty", who: "administrator", of: "programme", sent: "#quorum" },
  { pattern: "/desk/licences", who: "approver" },
  { pattern: "/desk/licences", state: "nothing found", who: "approver", query: "q=zzzz" },
  { pattern: "/desk/licences/[id]", state: "active", who: "approver", of: "licence ACTIVE" },
  { pattern: "/desk/licences/[id]", state: "suspended", who: "approver", of: "licence SUSPENDED" },
  { pattern: "/desk/licences/[id]", state: "revoked", who: "auditor", of: "licence REVOKED" },
  { pattern: "/desk/licences/renewals", who: "approver" },
  { pattern: "/desk/licences/suspend", who: "approver", of: "licence ACTIVE", query: "id=[id]" },
  { pattern: "/desk/licences/suspend", state: "nothing chosen", who: "approver" },
  { pattern: "/desk/messenger", who: "administrator" },
  { pattern: "/desk/messenger/[id]", state: "own proposal", who: "administrator", of: "accounts PROPOSED" },
  { pattern: "/desk/messenger/[id]", state: "completed", who: "auditor", of: "accounts COMPLETED" },
  { pattern: "/desk/people", who: "administrator" },
  { pattern: "/desk/people/[id]", who: "administrator", of: "person" },
  { pattern: "/desk/people/[id]", state: "read only", who: "auditor", of: "person" },
  { pattern: "/desk/office", who: "approver" },
  { pattern: "/desk/office", state: "concerned", who: "auditor" },
  { pattern: "/desk/chain", who: "operator" },
  { pattern: "/desk/chain/[id]", who: "operator", of: "write" },
  { pattern: "/desk/audit", who: "auditor" },
  { pattern: "/desk/clock", who: "administrator" },
  { pattern: "/desk/views", who: "administrator" },
  { pattern: "/desk/reports", who: "administrator" },
  { pattern: "/desk/reports", state: "nothing yet", who: "auditor", query: "from=2026-01-01&to=2026-01-02" },
  { pattern: "/desk/reports/files/[id]", who: "administrator", of: "report" },
  { pattern: "/desk/mail", who: "operator" },
  { pattern: "/notices", state: "empty", who: "newcomer" },
  { pattern: "/notices", who: "owner", of: "application AWARDED" },
  { pattern: "/notices", state: "official", who: "administrator" },
  { pattern: "/desk/applications", state: "overdue", who: "administrator", query: "due=overdue&sort=due" },
];

/** Pages that stand in for others while something is wrong with the portal: within the frame of every page, or without it. */
export const troubled: readonly (Visit & { amid: Trouble; status: number })[] = [
  {
    ...{ pattern: "/status/[token]", state: "failing", who: "stranger", with: { token: "0".repeat(43) } },
    ...{ amid: "StatusLink", status: 500, until: "h1" },
  },
  { pattern: "/home", state: "failing", who: "newcomer", amid: "Session", status: 500, until: "h1" },
  { pattern: "/home", state: "closed for work", who: "newcomer", amid: "maintenance", status: 503 },
];
