/** A public holiday of Pakistan. `day` is a day there; `certain` is false while the moon, or the Cabinet Division, has yet to settle it. */
export type Holiday = { day: string; name: HolidayName; certain: boolean };

/** What holidays are called; each has its words under `desk.clock.holidays`. */
export type HolidayName =
  | "kashmir"
  | "pakistan"
  | "eidFitr"
  | "labour"
  | "takbeer"
  | "eidAzha"
  | "ashura"
  | "independence"
  | "milad"
  | "iqbal"
  | "quaid";

/**
 * Days of the week on which offices are closed, by the day from which it is so: 0 is Sunday, 5 Friday, 6 Saturday. The last line
 * whose day has come counts. Offices of the federal government work five days, Monday to Friday, since October 2011.
 */
export const weekends: readonly { from: string; days: readonly number[] }[] = [{ from: "2011-10-15", days: [6, 0] }];

/** Where the days come from, by year: the notification that settles them, or how they were worked out. */
export const holidaySources: readonly { year: number; source: "notified" | "expected" }[] = [
  { year: 2026, source: "notified" },
  { year: 2027, source: "expected" },
  { year: 2028, source: "expected" },
];

/** The days that the Cabinet Division names every year. */
const fixed: readonly [day: string, name: HolidayName][] = [
  ["02-05", "kashmir"],
  ["03-23", "pakistan"],
  ["05-01", "labour"],
  ["05-28", "takbeer"],
  ["08-14", "independence"],
  ["11-09", "iqbal"],
  ["12-25", "quaid"],
];

/**
 * Days by the moon. 2026 as the Cabinet Division's list of public holidays for that year has them; later years as the calendar of
 * Pakistan is expected to run, until their list appears.
 */
const byTheMoon: readonly [day: string, name: HolidayName][] = [
  ["2026-03-21", "eidFitr"],
  ["2026-03-22", "eidFitr"],
  ["2026-05-27", "eidAzha"],
  ["2026-05-29", "eidAzha"],
  ["2026-06-24", "ashura"],
  ["2026-06-25", "ashura"],
  ["2026-08-25", "milad"],
  ["2027-03-10", "eidFitr"],
  ["2027-03-11", "eidFitr"],
  ["2027-03-12", "eidFitr"],
  ["2027-05-17", "eidAzha"],
  ["2027-05-18", "eidAzha"],
  ["2027-05-19", "eidAzha"],
  ["2027-06-15", "ashura"],
  ["2027-06-16", "ashura"],
  ["2027-08-15", "milad"],
  ["2028-02-27", "eidFitr"],
  ["2028-02-28", "eidFitr"],
  ["2028-02-29", "eidFitr"],
  ["2028-05-05", "eidAzha"],
  ["2028-05-06", "eidAzha"],
  ["2028-05-07", "eidAzha"],
  ["2028-06-03", "ashura"],
  ["2028-06-04", "ashura"],
  ["2028-08-04", "milad"],
];

/** Every public holiday that is known, in order. A holiday on a day that is closed anyway takes no further day. */
export const holidays: readonly Holiday[] = holidaySources
  .flatMap(({ year, source }): Holiday[] => [
    ...fixed.map(([day, name]) => ({ day: `${year}-${day}`, name, certain: true })),
    ...byTheMoon
      .filter(([day]) => day.startsWith(String(year)))
      .map(([day, name]) => ({ day, name, certain: source === "notified" })),
  ])
  .sort((a, b) => a.day.localeCompare(b.day));
