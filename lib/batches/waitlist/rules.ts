/** An application that waits, as far as its place goes by it. */
export type Waiting = {
  receipt: string;
  /** Hundredths of a percent, as it was when it came on the waitlist; null where nothing was scored. */
  score: number | null;
  submittedAt: Date;
  phase: { opensAt: Date };
};

/**
 * The published order of those who wait for places of one sector: the phase that opened earlier, then the better score, then the
 * earlier submission, then the receipt. Each is fixed when an application comes on the waitlist, so that nobody moves but forwards.
 */
export function inWaitingOrder<Row extends Waiting>(rows: readonly Row[]): Row[] {
  return [...rows].sort(
    (a, b) =>
      a.phase.opensAt.getTime() - b.phase.opensAt.getTime() ||
      (b.score ?? -1) - (a.score ?? -1) ||
      a.submittedAt.getTime() - b.submittedAt.getTime() ||
      (a.receipt < b.receipt ? -1 : a.receipt > b.receipt ? 1 : 0),
  );
}
