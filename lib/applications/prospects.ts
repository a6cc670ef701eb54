import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import { freePlaces } from "../programmes/rules.ts";
import { Eligibility } from "../programmes/schema.ts";
import { obstaclesToApply } from "./eligibility.ts";
import { isSettled, mayBeTaken, openAppeals } from "./rules.ts";

/** Where an institution could apply, and what is known of it. */
export type Prospect = Awaited<ReturnType<typeof prospects>>[number];

/**
 * Each of the person's institutions with each phase that is open to its sector, or with the next one where none is open; at most
 * 50 institutions. What keeps them from applying is in `obstacles`; `from` are earlier applications whose answers can be taken.
 */
export async function prospects(actor: Actor, now = new Date()) {
  if (actor?.kind !== "person") return [];
  const institutions = await db().institution.findMany({
    where: { memberships: { some: { userId: actor.userId, endedAt: null } } },
    select: {
      id: true,
      name: true,
      nameUr: true,
      sector: true,
      state: true,
      applications: {
        select: {
          ...{ id: true, phaseId: true, state: true, receipt: true, submittedAt: true, savedAt: true },
          appeal: { select: { state: true } },
        },
        orderBy: { createdAt: "desc" },
        take: 50,
      },
    },
    orderBy: { name: "asc" },
    take: 50,
  });
  const sectors = [...new Set(institutions.map(({ sector }) => sector))];
  const phases = await db().phase.findMany({
    where: { sectors: { hasSome: sectors }, closesAt: { gt: now } },
    include: { programme: { include: { quotas: true } } },
    orderBy: [{ opensAt: "asc" }, { closesAt: "asc" }, { code: "asc" }],
    take: 50,
  });
  return institutions.flatMap(({ applications, ...institution }) => {
    const fitting = phases.filter((phase) => phase.sectors.includes(institution.sector));
    const open = fitting.filter((phase) => phase.opensAt <= now);
    const [next = null] = fitting;
    return (open.length > 0 ? open : [next]).map((phase) => {
      const underway = applications.find(({ phaseId, state }) => phaseId === phase?.id && !isSettled(state)) ?? null;
      const appealed =
        applications.find(
          ({ phaseId, appeal }) => phaseId === phase?.id && openAppeals.some((state) => state === appeal?.state),
        ) ?? null;
      const permitted = may(actor, "applications.start", { institutionId: institution.id });
      const quota = phase?.programme.quotas.find(({ sector }) => sector === institution.sector);
      return {
        institution,
        permitted,
        phase: phase && { ...phase, eligibility: Eligibility.parse(phase.eligibility) },
        underway,
        appealed,
        places: quota ? { free: freePlaces(quota), all: quota.places } : null,
        from: applications.filter(mayBeTaken).slice(0, 10),
        obstacles: obstaclesToApply({ institution, permitted, phase, underway, appealed }, now),
      };
    });
  });
}
