import { foldText } from "../platform/text.ts";

/** Spellings that mean the same place or word, after `foldText`: left as typed or as the data has it, right as compared. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/\b(?:univeristy|uinversity|universty|univ|uni)\b/g, "university"],
  [/\binst\b/g, "institute"],
  [/\btech\b/g, "technology"],
  [/\bsci\b/g, "science"],
  [/\b(?:govt|goverment)\b/g, "government"],
  [/\b(?:leiah|layya)\b/g, "layyah"],
  [/\bdiamir\b/g, "diamer"],
  [/\bd i khan\b|\bdikhan\b/g, "dera ismail khan"],
  [/\bd g khan\b|\bdgkhan\b/g, "dera ghazi khan"],
  [/\bbatagram\b/g, "battagram"],
  [/\bsherani\b/g, "shirani"],
  [/\bcharsada\b/g, "charsadda"],
  [/\bbahawal pur\b/g, "bahawalpur"],
  [/\bbaluchistan\b/g, "balochistan"],
  // Quaid-i-Azam and Quaid-e-Azam.
  [/\be\b/g, "i"],
];

/** Urdu words that stand in names, as the directory's English names have them. */
const urduWords: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})(?:یونیورسٹی|جامعہ)(?!\p{L})/gu, "university"],
  [/(?<!\p{L})(?:انسٹیٹیوٹ|انسٹی ٹیوٹ|ادارہ)(?!\p{L})/gu, "institute"],
  [/(?<!\p{L})کالج(?!\p{L})/gu, "college"],
  [/(?<!\p{L})ٹیکنالوجی(?!\p{L})/gu, "technology"],
  [/(?<!\p{L})انجینیرنگ(?!\p{L})/gu, "engineering"],
  [/(?<!\p{L})زرعی(?!\p{L})/gu, "agriculture"],
];

/**
 * What a search for an institution compares: the text folded, and known spellings and misspellings made one. Stored in
 * `searchName`; the same function reads a query, so that they meet.
 */
export function searchable(text: string): string {
  let result = foldText(text);
  for (const [word, english] of urduWords) result = result.replace(word, english);
  for (const [spelling, compared] of spellings) result = result.replace(spelling, compared);
  return result;
}

/** The words of a query, at most eight, each to be found somewhere; "of", "the" and "and" do not count. Letters and digits only, so LIKE's wildcards cannot be among them. */
export function searchWords(query: string): string[] {
  const words = searchable(query.slice(0, 200)).split(" ");
  return words.filter((word) => word !== "" && !["of", "the", "and", "for"].includes(word)).slice(0, 8);
}

/** What a row of the directory is found by. */
export type Findable = { searchName: string; city: string | null; domains: readonly string[]; hecListed: boolean };

/**
 * How well a row answers a query, 0 for not at all: every word, in one of its `wanted` forms, has to stand in the name, the
 * town, a domain's first part or the acronym. A name that begins so, an acronym, and a listed university go first.
 */
export function rankOf(row: Findable, wanted: readonly (readonly string[])[]): number {
  const names = row.searchName.split(" ");
  const town = row.city === null ? "" : searchable(row.city);
  const initials = names.filter((name) => !["of", "the", "and", "for"].includes(name)).map((name) => name.charAt(0));
  const shorts = [initials.join(""), ...row.domains.map((domain) => domain.split(".")[0] ?? "")];
  let rank = row.hecListed ? 2 : 1;
  for (const forms of wanted) {
    if (forms.some((form) => shorts.includes(form))) rank += 8;
    else if (forms.some((form) => names.includes(form))) rank += 4;
    else if (forms.some((form) => row.searchName.includes(form) || town.includes(form))) rank += 2;
    else if (forms.some((form) => form.length > 1 && shorts.some((short) => short.startsWith(form)))) rank += 1;
    else return 0;
  }
  const [first] = wanted;
  const begins = first?.some((form) => row.searchName.startsWith(form)) ? 1 : 0;
  // The whole name, typed in full, is never crowded out by longer names that hold it.
  return initials.length === wanted.length ? rank + begins + 3 : rank + begins;
}
