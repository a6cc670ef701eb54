import { appealsWaiting } from "@/lib/appeals/queries";
import { applicationQueue } from "@/lib/applications/queries";
import { batches, offersToMake } from "@/lib/batches/queries";
import { outboxCounts } from "@/lib/chain/queries";
import { institutionQueue } from "@/lib/institutions/queries";
import { proposedChangesWaiting, renewalsWaiting } from "@/lib/licences/queries";
import { accountsWaiting } from "@/lib/messenger/queries";
import { mailCounts } from "@/lib/notifications/queries";
import { changesWaiting } from "@/lib/people/queries";
import type { Actor } from "@/lib/platform/auth/actor";
import { programmeChangesWaiting } from "@/lib/programmes/queries";
import { lateReviews, myReviews } from "@/lib/reviews/queries";
import type { DeskPlace } from "./places";

const first = { text: "", sector: undefined, page: 1 };

/** How much waits for somebody in a place of the desk; undefined where nothing ever does. */
export async function waiting(actor: Actor, place: DeskPlace): Promise<number | undefined> {
  switch (place) {
    case "institutions":
      return (await institutionQueue(actor, { ...first, state: "SUBMITTED" }, 1)).total;
    case "applications":
      return (await applicationQueue(actor, { ...first, state: "SUBMITTED" }, 1)).total;
    case "reviews":
      return (await myReviews(actor)).waiting;
    case "late":
      return (await lateReviews(actor)).length;
    case "batches":
      return (await batches(actor)).rows.filter(({ state }) => state === "PROPOSED").length;
    case "waitlist":
      return offersToMake(actor);
    case "appeals":
      return appealsWaiting(actor);
    case "licences":
      return sum(await Promise.all([renewalsWaiting(actor), proposedChangesWaiting(actor)]));
    case "programmes":
      return programmeChangesWaiting(actor);
    case "messenger":
      return accountsWaiting(actor);
    case "people":
      return changesWaiting(actor);
    case "chain":
      return (await outboxCounts(actor))?.states.REFUSED;
    case "mail":
      return (await mailCounts(actor))?.failed;
    default:
      return undefined;
  }
}

/** Of several that may be undefined; undefined where all are. */
function sum(counts: readonly (number | undefined)[]): number | undefined {
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? undefined : known.reduce((all, count) => all + count, 0);
}
