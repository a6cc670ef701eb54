/** The text of the reader's language; English where there is no Urdu one. */
export function inLanguage(locale: string, english: string, urdu: string | null): string {
  return locale === "ur" && urdu ? urdu : english;
}
