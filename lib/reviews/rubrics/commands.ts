import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { atWork } from "../../platform/auth/held.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { Prisma } from "../../platform/db/generated/client.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { isRubricSound } from "../../programmes/rules.ts";
import { currentRubric } from "../../programmes/steps.ts";
import { repeatedCodes, rubricAllows } from "./rules.ts";
import { DecideRubric, DraftCriteria, DraftRubric, SaveRubric } from "./schema.ts";

/** Opens a draft of a programme's next rubric, which begins as the one in use. Errors: notFound, rubricOpen. */
export const draftRubric = command({
  action: "reviews.editRubric",
  schema: DraftRubric,
  run: async ({ tx, actor, input: { programmeId } }) => {
    await tx.$queryRaw`SELECT 1 FROM "Programme" WHERE id = ${programmeId}::uuid FOR NO KEY UPDATE`;
    const last = await tx.rubric.findFirst({ where: { programmeId }, orderBy: { version: "desc" } });
    if (!last) return fail("notFound");
    if (last.state !== "PUBLISHED") return fail("rubricOpen");
    const { criteria, spread, blind } = await currentRubric(tx, programmeId);
    const version = last.version + 1;
    const { id } = await tx.rubric.create({
      data: { programmeId, version, state: "DRAFT", criteria: [...criteria], spread, blind, draftedById: actor.userId },
      select: { id: true },
    });
    return done({ rubricId: id }, subject(id), { version });
  },
});

/**
 * Saves a draft as it stands, whether its weights add up or not.
 * Errors: notFound, wrongState, changedMeanwhile (somebody saved in between: nothing was overwritten), duplicate.
 */
export const saveRubric = command({
  action: "reviews.editRubric",
  schema: SaveRubric,
  run: async ({ tx, input }) => {
    const rubric = await tx.rubric.findUnique({ where: { id: input.rubricId } });
    if (!rubric) return fail("notFound");
    if (!rubricAllows(rubric.state, "reviews.editRubric")) return fail("wrongState");
    const places = Object.entries(input.criteria).sort(([a], [b]) => Number(a) - Number(b));
    const criteria = places.map(([, criterion]) => criterion);
    const [repeated] = repeatedCodes(criteria);
    const second = places.findLast(([, { code }]) => code === repeated);
    if (second) return fail("duplicate", { fields: { [`criteria.${second[0]}.code`]: "duplicate" } });
    const { count } = await tx.rubric.updateMany({
      where: { id: rubric.id, state: "DRAFT", revision: input.revision },
      data: {
        criteria: criteria as Prisma.InputJsonArray,
        ...(input.spread !== undefined && { spread: input.spread * 100 }),
        ...(input.applicant !== undefined && { blind: input.applicant === "hidden" }),
        revision: { increment: 1 },
      },
    });
    if (count === 0) return fail("changedMeanwhile");
    return done({ rubricId: rubric.id }, subject(rubric.id), { criteria: criteria.length });
  },
});

/** Puts a draft to another administrator; from then on it stands still. Errors: notFound, wrongState, rubricUnsound, changedMeanwhile. */
export const proposeRubric = command({
  action: "reviews.proposeRubric",
  schema: DecideRubric,
  run: async ({ tx, actor, input, now }) => {
    const rubric = await tx.rubric.findUnique({ where: { id: input.rubricId } });
    if (!rubric) return fail("notFound");
    if (!rubricAllows(rubric.state, "reviews.proposeRubric")) return fail("wrongState");
    if (!isRubricSound(DraftCriteria.parse(rubric.criteria))) return fail("rubricUnsound");
    const moved = await move(tx, input, "DRAFT", { state: "PROPOSED", proposedById: actor.userId, proposedAt: now });
    if (!moved.ok) return moved;
    await tellAdministrators(tx, actor, rubric, now);
    return done({ rubricId: rubric.id }, subject(rubric.id), { version: rubric.version });
  },
});

/** Gives a proposed version back to be worked on: by whoever proposed it, or another administrator. Errors: notFound, wrongState, changedMeanwhile. */
export const returnRubric = command({
  action: "reviews.returnRubric",
  schema: DecideRubric,
  run: async ({ tx, input }) => {
    const rubric = await tx.rubric.findUnique({ where: { id: input.rubricId } });
    if (!rubric) return fail("notFound");
    if (!rubricAllows(rubric.state, "reviews.returnRubric")) return fail("wrongState");
    const moved = await move(tx, input, "PROPOSED", { state: "DRAFT", proposedById: null, proposedAt: null });
    return moved.ok ? done({ rubricId: rubric.id }, subject(rubric.id), { version: rubric.version }) : moved;
  },
});

/**
 * Publishes exactly the version that was read: another administrator than its proposer, by account and by identity. It counts for
 * every phase that has taken no application yet. Errors: notFound, wrongState, sameOfficer, rubricUnsound, changedMeanwhile.
 */
export const publishRubric = command({
  action: "reviews.publishRubric",
  schema: DecideRubric,
  run: async ({ tx, actor, input, now }) => {
    const rubric = await tx.rubric.findUnique({ where: { id: input.rubricId } });
    if (!rubric) return fail("notFound");
    if (!rubricAllows(rubric.state, "reviews.publishRubric")) return fail("wrongState");
    if (await isProposer(tx, rubric.proposedById, actor)) return fail("sameOfficer");
    if (!isRubricSound(DraftCriteria.parse(rubric.criteria))) return fail("rubricUnsound");
    const moved = await move(tx, input, "PROPOSED", {
      state: "PUBLISHED",
      publishedById: actor.userId,
      publishedAt: now,
    });
    return moved.ok ? done({ rubricId: rubric.id }, subject(rubric.id), { version: rubric.version }) : moved;
  },
});

async function move(
  tx: Tx,
  { rubricId, revision }: { rubricId: string; revision: number },
  from: "DRAFT" | "PROPOSED",
  data: Prisma.RubricUncheckedUpdateManyInput,
): Promise<Result<void>> {
  const { count } = await tx.rubric.updateMany({
    where: { id: rubricId, state: from, revision },
    data: { ...data, revision: { increment: 1 } },
  });
  return count === 1 ? ok(undefined) : fail("changedMeanwhile");
}

async function isProposer(tx: Tx, proposedById: string | null, actor: Person): Promise<boolean> {
  if (proposedById === actor.userId) return true;
  if (proposedById === null || actor.principal === null) return false;
  const proposer = await tx.user.findUnique({ where: { id: proposedById }, select: { principal: true } });
  return proposer?.principal === actor.principal;
}

/** At most this many administrators hear of a proposal. */
const toldAtMost = 50;

async function tellAdministrators(
  tx: Tx,
  proposer: Person,
  rubric: { id: string; programmeId: string; version: number },
  now: Date,
): Promise<void> {
  const programme = await tx.programme.findUniqueOrThrow({ where: { id: rubric.programmeId } });
  const others = await tx.user.findMany({
    where: { id: { not: proposer.userId }, email: { not: null }, ...atWork("ADMINISTRATOR", now) },
    select: { email: true, locale: true },
    orderBy: { createdAt: "asc" },
    take: toldAtMost,
  });
  for (const { email, locale } of others)
    if (email !== null)
      await notify(tx, {
        to: email,
        locale,
        letter: "rubricProposed",
        values: (locale) => ({
          programme: inLanguage(locale, programme.nameEn, programme.nameUr),
          version: rubric.version,
          name: proposer.name,
          link: linkTo(`/desk/rubrics/${rubric.id}`, locale),
        }),
      });
}

function subject(id: string) {
  return { kind: "rubric" as const, id };
}
