import type { Sector } from "../platform/db/generated/enums.ts";
import type { Question } from "./rules.ts";

type Rule = {
  /** As many files at most. */
  most: number;
  /** The sectors that have to bring one. */
  requiredOf: readonly Sector[];
};

/** The questions that take files beside their words. */
const attachable = {
  projects: { most: 3, requiredOf: [] },
  /** A department shows the approval that its service needs. */
  readiness: { most: 3, requiredOf: ["GOVERNMENT"] },
} as const satisfies Partial<Record<Question, Rule>>;

/** The questions that take files. */
export const attachableQuestions = Object.keys(attachable) as (keyof typeof attachable)[];

/** How many files a question takes, and whether the sector has to bring one; undefined where it takes none. */
export function attachmentsOf(question: string, sector: Sector): { most: number; required: boolean } | undefined {
  const key = attachableQuestions.find((known) => known === question);
  if (!key) return undefined;
  const { most, requiredOf }: Rule = attachable[key];
  return { most, required: requiredOf.includes(sector) };
}

/** The questions of a sector whose required file is not among `attached`, which names each standing file's question. */
export function attachmentsMissing(sector: Sector, attached: readonly string[]): Question[] {
  return attachableQuestions.filter((key) => attachmentsOf(key, sector)?.required && !attached.includes(key));
}
