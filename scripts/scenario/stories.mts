/**
 * What happens to an institution besides the plain course: each story once in every 26 institutions, so that the small scenario
 * has each of them once. What has happened is read from what there is, so that a run that was broken off goes on with it.
 */
export const stories = [
  "waits",
  "sentBack",
  "refused",
  "askedByAdministrator",
  "askedByReviewer",
  "conflict",
  "discussed",
  "thirdReview",
  "declined",
  "appealDismissed",
  "appealUpheld",
  "withdrawnEarly",
  "registeredTwice",
  "withdrawnInReview",
  "fewerSeats",
  "reminded",
  "offerWithdrawn",
  "reassigned",
  "lostPhone",
  "licenceSuspended",
  "licenceRevoked",
  "institutionSuspended",
  "excluded",
  "letsPass",
  undefined,
  "asksLate",
] as const;

/** One of them. */
export type Story = NonNullable<(typeof stories)[number]>;

/** Those of `members` whom one of these stories happens to. */
export function withStory<M extends { story?: Story | undefined }>(members: readonly M[], ...some: Story[]): M[] {
  return members.filter(({ story }) => story !== undefined && some.includes(story));
}
