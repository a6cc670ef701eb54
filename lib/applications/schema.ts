import { z } from "zod";
import { Email } from "../people/schema.ts";
import { WholeNumber } from "../platform/numerals.ts";
import { attachableQuestions } from "./attachments.ts";
import { dataSensitivities, questions, seatsAsked } from "./rules.ts";

/** Text as typed: line ends made one, characters that no database text holds dropped. Measured in code units, as a browser does. */
const typed = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]/gu, ""));

const version = WholeNumber;

/** What an application answers. A draft may leave anything out. */
export const Answers = z.strictObject({
  purpose: typed(questions.purpose.most).optional(),
  builders: typed(questions.builders.most).optional(),
  projects: typed(questions.projects.most).optional(),
  readiness: typed(questions.readiness.most).optional(),
  dataSensitivity: z.enum(dataSensitivities).optional(),
  supportName: typed(120).optional(),
  supportEmail: typed(254).optional(),
});

/** What an application answers. */
export type Answers = z.infer<typeof Answers>;

export const StartApplication = z.strictObject({
  institutionId: z.uuid(),
  phaseId: z.uuid(),
  /** An earlier application of the institution whose answers the draft begins with. */
  from: z.uuid().optional(),
});

/** Something said of each field of a draft, where there is something to say. */
const ofFields = <T extends z.ZodType>(what: T) =>
  z
    .strictObject({
      seats: what.optional(),
      answers: z.partialRecord(Answers.keyof(), what).optional(),
    })
    .default({});

const Mark = z.string().regex(/^[0-9a-f]{16}$/);

export const SaveApplication = z.strictObject({
  applicationId: z.uuid(),
  seats: WholeNumber.pipe(z.int().min(seatsAsked.least).max(seatsAsked.most)).optional(),
  answers: Answers.default({}),
  /** The marks of what the save is based on; a field without one is based on nothing. */
  based: ofFields(Mark),
  /** Where two texts stand against each other: which one is to stand, and the mark of the other as it was seen. */
  choice: ofFields(z.enum(["mine", "theirs", "both"])),
  seen: ofFields(Mark),
});

/** What was said of fields, by their names in the form. */
export function perField<T>(said: { seats?: T; answers?: Partial<Record<keyof Answers, T>> }) {
  const { seats, answers = {} } = said;
  const named = Object.entries(answers).map(([key, what]) => [`answers.${key}`, what]);
  return { ...(seats !== undefined && { seats }), ...Object.fromEntries(named) } as {
    [field in "seats" | `answers.${keyof Answers}`]?: T;
  };
}

export const AttachFile = z.strictObject({
  applicationId: z.uuid(),
  question: z.enum(attachableQuestions),
  fileName: z.string().max(1000),
  bytes: z.instanceof(Uint8Array),
});

export const RemoveAttachment = z.strictObject({ attachmentId: z.uuid() });

export const SubmitApplication = z.strictObject({ applicationId: z.uuid(), version });

export const WithdrawApplication = z.strictObject({ applicationId: z.uuid(), version });

export const ReplyToRequest = z.strictObject({
  applicationId: z.uuid(),
  version,
  requestId: z.uuid(),
  reply: z.string().trim().min(1).max(4000),
});

export const SendMessage = z.strictObject({
  applicationId: z.uuid(),
  /** Made with the form: the same message sent twice is one. */
  key: z.uuid(),
  text: z.string().trim().min(1).max(4000),
});

/** A file instead of words; `key` as above. */
export const SendFile = z.strictObject({
  applicationId: z.uuid(),
  key: z.uuid(),
  fileName: z.string().max(1000),
  bytes: z.instanceof(Uint8Array),
});

export const MarkMessagesRead = z.strictObject({
  applicationId: z.uuid(),
  /** The last message that was shown. */
  messageId: z.uuid(),
});

/** The receipt as typed: what it is, its own reader says. */
export const RequestStatusLink = z.strictObject({
  receipt: z.string().trim().min(1).max(60),
  email: Email,
  locale: z.enum(["en", "ur"]),
});

/** Reads stored answers; what an older form asked and this one does not is left out. */
export function storedAnswers(json: unknown): Answers {
  return Answers.strip().catch({}).parse(json);
}
