/** The middle one of the values; of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((one, other) => one - other)[values.length >> 1];
  if (middle === undefined) throw new RangeError("there is no median of nothing");
  return middle;
}
