import { createHash } from "node:crypto";
import type { Sector } from "../../platform/db/generated/enums.ts";

/** Which reviewed applications a batch takes: the best first, of one phase or sector where named, until the seats are used. */
export type SelectionRule = {
  phaseId?: string | undefined;
  sector?: Sector | undefined;
  /** The lowest score that is taken, in hundredths of a percent. */
  least: number;
  /** At most so many seats in all. */
  seats: number;
  /** May the one that does not fit whole get what is left, as an award of fewer seats? */
  partial: boolean;
  /** Does whoever is good enough, and for whom no places are left, go on the waitlist? */
  waitlist: boolean;
};

/** A reviewed application as a rule looks at it. */
export type Ranked = {
  applicationId: string;
  receipt: string;
  sector: Sector;
  phaseId: string;
  seats: number;
  /** Places that an accepted offer keeps for it: it gets those, and no more. */
  held?: number | undefined;
  /** Hundredths of a percent; null where nothing was scored. */
  mean: number | null;
  submittedAt: Date;
  /** The reader may not decide on it. */
  isBarred: boolean;
};

/** Why an application gets nothing from a rule. */
export type NotFitting = "belowScore" | "noPlaces" | "seatsUsed" | "barred" | "batchFull";

/** What a rule makes of one application: all its seats, some of them, a place on the waitlist, or nothing and why. */
export type Picked<Row extends Ranked = Ranked> = Row & {
  rank: number;
  gets: number;
  why: NotFitting | null;
  waits: boolean;
};

/** The order in which places are given: the better score first, then the earlier submission, then the receipt. Never by chance. */
export function inRankOrder<Row extends Placed>(rows: readonly Row[]): Row[] {
  return [...rows].sort(
    (a, b) =>
      (b.mean ?? -1) - (a.mean ?? -1) ||
      a.submittedAt.getTime() - b.submittedAt.getTime() ||
      (a.receipt < b.receipt ? -1 : a.receipt > b.receipt ? 1 : 0),
  );
}
/** What the order looks at. */
type Placed = { mean: number | null; submittedAt: Date; receipt: string };

/** Places that can still be given: of each sector, and of the programme in all; and the room that a batch has left. */
export type Room = {
  sectors: ReadonlyMap<Sector, number>;
  inAll: number;
  items: number;
  /** Sectors whose waitlist takes nobody any more. */
  closed?: ReadonlySet<Sector>;
};

/**
 * What the rule takes of `rows`, in rank order. What an offer holds is its own; nothing else passes a sector's places, the programme's, the rule's seats or the batch's
 * room. One that does not fit whole is passed over unless the rule gives parts; what comes after it may still fit. With `waitlist`,
 * whoever is good enough and for whom the places alone are too few waits.
 */
export function select<Row extends Ranked>(rows: readonly Row[], rule: SelectionRule, room: Room): Picked<Row>[] {
  const left = new Map(room.sectors);
  let [inAll, ofRule, items] = [room.inAll, rule.seats, room.items];
  const asked = rows.filter(
    ({ sector, phaseId }) =>
      (rule.sector === undefined || sector === rule.sector) && (rule.phaseId === undefined || phaseId === rule.phaseId),
  );
  return inRankOrder(asked).map((row, index) => {
    const rank = index + 1;
    const none = (why: NotFitting): Picked<Row> => ({ ...row, rank, gets: 0, why, waits: false });
    if (row.isBarred) return none("barred");
    if ((row.mean ?? -1) < rule.least) return none("belowScore");
    const places = Math.max(0, Math.min(left.get(row.sector) ?? 0, inAll));
    const wanted = row.held ?? row.seats;
    const most = Math.min(row.held ?? places, ofRule);
    const gets = wanted <= most ? wanted : rule.partial ? most : 0;
    const lacksPlaces = gets === 0 && row.held === undefined && (places < Math.min(wanted, ofRule) || places === 0);
    if (gets === 0 && !(lacksPlaces && rule.waitlist && !room.closed?.has(row.sector)))
      return none(lacksPlaces ? "noPlaces" : "seatsUsed");
    if (items === 0) return none("batchFull");
    if (lacksPlaces) {
      items -= 1;
      return { ...none("noPlaces"), waits: true };
    }
    if (row.held === undefined) {
      left.set(row.sector, (left.get(row.sector) ?? 0) - gets);
      inAll -= gets;
    }
    ofRule -= gets;
    items -= 1;
    return { ...row, rank, gets, why: null, waits: false };
  });
}

/** Does a batch take it by the rule, for an award or for the waitlist? */
export function isTaken({ gets, waits }: Pick<Picked, "gets" | "waits">): boolean {
  return gets > 0 || waits;
}

/** A fingerprint of what a rule takes, hex: so that what is put into the batch is what was looked at. */
export function selectionHash(picks: readonly Picked[]): string {
  const taken = picks.filter(isTaken).map(({ applicationId, gets }) => [applicationId, gets]);
  return createHash("sha256").update(JSON.stringify(taken)).digest("hex");
}
