/** The marks of a scale for counts: whole numbers from 0 to the first round one that is not below the largest value. */
export function countTicks(most: number, about = 4): number[] {
  const top = Number.isFinite(most) && most > 0 ? most : 1;
  const rough = top / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999999) ?? 10;
  const step = Math.max(1, Math.round(lead * power));
  const count = Math.ceil(top / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** `part` in percent of `whole`, between 0 and 100; 0 where there is no whole. */
export function percentOf(part: number, whole: number): number {
  if (!(whole > 0) || !(part > 0)) return 0;
  return Math.min(100, (part / whole) * 100);
}
