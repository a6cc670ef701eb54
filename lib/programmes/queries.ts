import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Sector } from "../platform/db/generated/enums.ts";
import { isId } from "../platform/ids.ts";
import type { QuorumTier } from "./changes/rules.ts";
import { isPhaseOpen, type QuotaFigures, sectors } from "./rules.ts";
import { type Criterion, Eligibility, type EligibilityQuestion, Rubric } from "./schema.ts";
import { allDays, type ClockedStep, daysShown } from "./stepDays.ts";
import { type UntoldCaps, untoldCaps } from "./untoldCaps.ts";

export { type ProgrammeChangeRow, programmeChanges, programmeChangesWaiting } from "./changes/queries.ts";

/** A programme that takes applications now, and the phase that it takes them in. */
export type OpenProgramme = {
  id: string;
  code: string;
  nameEn: string;
  nameUr: string;
  phase: { id: string; code: string; nameEn: string; nameUr: string; closesAt: Date };
};

/** The programmes with a phase open to `sector` at `now`, the phase that closes first leading; at most 20. */
export async function openProgrammes(actor: Actor, sector: Sector, now = new Date()): Promise<OpenProgramme[]> {
  if (!may(actor, "programmes.read")) return [];
  const phases = await db().phase.findMany({
    where: { sectors: { has: sector }, opensAt: { lte: now }, closesAt: { gt: now } },
    include: { programme: true },
    orderBy: [{ closesAt: "asc" }, { code: "asc" }],
    take: 20,
  });
  return phases
    .filter((phase) => isPhaseOpen(phase, sector, now))
    .map(({ programme, ...phase }) => ({
      id: programme.id,
      code: programme.code,
      nameEn: programme.nameEn,
      nameUr: programme.nameUr,
      phase: {
        id: phase.id,
        code: phase.code,
        nameEn: phase.nameEn,
        nameUr: phase.nameUr,
        closesAt: phase.closesAt,
      },
    }));
}

/** The published rubric of that version, or null where there is none. */
export async function findRubric(
  actor: Actor,
  programmeId: string,
  version: number,
): Promise<readonly Criterion[] | null> {
  if (!may(actor, "programmes.read")) return null;
  const rubric = await db().rubric.findUnique({
    where: { programmeId_version: { programmeId, version }, state: "PUBLISHED" },
  });
  return rubric && Rubric.parse(rubric.criteria);
}

/** The rubric that an application handed in now would be scored by: the one its phase has, or the newest published; null where there is none. */
export async function rubricInForce(actor: Actor, phaseId: string): Promise<readonly Criterion[] | null> {
  const rubric = may(actor, "programmes.read") ? await ofPhase(phaseId) : null;
  return rubric && Rubric.parse(rubric.criteria);
}

/** Would the reviewers of an application handed in now be left untold who applies? */
export async function isPhaseBlind(actor: Actor, phaseId: string): Promise<boolean> {
  return may(actor, "programmes.read") && ((await ofPhase(phaseId))?.blind ?? false);
}

async function ofPhase(phaseId: string) {
  const phase = await db().phase.findUnique({
    where: { id: phaseId },
    select: { programmeId: true, rubricVersion: true },
  });
  if (!phase) return null;
  const { programmeId, rubricVersion } = phase;
  return db().rubric.findFirst({
    where: { programmeId, state: "PUBLISHED", ...(rubricVersion !== null && { version: rubricVersion }) },
    orderBy: { version: "desc" },
  });
}

/** How long each step that begins at `now` may take, by programme; for whoever has signed in, at most 20 programmes. */
export async function programmeDays(
  actor: Actor,
  now = new Date(),
): Promise<{ id: string; nameEn: string; nameUr: string; days: Record<ClockedStep, number> }[]> {
  if (!may(actor, "programmes.read")) return [];
  const found = await db().programme.findMany({
    select: { id: true, nameEn: true, nameUr: true, stepDays: daysShown },
    orderBy: { code: "asc" },
    take: 20,
  });
  return found.map(({ stepDays, ...programme }) => ({ ...programme, days: allDays(now, stepDays) }));
}

/** The quotas of a programme, by sector in the order in which people see them; empty for whoever may not read quotas. */
export async function quotas(actor: Actor, programmeId: string): Promise<QuotaFigures[]> {
  return may(actor, "programmes.readQuotas") ? figures(programmeId) : [];
}

/** A phase of a programme, with how many applications were submitted in it. */
export type PhaseRow = {
  id: string;
  code: string;
  nameEn: string;
  nameUr: string;
  sectors: Sector[];
  opensAt: Date;
  closesAt: Date;
  submitted: number;
  /** What it asks before the long form. */
  eligibility: EligibilityQuestion[];
};

/** Everything about a programme that the desk shows. */
export type ProgrammeDetail = {
  id: string;
  code: string;
  nameEn: string;
  nameUr: string;
  places: number;
  validDays: number;
  quotas: QuotaFigures[];
  phases: PhaseRow[];
  rubric: { version: number; criteria: readonly Criterion[] } | null;
  /** The versions that are published, the newest first. */
  rubricVersions: number[];
  /** What the register was told of all places last, while it has not taken it; null when it has. */
  untold: UntoldCaps | null;
  /** Working days of each step that begins now. */
  days: Record<ClockedStep, number>;
  quorum: QuorumTier[];
};

/** The programmes, for whoever reads quotas; at most 50. */
export async function programmesOfDesk(actor: Actor): Promise<ProgrammeDetail[]> {
  if (!may(actor, "programmes.readQuotas")) return [];
  const found = await db().programme.findMany({ select: { id: true }, orderBy: { code: "asc" }, take: 50 });
  const details = await Promise.all(found.map(({ id }) => findProgramme(actor, id)));
  return details.filter((detail) => detail !== null);
}

/** A programme as the desk shows it, or null. */
export async function findProgramme(actor: Actor, id: string): Promise<ProgrammeDetail | null> {
  if (!may(actor, "programmes.readQuotas") || !isId(id)) return null;
  const programme = await db().programme.findUnique({
    where: { id },
    include: {
      phases: {
        orderBy: [{ opensAt: "asc" }, { code: "asc" }],
        include: { _count: { select: { applications: { where: { submittedAt: { not: null } } } } } },
      },
      rubrics: { where: { state: "PUBLISHED" }, orderBy: { version: "desc" }, take: 100 },
      quorumRules: { orderBy: { above: "asc" }, select: { above: true, approvals: true } },
      stepDays: daysShown,
    },
  });
  if (!programme) return null;
  const { code, nameEn, nameUr, places, validDays, phases, rubrics, quorumRules } = programme;
  const [rubric] = rubrics;
  return {
    ...{ id, code, nameEn, nameUr, places, validDays },
    quotas: await figures(id),
    phases: phases.map(({ _count, programmeId: _, eligibility, ...phase }) => ({
      ...phase,
      submitted: _count.applications,
      eligibility: Eligibility.parse(eligibility),
    })),
    rubricVersions: rubrics.map(({ version }) => version),
    untold: await untoldCaps(),
    days: allDays(new Date(), programme.stepDays),
    rubric: rubric ? { version: rubric.version, criteria: Rubric.parse(rubric.criteria) } : null,
    quorum: quorumRules,
  };
}

/** A programme's public figures, in all and by sector. */
export type QuotaOverview = Omit<QuotaFigures, "sector" | "returned"> & {
  programmeId: string;
  nameEn: string;
  nameUr: string;
  sectors: QuotaFigures[];
};

/** What anybody may know of every programme's places, and the landing page shows; at most 10 programmes. Public on purpose. */
export async function quotaOverview(): Promise<QuotaOverview[]> {
  const programmes = await db().programme.findMany({ orderBy: { code: "asc" }, take: 10 });
  return Promise.all(
    programmes.map(async ({ id, nameEn, nameUr, places }) => {
      const bySector = await figures(id);
      const sum = (figure: "taken" | "issued" | "ended" | "reserved" | "everIssued") =>
        bySector.reduce((total, quota) => total + quota[figure], 0);
      return {
        programmeId: id,
        nameEn,
        nameUr,
        places,
        taken: sum("taken"),
        issued: sum("issued"),
        ended: sum("ended"),
        reserved: sum("reserved"),
        everIssued: sum("everIssued"),
        sectors: bySector,
      };
    }),
  );
}

async function figures(programmeId: string): Promise<QuotaFigures[]> {
  const [rows, returned, licences] = await Promise.all([
    db().quota.findMany({ where: { programmeId } }),
    db().licence.groupBy({
      by: ["sector"],
      where: { programmeId, placeReturnedAt: { not: null } },
      _count: { _all: true },
    }),
    db().licence.groupBy({
      by: ["sector", "state"],
      where: { programmeId, state: { not: "PENDING" } },
      _count: { _all: true },
    }),
  ]);
  return sectors.flatMap((sector) => {
    const quota = rows.find((row) => row.sector === sector);
    if (!quota) return [];
    const issuedOnes = licences.filter((group) => group.sector === sector);
    const inForce = issuedOnes.filter((group) => group.state === "ACTIVE" || group.state === "SUSPENDED");
    const count = (groups: typeof licences) => groups.reduce((total, group) => total + group._count._all, 0);
    const { places, taken } = quota;
    const [issued, everIssued] = [count(inForce), count(issuedOnes)];
    const back = returned.find((group) => group.sector === sector)?._count._all ?? 0;
    const ended = everIssued - issued - back;
    // Never below zero, since places are counted a moment before licences.
    const reserved = Math.max(0, taken - issued - ended);
    return [{ sector, places, taken, issued, ended, reserved, everIssued, returned: back }];
  });
}
