/** The same words in English and in Urdu. */
export type Both = readonly [english: string, urdu: string];

/** Everything that a certificate says, on whatever it is drawn. */
export type SheetText = {
  number: string;
  name: Both;
  tagline: Both;
  title: Both;
  says: Both;
  numberLabel: Both;
  facts: { key: string; label: Both; values: Both }[];
  check: Both;
  checkText: Both;
  /** Of when the proof in the codes is; null without one. */
  proofText: Both | null;
  /** Where a number is typed, as people read it. */
  address: string;
  /** Where this licence is checked. */
  link: string;
  /** The registry's own page of this licence, which needs no portal, and what is said of it; null where the network shows none. */
  site: { label: Both; link: string } | null;
  printed: Both;
  /** That it is no licence, and the same across the sheet; null for a real one. */
  demonstration: Both | null;
  watermark: Both | null;
};
