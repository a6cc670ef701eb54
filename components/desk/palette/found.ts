/** Where the palette may lead beyond the places of the desk, in the order in which it shows them. */
export const foundKinds = ["reviews", "applications", "institutions", "licences", "people"] as const;

/** Something that the palette's search has found; its address without the language. */
export type Found = { kind: (typeof foundKinds)[number]; href: string; title: string; detail: string };

/** A place of the desk, or an act that begins there. */
export type Destination = { kind: "places" | "acts"; href: string; title: string };

export type PaletteTexts = Record<
  | "open"
  | "title"
  | "placeholder"
  | "hint"
  | "results"
  | "count"
  | "nothing"
  | "nothingText"
  | "searching"
  | "failed"
  | "keys"
  | "close"
  | Found["kind"]
  | Destination["kind"],
  string
>;
