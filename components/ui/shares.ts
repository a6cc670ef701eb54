/** The parts of a quota's bar in percent of its places, never beyond 100 together; `free` and `over` are places. */
export type Shares = { issued: number; reserved: number; adding: number; free: number; over: number };

/** Lays out a quota: issued first, then reserved, then what a plan adds; what does not fit any more is `over`. */
export function shares(places: number, issued: number, reserved: number, adding: number): Shares {
  const total = issued + reserved + adding;
  const width = Math.max(places, total, 1);
  const percent = (part: number) => (part / width) * 100;
  return {
    issued: percent(issued),
    reserved: percent(reserved),
    adding: percent(adding),
    free: Math.max(places - total, 0),
    over: Math.max(total - places, 0),
  };
}
