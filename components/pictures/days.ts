/** What happened on one day; days are those of Pakistan, as "2026-11-21". */
export type DayCount = { day: string; count: number };

/** One stair: how much had come together at the end of a day. `at` counts days from the first of the chart. */
export type Stair = { at: number; day: string; count: number; total: number };

const dayLength = 86_400_000;

/** The number of a day since 1970, or NaN for what is no day. */
export function dayNumber(day: string): number {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? Number.NaN : Math.round(time / dayLength);
}

/** The day of that number, as "2026-11-21". */
export function dayOf(number: number): string {
  return new Date(number * dayLength).toISOString().slice(0, 10);
}

/**
 * The stairs of a chart that begins with the day before the first of `days` and ends with `today`: one for each day on which
 * something was counted, in order, each with the total so far. `length` is the number of days along the axis, 2 or more.
 */
export function stairs(days: readonly DayCount[], today: string): { first: string; length: number; stairs: Stair[] } {
  const counted = days
    .filter(({ day, count }) => count > 0 && !Number.isNaN(dayNumber(day)))
    .sort((one, other) => dayNumber(one.day) - dayNumber(other.day));
  const end = Number.isNaN(dayNumber(today)) ? 0 : dayNumber(today);
  const start = Math.min(dayNumber(counted[0]?.day ?? dayOf(end)), end) - 1;
  const last = Math.max(end, dayNumber(counted.at(-1)?.day ?? dayOf(end)));
  let total = 0;
  return {
    first: dayOf(start),
    length: last - start + 1,
    stairs: counted.map(({ day, count }) => {
      total += count;
      return { at: dayNumber(day) - start, day, count, total };
    }),
  };
}

/** The stairs as a line from the foot of the box to its end, 100 wide and 100 high, `top` being the height of the scale. */
export function stairPath(steps: readonly Stair[], length: number, top: number): string {
  const round = (value: number) => Math.round(value * 100) / 100;
  const x = (at: number) => round((Math.min(at, length) / Math.max(length, 1)) * 100);
  const y = (total: number) => round(100 - Math.min(1, total / Math.max(top, 1)) * 100);
  return `M0 100${steps.map(({ at, total }) => `H${x(at)}V${y(total)}`).join("")}H100`;
}

const strides = [1, 2, 7, 14, 28, 91, 182, 364, 728, 1820, 3640];

/** The days of an axis of `length` days that are named, counted from its first: at most `most`, evenly apart, the last among them. */
export function dayTicks(length: number, most: number): number[] {
  const last = Math.max(0, length - 1);
  const stride = strides.find((one) => last / one < most) ?? Math.ceil(last / Math.max(1, most - 1));
  const ticks: number[] = [];
  for (let at = last; at >= 0 && ticks.length < most; at -= stride) ticks.unshift(at);
  return ticks;
}
