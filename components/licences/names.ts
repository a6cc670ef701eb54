type Institution = { name: string; nameUr: string | null };
type Titled = { nameEn: string; nameUr: string };

/** An institution's name in the reader's language, as far as it gave one. */
export function institutionName(institution: Institution, locale: string): string {
  return locale === "ur" ? (institution.nameUr ?? institution.name) : institution.name;
}

/** The name of a programme or a phase in the reader's language. */
export function titleOf(titled: Titled, locale: string): string {
  return locale === "ur" ? titled.nameUr : titled.nameEn;
}
