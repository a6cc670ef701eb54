import { db } from "../../lib/platform/db/client.ts";
import type { Member } from "./onboard.mts";
import type { Story } from "./stories.mts";

/** The first application of each institution: the one that stories are about. Later ones take the plain course. */
export async function firstApplications(members: readonly Member[]) {
  const rows = await db().application.findMany({
    where: { institutionId: { in: members.map(({ institutionId }) => institutionId) } },
    include: { requests: true, reviews: true, discussion: true, appeal: true, offers: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const byInstitution = new Map(members.map((member) => [member.institutionId, member]));
  return rows.flatMap((application, i) => {
    const member = byInstitution.get(application.institutionId);
    const isFirst = rows.findIndex(({ institutionId }) => institutionId === application.institutionId) === i;
    return member && isFirst ? [{ ...application, member, story: member.story }] : [];
  });
}

/** One of them. */
export type First = Awaited<ReturnType<typeof firstApplications>>[number];

/** Those of them that these stories are about. */
export async function firstWith(members: readonly Member[], ...some: Story[]): Promise<First[]> {
  return firstApplications(members.filter(({ story }) => story !== undefined && some.includes(story)));
}

/** An application's version and state now. */
export function applicationNow(id: string) {
  return db().application.findUniqueOrThrow({ where: { id }, select: { state: true, version: true, dueAt: true } });
}
