import { z } from "zod";
import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import type { RubricState } from "../../platform/db/generated/enums.ts";
import { reading } from "../../platform/reading.ts";
import type { Criterion } from "../../programmes/schema.ts";
import { DraftCriteria } from "./schema.ts";

/** A programme with the versions of its rubric, the newest first, and which of them each phase is scored by. */
export type ProgrammeRubrics = {
  id: string;
  nameEn: string;
  nameUr: string;
  versions: { id: string; version: number; state: RubricState; publishedAt: Date | null }[];
  phases: { id: string; nameEn: string; nameUr: string; rubricVersion: number | null }[];
};

/** The rubrics of every programme; at most 50 programmes, and 100 versions of each. */
export async function rubrics(actor: Actor): Promise<ProgrammeRubrics[]> {
  if (!may(actor, "reviews.readRubrics")) return [];
  const programmes = await db().programme.findMany({
    select: {
      id: true,
      nameEn: true,
      nameUr: true,
      rubrics: {
        select: { id: true, version: true, state: true, publishedAt: true },
        orderBy: { version: "desc" },
        take: 100,
      },
      phases: {
        select: { id: true, nameEn: true, nameUr: true, rubricVersion: true },
        orderBy: { code: "asc" },
        take: 100,
      },
    },
    orderBy: { code: "asc" },
    take: 50,
  });
  return programmes.map(({ rubrics: versions, ...programme }) => ({ ...programme, versions }));
}

/** One version of a rubric, with who stands behind it. */
export type RubricDetail = {
  id: string;
  version: number;
  revision: number;
  state: RubricState;
  criteria: Criterion[];
  /** Totals that differ by more are flagged; hundredths of a percent. */
  spread: number;
  /** Reviewers are not told who applies. */
  blind: boolean;
  programme: { nameEn: string; nameUr: string };
  draftedBy: string | null;
  proposedBy: string | null;
  publishedBy: string | null;
  proposedAt: Date | null;
  publishedAt: Date | null;
  /** The reader proposed it, so another one publishes. */
  isOwnProposal: boolean;
};

/** A version of a rubric, or null. */
export const findRubricVersion = reading(
  "reviews.readRubrics",
  "rubric",
  async (actor: Actor, id: string): Promise<RubricDetail | null> => {
    if (actor?.kind !== "person" || !may(actor, "reviews.readRubrics") || !z.uuid().safeParse(id).success) return null;
    const rubric = await db().rubric.findUnique({
      where: { id },
      include: { programme: { select: { nameEn: true, nameUr: true } } },
    });
    if (!rubric) return null;
    const { draftedById, proposedById, publishedById } = rubric;
    const ids = [draftedById, proposedById, publishedById].filter((one) => one !== null);
    const people = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
    const name = (of: string | null) => people.find((person) => person.id === of)?.name ?? null;
    return {
      id: rubric.id,
      version: rubric.version,
      revision: rubric.revision,
      state: rubric.state,
      criteria: DraftCriteria.parse(rubric.criteria),
      spread: rubric.spread,
      blind: rubric.blind,
      programme: rubric.programme,
      draftedBy: name(draftedById),
      proposedBy: name(proposedById),
      publishedBy: name(publishedById),
      proposedAt: rubric.proposedAt,
      publishedAt: rubric.publishedAt,
      isOwnProposal: proposedById === actor.userId,
    };
  },
);
