/** What a page in Urdu may say in Latin letters. */
export type Allowed = {
  /** Words, in the spelling in which they are allowed. */
  words: readonly string[];
  /** Sources of regular expressions: addresses, numbers and codes. */
  patterns: readonly string[];
  /** Names of people and institutions, longest first; within a sentence, where nothing can be marked. */
  names: readonly string[];
};

/**
 * Runs in the page: the Latin words that it shows, says or holds ready, outside of what is marked as English (`lang`) or as a
 * code that is read from the left (`bdi dir="ltr"`). A name that stands for itself has to be marked; one inside a sentence
 * cannot be.
 */
export function leftovers({ words, patterns, names }: Allowed): string[] {
  const allowed = new Set(words);
  const rules = patterns.map((source) => new RegExp(source, "gu"));
  const latinIn = (text: string): string[] => {
    let rest = text;
    for (const rule of rules) rest = rest.replace(rule, " ");
    for (const name of names) if (rest.trim() !== name) rest = rest.replaceAll(name, " ");
    const found: string[] = rest.match(/[A-Za-z][A-Za-z'’-]*/g) ?? [];
    return found.filter((word) => !allowed.has(word));
  };
  const isMarked = (element: Element | null) => {
    const language = element?.closest("[lang]")?.getAttribute("lang");
    return (language !== "ur" && language !== undefined) || element?.closest('bdi[dir="ltr"]') != null;
  };
  const found: string[] = [];
  const look = (text: string | null | undefined, where: string, isName = false) => {
    if (!text) return;
    // In an attribute nothing can be marked: names are data there.
    const latin = latinIn(isName ? ` ${text} ·` : text);
    if (latin.length > 0) found.push(`${where}: ${text.trim().slice(0, 120)} [${latin.slice(0, 6).join(" ")}]`);
  };

  look(document.title, "title", true);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    if (!element || element.closest("script, style, noscript, template") || isMarked(element)) continue;
    look(node.nodeValue, element.localName);
  }
  const spoken = [
    "title",
    "aria-label",
    "aria-description",
    "aria-valuetext",
    "aria-roledescription",
    "placeholder",
    "alt",
  ];
  for (const name of [...spoken, "label"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!isMarked(element)) look(element.getAttribute(name), `${element.localName}[${name}]`, true);
  return [...new Set(found)];
}
