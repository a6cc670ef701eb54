/** U+2068 and U+2069 of UAX #9: what stands between them takes its own direction, and leaves the text around it alone. */
const firstStrong = "\u2068";
const pop = "\u2069";

/** What could be torn apart or could tear in a text of the other direction; a plain number could not. */
const foreign = {
  en: /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u,
  ur: /\p{Script=Latin}|\d\P{L}*[^\p{L}\d\s]|[^\p{L}\d\s]\P{L}*\d/u,
};

/**
 * A value as it stands in a plain text of `locale`, where no markup can keep it apart: a name, number or address of the other
 * direction is isolated, line by line, since an isolate ends with its line. What holds an address of the web stays as it is,
 * because programs that make it a link would take the mark along.
 */
export function isolate(value: string, locale: string): string {
  const test = foreign[locale === "ur" ? "ur" : "en"];
  return value
    .split("\n")
    .map((line) => (test.test(line) && !/https?:\/\//.test(line) ? `${firstStrong}${line}${pop}` : line))
    .join("\n");
}

/**
 * The values of `message`, an ICU message of `locale`, its texts isolated. Numbers stay numbers, for plurals, and what a `select`
 * chooses by stays the word it is.
 */
export function isolatedValues<Values extends Record<string, string | number>>(
  values: Values,
  locale: string,
  message = "",
): Values {
  const isWord = (name: string) => new RegExp(`\\{\\s*${name}\\s*,\\s*select\\b`).test(message);
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" && !isWord(name) ? isolate(value, locale) : value,
    ]),
  ) as Values;
}
