/** Colours that stand on each other, by their names in app/tokens.css. */
export type Pair = { front: string; back: string };

const on = (backs: string[], fronts: string[]): Pair[] =>
  backs.flatMap((back) => fronts.map((front) => ({ front, back })));

const grounds = ["paper", "surface", "sunken"];

/** What is read: at least 4.5 to 1. */
export const textPairs: readonly Pair[] = [
  ...on(grounds, ["ink", "muted", "link", "bad"]),
  ...on(["paper", "surface"], ["good", "progress", "warning"]),
  ...on(["tint"], ["ink", "muted", "link"]),
  ...["good", "progress", "warning", "bad"].flatMap((tone) => on([`${tone}-tint`], [tone, "ink"])),
  ...on(["brand", "brand-strong"], ["on-brand"]),
  ...on(["hero"], ["on-hero", "on-hero-muted"]),
  ...on(["hero-button"], ["hero-button-ink"]),
  ...on(["ink"], ["paper"]),
];

/** What is only seen, but must be: edges of fields, the ring of the focus, parts of pictures. At least 3 to 1. */
export const edgePairs: readonly Pair[] = [
  ...on(grounds, ["edge", "focus"]),
  ...on(["paper", "surface"], ["brand", "accent"]),
  ...on(["tint"], ["focus", "link"]),
];
