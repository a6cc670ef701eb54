import { z } from "zod";
import { WholeNumber } from "../platform/numerals.ts";
import { line } from "../platform/text.ts";
import { fields, hideReasons, normalLink, peopleAtMost } from "./rules.ts";

const version = WholeNumber;
const publish = z.literal("yes").optional();
const Day = z.iso.date({ error: ({ input }) => (input === undefined ? "required" : "daysToCome") });

const Link = z
  .string()
  .transform((typed) => normalLink(typed))
  .pipe(z.string("linkInvalid"));

const project = {
  kind: z.literal("PROJECT"),
  name: line(120),
  sentence: line(300),
  link: Link.optional(),
  field: z.enum(fields, "nothingChosen"),
  startsOn: Day,
  endsOn: Day.optional(),
};

const training = {
  kind: z.literal("TRAINING"),
  name: line(120),
  sentence: line(300).optional(),
  people: WholeNumber.pipe(z.int().min(1).max(peopleAtMost)),
  startsOn: Day,
  endsOn: Day,
};

/** `key` tells a form that was sent twice from two entries. */
const adding = { institutionId: z.uuid(), programmeId: z.uuid("nothingChosen"), key: z.uuid(), publish };

export const AddEntry = z.discriminatedUnion("kind", [
  z.strictObject({ ...adding, ...project }),
  z.strictObject({ ...adding, ...training }),
]);

const correcting = { entryId: z.uuid(), version, publish };

export const CorrectEntry = z.discriminatedUnion("kind", [
  z.strictObject({ ...correcting, ...project }),
  z.strictObject({ ...correcting, ...training }),
]);

export const RemoveEntry = z.strictObject({ entryId: z.uuid(), version });

export const ConfirmReport = z.strictObject({ institutionId: z.uuid() });

export const HideEntry = z.strictObject({ entryId: z.uuid(), version, reason: z.enum(hideReasons, "nothingChosen") });

export const RestoreEntry = z.strictObject({ entryId: z.uuid(), version });

/** An entry's words as they are kept when they are corrected. */
export const Words = z.object({
  name: z.string(),
  sentence: z.string().nullable(),
  link: z.string().nullable(),
  field: z.string().nullable(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  people: z.number().nullable(),
  published: z.boolean(),
});
export type Words = z.output<typeof Words>;
