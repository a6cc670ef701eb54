import type { Sector } from "../platform/db/generated/enums.ts";
import { type DraftField, draftFields, draftOf } from "./merge.ts";
import { missing } from "./rules.ts";
import type { Answers } from "./schema.ts";

/** The parts that an application is filled in by, in their order. */
export const sections = ["plan", "people", "readiness", "data", "support"] as const;

/** A part of an application. */
export type Section = (typeof sections)[number];

/** How far a part is. Something to mend is an answer that cannot go in as it is. */
export type SectionState = "notStarted" | "inProgress" | "toMend" | "done";

/** Every field stands in one part; what has to be in it is said by `missing`. */
const sectionOfField: Record<DraftField, Section> = {
  seats: "people",
  "answers.purpose": "plan",
  "answers.builders": "people",
  "answers.projects": "plan",
  "answers.readiness": "readiness",
  "answers.dataSensitivity": "data",
  "answers.supportName": "support",
  "answers.supportEmail": "support",
};

/** The part with this name in an address, if there is one. */
export function findSection(name: unknown): Section | undefined {
  return sections.find((section) => section === name);
}

/** The fields of a part, in their order. */
export function fieldsOf(section: Section): DraftField[] {
  return draftFields.filter((field) => sectionOfField[field] === section);
}

/** The part in which a field stands, or the question whose file it is ("files.projects"). */
export function sectionOf(path: string): Section {
  return sectionOfField[path.replace(/^files\./, "answers.") as DraftField];
}

/** Where one goes on to from a part: the next one, and from the last to the check of all answers. */
export function after(section: Section): Section | "check" {
  return sections[sections.indexOf(section) + 1] ?? "check";
}

/** What the state of a part is counted from. */
type Filled = {
  seats: number | null;
  answers: Answers;
  institution: { sector: Sector };
  documents: readonly { purpose: string }[];
};

/** How far each part is. */
export function sectionStates(application: Filled): Record<Section, SectionState> {
  const found = Object.entries(missing(application));
  const draft = draftOf(application);
  const state = (section: Section): SectionState => {
    const open = found.filter(([path]) => sectionOf(path) === section).map(([, code]) => code);
    if (open.length === 0) return "done";
    if (open.some((code) => code !== "required" && code !== "attachmentMissing")) return "toMend";
    const fields = fieldsOf(section);
    const isTouched =
      fields.some((field) => draft[field].trim() !== "") ||
      application.documents.some(({ purpose }) => fields.includes(`answers.${purpose}` as DraftField));
    return isTouched ? "inProgress" : "notStarted";
  };
  return Object.fromEntries(sections.map((section) => [section, state(section)])) as Record<Section, SectionState>;
}
