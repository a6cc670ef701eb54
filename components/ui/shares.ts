/** The parts of a quota's bar in percent of its places, never beyond 100 together; `free` and `over` are places. */
export type Shares = { issued: number; ended: number; reserved: number; adding: number; free: number; over: number };

/** What takes the places of a quota, in the order in which it is laid out. */
export type Taking = { issued: number; ended: number; reserved: number; adding: number };

/** Lays out a quota: issued first, then ended, then reserved, then what a plan adds; what does not fit any more is `over`. */
export function shares(places: number, { issued, ended, reserved, adding }: Taking): Shares {
  const total = issued + ended + reserved + adding;
  const width = Math.max(places, total, 1);
  const percent = (part: number) => (part / width) * 100;
  return {
    issued: percent(issued),
    ended: percent(ended),
    reserved: percent(reserved),
    adding: percent(adding),
    free: Math.max(places - total, 0),
    over: Math.max(total - places, 0),
  };
}
