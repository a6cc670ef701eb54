import type { ApplicationState, InstitutionState, SeatState } from "@/lib/platform/db/generated/enums";

type Named = { name: string; nameUr: string | null };

/** What somebody has, as far as it decides what they should do next. */
export type Standing = {
  official: boolean;
  institutions: readonly (Named & { id: string; state: InstitutionState })[];
  applications: readonly { id: string; state: ApplicationState; institution: Named & { id: string } }[];
  seats: readonly { state: SeatState; licence: { institution: Named } }[];
  /** The applications with a message that they have not read. */
  unread: ReadonlySet<string>;
  /** The applications to which places are offered. */
  offered?: ReadonlySet<string>;
  /** Institutions that are to say what came of their licences. */
  reports?: readonly (Named & { id: string })[];
};

/** Something to do: `key` is its sentence under `home.todo`. */
export type Todo = {
  key:
    | "desk"
    | "register"
    | "finishInstitution"
    | "correctInstitution"
    | "apply"
    | "finishApplication"
    | "reply"
    | "answerOffer"
    | "read"
    | "handOut"
    | "report"
    | "build";
  href: string;
  about?: Named;
};

const institutionTodo: Partial<Record<InstitutionState, Todo["key"]>> = {
  DRAFT: "finishInstitution",
  RETURNED: "correctInstitution",
};

const applicationTodo: Partial<Record<ApplicationState, Todo["key"]>> = {
  INFORMATION_REQUESTED: "reply",
  DRAFT: "finishApplication",
  AWARDED: "handOut",
};

/** What is asked of somebody now, what others wait for first. Empty when they can only wait. */
export function todo({ official, institutions, applications, seats, unread, offered, reports = [] }: Standing): Todo[] {
  const list: Todo[] = [];
  if (official) list.push({ key: "desk", href: "/desk" });
  // It runs out, and the next in order waits for it.
  for (const { id, institution } of applications.filter((application) => offered?.has(application.id)))
    list.push({ key: "answerOffer", href: `/applications/${id}`, about: institution });
  for (const seat of seats)
    if (seat.state === "BOUND") list.push({ key: "build", href: "/seat", about: seat.licence.institution });
  for (const [state, key] of Object.entries(applicationTodo))
    for (const { id, institution } of applications.filter((application) => application.state === state)) {
      const href = key === "handOut" ? `/institutions/${institution.id}/seats` : `/applications/${id}`;
      list.push({ key, href, about: institution });
    }
  for (const { id, institution } of applications.filter((application) => unread.has(application.id)))
    list.push({ key: "read", href: `/applications/${id}#messages`, about: institution });
  for (const institution of institutions) {
    const key = institutionTodo[institution.state];
    const applied = applications.some((application) => application.institution.id === institution.id);
    if (key) list.push({ key, href: `/institutions/${institution.id}`, about: institution });
    else if (institution.state === "VERIFIED" && !applied)
      list.push({ key: "apply", href: "/applications/new", about: institution });
  }
  for (const institution of reports)
    list.push({ key: "report", href: `/institutions/${institution.id}/report`, about: institution });
  if (!official && institutions.length === 0 && seats.length === 0)
    list.push({ key: "register", href: "/institutions/new" });
  return list;
}
