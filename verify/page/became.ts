/** What became of a licence's institution since the issue: what the portal says of it, beside what is proved. */
import { institutionSince } from "./checker.ts";
import { element, isolate, sentence } from "./dom.ts";
import type { Language, Messages } from "./messages.ts";
import { moment, text } from "./parts.ts";
import { day } from "./times.ts";

interface Named {
  readonly name: string;
  readonly nameUr: string | null;
}

interface Becoming {
  readonly from: Named;
  readonly into: Named;
  readonly at: string;
}

/** The section, or null where the institution is the same, or the page's own server does not say. Never rejects. */
export async function becameSection(number: string, words: Messages, language: Language): Promise<HTMLElement | null> {
  const became = await told(number).catch(() => []);
  if (became.length === 0) return null;
  const nameOf = ({ name, nameUr }: Named) => isolate(language === "ur" && nameUr ? nameUr : name);
  const lines = became.map(({ from, into, at }) => {
    const time = BigInt(Date.parse(at)) * 1_000_000n;
    const date = moment(time, day(time, language));
    return element("p", {}, sentence(words.became, { from: nameOf(from), into: nameOf(into), date }));
  });
  return element(
    "section",
    { class: "result__section" },
    element("h3", {}, words.becameTitle),
    ...lines,
    element("p", { class: "result__time" }, text(words.becameHint)),
  );
}

async function told(number: string): Promise<readonly Becoming[]> {
  const said = await institutionSince(number);
  const list = typeof said === "object" && said !== null && "became" in said ? said.became : [];
  return Array.isArray(list) ? list.filter(isBecoming) : [];
}

function isBecoming(said: unknown): said is Becoming {
  if (typeof said !== "object" || said === null || !("from" in said) || !("into" in said) || !("at" in said))
    return false;
  return typeof said.at === "string" && !Number.isNaN(Date.parse(said.at)) && isNamed(said.from) && isNamed(said.into);
}

function isNamed(said: unknown): said is Named {
  return typeof said === "object" && said !== null && "name" in said && typeof said.name === "string";
}
