/** Radius of the largest circle, and of the smallest that is drawn, in units of the map's box. */
export const largestRadius = 26;
const smallestRadius = 3.5;

/** The radius whose area stands to the largest circle's as `value` to `most`; nothing for what is not above zero. */
export function radius(value: number, most: number): number {
  if (!(value > 0) || !(most > 0)) return 0;
  return Math.max(smallestRadius, largestRadius * Math.sqrt(Math.min(value / most, 1)));
}

/** Up to three round values for the key, from large to small, none above `most`. */
export function keyValues(most: number): number[] {
  const values = [most, most / 4, most / 20].map(roundDown);
  return [...new Set(values)].filter((value) => value >= 1);
}

/** The largest of 1, 2, 5 times a power of ten that is not above `value`. */
function roundDown(value: number): number {
  if (!(value >= 1)) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = value / power;
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
}
