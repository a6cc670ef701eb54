/** The places that the registry holds to, beside its own count of licences, and that the governors were replaced, if they were. */
import type { Places } from "../governance.ts";
import { SECTORS } from "../record.ts";
import type { GovernanceVerdict } from "../verdict.ts";
import { checkList, evidenceFacts } from "./checks.ts";
import { countsRow, countsTable, figure } from "./counts.ts";
import { code, element, sentence } from "./dom.ts";
import { moment, type Showing, section } from "./parts.ts";
import { instant } from "./times.ts";
import { troubleOf } from "./trouble.ts";

/**
 * A part of the panel of figures, by which the portal's own figures lead here; what was checked is folded up, as of the accounts. Its proof
 * is another than the figures', and saved by its own action.
 */
export function placesSection(verdict: GovernanceVerdict, shown: Showing, save: HTMLElement | null): HTMLElement {
  const { title } = shown.words.places;
  const part = section(title, verdict.answer === "governance" ? counted(verdict, shown, save) : silent(verdict, shown));
  part.id = "places";
  return part;
}

/** When controllers replaced the governors past every motion, each time; null where it never was, or is not known. */
export function brokenGlass(verdict: GovernanceVerdict, { words, language }: Showing): HTMLElement | null {
  if (verdict.answer !== "governance" || verdict.governance.brokenGlass.length === 0) return null;
  const { title, text, at: said } = words.places.brokenGlass;
  const times = verdict.governance.brokenGlass.map(({ at }) =>
    element("li", {}, sentence(said, { time: moment(at, instant(at, language)) })),
  );
  const part = section(title, element("div", {}, element("p", {}, text), element("ul", {}, ...times)));
  part.classList.add("glass");
  return part;
}

type Counted = Extract<GovernanceVerdict, { answer: "governance" }>;

function silent(verdict: Exclude<GovernanceVerdict, Counted>, { words }: Showing): HTMLElement {
  const why = element("p", {}, `${words.places.unchecked} ${words.troubles[troubleOf(verdict)]}`);
  return element("div", {}, why, element("p", {}, `${words.code}: `, code(verdict.code)));
}

function counted(verdict: Counted, shown: Showing, save: HTMLElement | null): HTMLElement {
  const { words } = shown;
  const { block } = verdict;
  const last = block === null ? [] : ([[words.figures.block, code(String(block))]] as const);
  return element(
    "div",
    {},
    element("p", {}, words.places.meaning),
    table(verdict, shown),
    element(
      "details",
      { class: "accounts" },
      element("summary", {}, words.checksTitle),
      checkList(verdict, shown, { number: null, ...words.places.checks }),
      evidenceFacts(verdict.evidence, shown, last),
    ),
    save && element("p", { class: "saving" }, save),
  );
}

function table({ governance }: Counted, { words, language }: Showing): HTMLElement {
  const { caps } = governance;
  const counts = ["caps", "taken", "free"] as const;
  const heads = counts.map((count) => words.places.counts[count]);
  const row = (name: string, of: keyof Places) =>
    countsRow(
      name,
      counts.map((count, at) => [heads[at] ?? "", figure(governance[count][of], language)]),
    );
  // What no sector has is free in all, and of no sector.
  const unsplit = SECTORS.reduce((left, sector) => left - caps[sector], caps.total);
  const rows = SECTORS.map((sector) => row(words.sectors[sector], sector));
  if (unsplit > 0n) {
    const [all, none] = [figure(unsplit, language), figure(0n, language)];
    const cells = [all, none, all].map((count, at) => [heads[at] ?? "", count] as const);
    rows.push(countsRow(words.places.unsplit, cells));
  }
  const body = element("tbody", { role: "rowgroup" }, ...rows);
  return countsTable(words.places.title, [words.facts.sector, ...heads], [body], row(words.figures.together, "total"));
}
