import { randomUUID } from "node:crypto";
import type { Db } from "../../lib/platform/db/client.ts";
import type { ApplicationState, Sector } from "../../lib/platform/db/generated/enums.ts";
import { currentRubric } from "../../lib/programmes/steps.ts";
import { loadProgramme } from "../../prisma/seed/programme.ts";

/** The seeded programme of a test's database, made on the first call. */
export async function programmeOf(db: Db): Promise<{ id: string }> {
  await db.$transaction((tx) => loadProgramme(tx));
  return db.programme.findFirstOrThrow({ select: { id: true } });
}

/** An application of a verified institution of its own, submitted, in the state that a test begins with. */
export async function applicationOf(
  db: Db,
  given: { sector?: Sector; seats?: number; state?: ApplicationState; domain?: string } = {},
): Promise<{ id: string; institutionId: string; version: number }> {
  const { sector = "EDUCATION", seats = 10, state = "SUBMITTED", domain } = given;
  const { id: programmeId } = await programmeOf(db);
  const phase = await db.phase.findFirstOrThrow({ where: { programmeId, sectors: { has: sector } } });
  const rubric = await currentRubric(db, programmeId);
  const applicant = await db.user.create({ data: { name: "Applicant", email: `${randomUUID()}@applicant.example` } });
  const name = `Institution ${randomUUID()}`;
  const institution = await db.institution.create({
    data: {
      kind: "UNIVERSITY",
      sector,
      name,
      searchName: name.toLowerCase(),
      state: "VERIFIED",
      ...(domain && { domain }),
      memberships: { create: { userId: applicant.id, role: "OWNER" } },
    },
  });
  const application = await db.application.create({
    data: {
      institutionId: institution.id,
      programmeId,
      phaseId: phase.id,
      receipt: `APP-${randomUUID().slice(0, 8).toUpperCase()}`,
      state,
      seats,
      rubricVersion: rubric.version,
      createdById: applicant.id,
      submittedAt: new Date(),
    },
  });
  return { id: application.id, institutionId: institution.id, version: application.version };
}
