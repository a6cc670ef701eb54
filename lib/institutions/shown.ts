import type { Person } from "../platform/auth/actor.ts";
import { readsForReviewsOnly } from "../platform/auth/permissions.ts";
import type { Prisma } from "../platform/db/generated/client.ts";
import type { ApplicationState } from "../platform/db/generated/enums.ts";

/** In which the decision on an application is out, and a blind review need hide nothing any more. */
const decided = ["AWARDED", "DECLINED"] as const satisfies readonly ApplicationState[];

/** Does a review hide from its reviewer who applies, while its application stands in `state`? */
export function hidesApplicant(review: { blind: boolean }, state: ApplicationState): boolean {
  return review.blind && !decided.some((one) => one === state);
}

/** Reviews that the person was asked for, still is, and by which they may know who applies. */
export function revealing(reviewerId: string): Prisma.ReviewWhereInput {
  return {
    reviewerId,
    state: { not: "WITHDRAWN" },
    OR: [{ blind: false }, { application: { state: { in: [...decided] } } }],
  };
}

/** Which institutions an official may look at. */
export function shownTo(actor: Person): Prisma.InstitutionWhereInput {
  return {
    state: { not: "DRAFT" },
    ...(readsForReviewsOnly(actor) && { applications: { some: { reviews: { some: revealing(actor.userId) } } } }),
  };
}
