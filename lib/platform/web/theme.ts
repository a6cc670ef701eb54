/** How the portal may look: as the device says (no choice kept), or as the reader chose. */
export const themes = ["system", "light", "dark", "contrast"] as const;

/** A way to look. */
export type Theme = (typeof themes)[number];

/** Where the choice is kept, for a year. Nothing about the reader is in it. */
export const themeCookie = { name: "sanad-theme", maxAge: 365 * 24 * 60 * 60 } as const;

/** The theme that a cookie or a form names; whatever else it holds is "as the device". */
export function themeOf(value: unknown): Theme {
  return themes.find((theme) => theme === value) ?? "system";
}
