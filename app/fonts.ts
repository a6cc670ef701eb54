import localFont from "next/font/local";

/**
 * Latin text and figures: one variable file for every weight. On a slow line `preload` would have it race the style sheet
 * that every text waits for; it comes after the first text, which a fallback of the same widths shows until then.
 */
export const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  display: "swap",
  variable: "--font-inter",
  preload: false,
  adjustFontFallback: "Arial",
});

/** Urdu text. Its range keeps it from being fetched where no Urdu is; `preload` would fetch it on every page. */
export const nastaliq = localFont({
  src: "../node_modules/@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2",
  weight: "400",
  display: "swap",
  variable: "--font-nastaliq",
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+0600-06FF, U+0750-077F, U+200C-200E, U+FB50-FDFF, U+FE70-FEFC" }],
});
