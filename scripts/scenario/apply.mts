import { attachmentsMissing } from "../../lib/applications/attachments.ts";
import { attachFile, saveApplication, startApplication, submitApplication } from "../../lib/applications/commands.ts";
import { basedOn } from "../../lib/applications/merge.ts";
import { findApplication, myApplications } from "../../lib/applications/queries.ts";
import { isSettled } from "../../lib/applications/rules.ts";
import type { Sector } from "../../lib/platform/db/generated/enums.ts";
import { openProgrammes, quotaOverview } from "../../lib/programmes/queries.ts";
import { must } from "./must.mts";
import { letter, type Member } from "./onboard.mts";
import { shares } from "./plan.mts";

/** An application to be made, or finished: who, and for how many seats. */
export type Wish = { member: Member; seats: number };

/**
 * Who still has to ask for how many, so that every place that is free in the sector (at most `seats` for each institution) is asked
 * for exactly once. Those who have not asked yet share what nobody has asked for; when everybody has, all do.
 */
export async function wishes(
  members: readonly Member[],
  sector: Sector,
  seats = Number.POSITIVE_INFINITY,
): Promise<Wish[]> {
  const own = members.filter((member) => member.sector === sector);
  const overview = (await quotaOverview())
    .flatMap((programme) => programme.sectors)
    .find((one) => one.sector === sector);
  if (!overview) throw new Error(`no quota for ${sector}`);
  let free = Math.min(overview.places, own.length * seats) - overview.taken;
  const idle: Member[] = [];
  const settled: Member[] = [];
  for (const member of own) {
    const applications = await myApplications(member.person);
    const open = applications.find((application) => !isSettled(application.state));
    if (open?.state === "DRAFT") idle.push(member);
    else if (open) free -= open.seats ?? 0;
    else (applications.length > 0 ? settled : idle).push(member);
  }
  const askers = idle.length > 0 ? idle : settled;
  const portions = shares(Math.max(0, free), askers.length);
  return askers.map((member, i) => ({ member, seats: portions[i] ?? 0 })).filter((wish) => wish.seats > 0);
}

/** Fills the form and submits it, from wherever an earlier run left it. */
export async function apply({ member, seats }: Wish): Promise<void> {
  const { person, institutionId, name } = member;
  let draft = (await myApplications(person)).find((application) => application.state === "DRAFT");
  if (!draft) {
    const phase = (await openProgrammes(person, member.sector))[0]?.phase;
    must(await startApplication(person, { institutionId, phaseId: phase?.id }), `application of ${name}`);
    draft = (await myApplications(person)).find((application) => application.state === "DRAFT");
  }
  const found = draft && (await findApplication(person, draft.id));
  if (!found) throw new Error(`${name} cannot read its own application`);
  const applicationId = found.id;
  const answers = {
    purpose: `Demonstration: ${name} builds services for its members on the national cloud.`,
    builders: "Demonstration: members of staff and students who have finished an introduction.",
    projects: "Demonstration: an appointment book, a register of equipment and a help desk, each within one term.",
    readiness: "Demonstration: a support desk and a training room are at hand.",
    dataSensitivity: "INTERNAL",
    supportName: "Demo focal person",
    supportEmail: member.email,
  };
  const saved = must(
    await saveApplication(person, { applicationId, seats, answers, based: basedOn(found) }),
    `form of ${name}`,
  );
  for (const question of attachmentsMissing(
    member.sector,
    found.documents.map(({ purpose }) => purpose),
  )) {
    const bytes = letter(`${name}: ${question} (demonstration)`);
    must(await attachFile(person, { applicationId, question, fileName: `${question}.pdf`, bytes }), `file of ${name}`);
  }
  must(
    await submitApplication(person, { applicationId, version: saved.version }),
    `submission of ${name}'s application`,
  );
}
