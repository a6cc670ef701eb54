import { parseReceipt } from "../applications/receipt.ts";
import { searchWords } from "../institutions/search.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { AppealState, Sector } from "../platform/db/generated/enums.ts";
import { deskListingSize, type Listing, listingOffset, soonDays } from "../platform/listing.ts";
import { workingDaysAfter } from "../platform/workingDays.ts";
import { daysShown } from "../programmes/stepDays.ts";
import { appealDue, appealStates } from "./rules.ts";

/** What the desk's list of appeals may be ordered by. */
export const appealSorts = ["institution", "state", "due", "sector", "filed"] as const;

/** How the clock of an appeal can stand: nothing of it waits for the applicant. */
export const appealDues = ["overdue", "soon"] as const;

/** More appeals than there will be in years; when each is due depends on its programme's days, which the database does not count. */
const lookedAtMost = 5_000;

type Sort = (typeof appealSorts)[number];

/**
 * A page of the desk's list of appeals, of at most `most` rows: what waits first, the longest waiting leading, unless another order is
 * asked for. A receipt number finds its one. Nothing for whoever may not read them.
 */
export async function appealQueue(
  actor: Actor,
  listing: Listing<AppealState, Sector, Sort>,
  now = new Date(),
  most: number = deskListingSize,
) {
  if (!may(actor, "appeals.read")) return { rows: [], total: 0 };
  const receipt = parseReceipt(listing.text);
  const found = await db().appeal.findMany({
    where: {
      ...(listing.state && { state: listing.state }),
      application: {
        ...(receipt && { receipt }),
        institution: {
          ...(listing.sector && { sector: listing.sector }),
          ...(!receipt && { AND: searchWords(listing.text).map((word) => ({ searchName: { contains: word } })) }),
        },
      },
    },
    select: {
      ...{ id: true, state: true, ground: true, filedAt: true, decidedAt: true },
      application: {
        select: {
          receipt: true,
          institution: { select: { name: true, nameUr: true, sector: true } },
          programme: { select: { stepDays: daysShown } },
        },
      },
    },
    orderBy: [{ state: "asc" }, { filedAt: "asc" }, { id: "asc" }],
    take: lookedAtMost,
  });
  const all = found.map(({ application, ...appeal }) => ({
    ...appeal,
    ...{ receipt: application.receipt, institution: application.institution },
    dueAt: appeal.decidedAt ? null : appealDue(appeal.filedAt, application.programme.stepDays),
  }));
  type Row = (typeof all)[number];
  const soon = workingDaysAfter(now, soonDays);
  const isDue = ({ dueAt }: Row) =>
    listing.due === undefined ||
    (dueAt !== null && (listing.due === "overdue" ? dueAt < now : dueAt >= now && dueAt <= soon));
  const rows = all.filter(isDue);
  const { sort } = listing;
  if (sort) {
    const value = sortedBy[sort.by];
    const way = sort.order === "asc" ? 1 : -1;
    rows.sort((a, b) => {
      const [one, other] = [value(a), value(b)];
      // What has none stands at the end, whichever way it goes.
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      return one < other ? -way : one > other ? way : 0;
    });
  }
  const offset = listingOffset(listing, most);
  return { rows: rows.slice(offset, offset + most), total: rows.length };
}

type Sortable = {
  state: AppealState;
  filedAt: Date;
  dueAt: Date | null;
  institution: { name: string; sector: Sector };
};

const sortedBy: Record<Sort, (row: Sortable) => string | number | null> = {
  institution: ({ institution }) => institution.name.toLowerCase(),
  state: ({ state }) => appealStates.indexOf(state),
  due: ({ dueAt }) => dueAt?.getTime() ?? null,
  sector: ({ institution }) => institution.sector,
  filed: ({ filedAt }) => filedAt.getTime(),
};
