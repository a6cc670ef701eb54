import type { z } from "zod";
import { institutionRecipients } from "../institutions/steps.ts";
import { linkTo } from "../notifications/link.ts";
import { notifyAll } from "../notifications/steps.ts";
import type { Tx } from "../platform/db/client.ts";
import type { Institution, OutcomeEntry, Prisma } from "../platform/db/generated/client.ts";
import type { OutcomeState } from "../platform/db/generated/enums.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { inLanguage } from "../platform/i18n/inLanguage.ts";
import { foldText } from "../platform/text.ts";
import type { AddEntry, CorrectEntry, Words } from "./schema.ts";

/** An entry's columns as its institution wrote them. */
export function wordsOf(input: z.output<typeof AddEntry> | z.output<typeof CorrectEntry>) {
  const { name, sentence = null, startsOn, endsOn = null } = input;
  return {
    ...{ name, sentence, startsOn, endsOn, searchName: foldText(`${name} ${sentence ?? ""}`) },
    ...(input.kind === "PROJECT"
      ? { link: input.link ?? null, field: input.field, people: null }
      : { link: null, field: null, people: input.people }),
  };
}

/** Compare-and-set of an entry: changedMeanwhile. */
export async function changeEntry(
  tx: Tx,
  { id, state, version }: { id: string; state: OutcomeState; version: number },
  data: Omit<Prisma.OutcomeEntryUncheckedUpdateManyInput, "id" | "version">,
): Promise<Result<null>> {
  const { count } = await tx.outcomeEntry.updateMany({
    where: { id, state, version },
    data: { ...data, version: { increment: 1 } },
  });
  return count === 0 ? fail("changedMeanwhile") : ok(null);
}

/** Keeps the words of an entry's version. */
export async function keepWords(
  tx: Tx,
  { id, version }: { id: string; version: number },
  { searchName: _, ...words }: ReturnType<typeof wordsOf>,
  state: OutcomeState,
  byId: string,
  at: Date,
): Promise<void> {
  const kept: Words = { ...words, published: state === "PUBLISHED" };
  await tx.outcomeRevision.create({ data: { entryId: id, version, words: kept, byId, at } });
}

/** The institution has said what came of its licences. */
export async function noteReported(tx: Tx, institutionId: string, now: Date): Promise<void> {
  await tx.institution.update({ where: { id: institutionId }, data: { reportedAt: now } });
}

/** Tells owner and editors what became of an entry. */
export async function tellInstitution(
  tx: Tx,
  { name: entry, institution }: OutcomeEntry & { institution: Institution },
  letter: "entryHidden" | "entryRestored",
  more: Record<string, string> = {},
): Promise<void> {
  const { id, name, nameUr } = institution;
  await notifyAll(
    tx,
    (await institutionRecipients(tx, id)).map(({ to, locale }) => ({
      ...{ to, locale, letter },
      values: (language) => ({
        ...{ institution: inLanguage(language, name, nameUr), entry, ...more },
        link: linkTo(`/institutions/${id}/report`, language),
      }),
    })),
  );
}
