import { createHash } from "node:crypto";
import { questions } from "./rules.ts";
import { Answers } from "./schema.ts";

/** A field of a draft, by its name in the form. */
export type DraftField = "seats" | `answers.${keyof Answers}`;

/** Every field of a draft as the form has it: text, and "" where nothing was answered. */
export type Draft = Record<DraftField, string>;

/** The fields in the order of the form. */
export const draftFields = ["seats", ...Object.keys(Answers.shape).map((key) => `answers.${key}`)] as DraftField[];

/** What stands in one way of the other: what was sent, what stands by now with its mark, and whether both fit into one answer. */
export type Dispute = { mine: string; theirs: string; mark: string; joinable: boolean };

/** The fields in which two people wrote different things. */
export type Disputes = Partial<Record<DraftField, Dispute>>;

/** Which of two texts a person chose. */
type Choice = "mine" | "theirs" | "both";

/** A save, field by field: what was typed, the mark of what it is based on, and what was chosen between texts that were seen. */
export type Sent = {
  mine: Draft;
  based: Partial<Record<DraftField, string>>;
  choice: Partial<Record<DraftField, Choice>>;
  seen: Partial<Record<DraftField, string>>;
};

/**
 * The mark of a text: 16 hexadecimal digits that another text does not share. Space around it makes no difference. A form carries
 * the mark of every answer that it began with, so that a save says what it is based on.
 */
export function markOf(text: string): string {
  return createHash("sha256").update(text.trim(), "utf8").digest("hex").slice(0, 16);
}

/** The marks of a whole draft. */
export function marksOf(draft: Draft): Record<DraftField, string> {
  return Object.fromEntries(draftFields.map((field) => [field, markOf(draft[field])])) as Record<DraftField, string>;
}

/** What a save says that it is based on, by whoever has read the whole draft. */
export function basedOn(application: Parameters<typeof draftOf>[0]) {
  const { seats, ...marks } = marksOf(draftOf(application));
  const answers = Object.entries(marks).map(([field, mark]) => [field.slice("answers.".length), mark]);
  return { seats, answers: Object.fromEntries(answers) as Partial<Record<keyof Answers, string>> };
}

/** A draft as the form has it. */
export function draftOf(application: { seats?: number | null | undefined; answers: Answers }): Draft {
  const { seats, answers } = application;
  const entries = Object.keys(Answers.shape).map((key) => [`answers.${key}`, answers[key as keyof Answers] ?? ""]);
  return { seats: seats ? String(seats) : "", ...Object.fromEntries(entries) } as Draft;
}

/** What is stored of a draft: nothing for what is not answered. */
export function storedDraft(draft: Draft): { seats: number | null; answers: Answers } {
  const answers = Object.keys(Answers.shape).flatMap((key) => {
    const text = draft[`answers.${key as keyof Answers}`];
    return text === "" ? [] : [[key, text]];
  });
  return { seats: draft.seats === "" ? null : Number(draft.seats), answers: Object.fromEntries(answers) };
}

/**
 * Puts what was sent together with what stands, each field by itself: a text replaces only the one that it is based on, or one
 * that the person saw and chose to replace; what the person did not touch stays as somebody else made it. Where both changed,
 * what stands stays, and the two are given under `disputes`. A field without a mark counts as based on nothing.
 */
export function mergeDraft(standing: Draft, sent: Sent): { draft: Draft; disputes: Disputes } {
  const draft = { ...standing };
  const disputes: Disputes = {};
  for (const field of draftFields) {
    const [mine, theirs] = [sent.mine[field], standing[field]];
    const [own, mark, based] = [markOf(mine), markOf(theirs), sent.based[field] ?? markOf("")];
    if (mark === based) draft[field] = mine;
    else if (own !== mark && own !== based) {
      const chosen = sent.seen[field] === mark ? sent.choice[field] : undefined;
      const both = joined(field, mine, theirs);
      if (chosen === "mine") draft[field] = mine;
      else if (chosen === "both" && both !== undefined) draft[field] = both;
      else if (chosen !== "theirs") disputes[field] = { mine, theirs, mark, joinable: both !== undefined };
    }
  }
  return { draft, disputes };
}

/** Both texts, the one that stands first; undefined where the answer is no text, or has not room for both. */
function joined(field: DraftField, mine: string, theirs: string): string | undefined {
  const question = Object.entries(questions).find(([key]) => field === `answers.${key}`);
  const both = `${theirs.trim()}\n\n${mine.trim()}`;
  return question && mine.trim() && theirs.trim() && both.length <= question[1].most ? both : undefined;
}
