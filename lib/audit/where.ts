import { db } from "../platform/db/client.ts";
import type { Prisma } from "../platform/db/generated/client.ts";
import { isId } from "../platform/ids.ts";
import type { AuditFilter } from "./filter.ts";

/** People whom a part of a name may mean; beyond that it says too little to narrow by. */
const peopleAtMost = 500;

/** Pakistan keeps UTC+5 all year. */
const pakistan = 5 * 3_600_000;
const day = 24 * 3_600_000;

/** The condition that `filter` puts on events. Looks people up by name, so that it may be asked of the database at once. */
export async function auditWhere(filter: AuditFilter): Promise<Prisma.AuditEventWhereInput> {
  return {
    ...(filter.who && (await byWhom(filter.who))),
    ...(filter.action && { action: { startsWith: literally(filter.action) } }),
    ...(filter.outcome && { outcome: filter.outcome }),
    ...(filter.subject && onWhat(filter.subject)),
    ...((filter.from || filter.to) && {
      at: {
        ...(filter.from && { gte: new Date(midnight(filter.from)) }),
        ...(filter.to && { lt: new Date(midnight(filter.to) + day) }),
      },
    }),
  };
}

async function byWhom(who: string): Promise<Prisma.AuditEventWhereInput> {
  if (isId(who)) return { actorId: who };
  const part = { contains: literally(who), mode: "insensitive" } as const;
  const people = await db().user.findMany({
    where: { OR: [{ name: part }, { email: part }] },
    select: { id: true },
    orderBy: { id: "asc" },
    take: peopleAtMost,
  });
  return { OR: [{ actorId: { in: people.map(({ id }) => id) } }, { actorId: null, actorKind: who.toLowerCase() }] };
}

function onWhat(subject: string): Prisma.AuditEventWhereInput {
  const words = subject.split(" ");
  const kind = words.find((word) => /^\p{L}+$/u.test(word));
  const key = words.find((word) => word !== kind)?.toLowerCase();
  return {
    ...(kind && { subjectKind: { equals: literally(kind), mode: "insensitive" } }),
    ...(key && { subjectId: isId(key) ? key : { endsWith: literally(key) } }),
  };
}

function midnight(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) - pakistan;
}

/** LIKE's wildcards stand for themselves. */
function literally(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
