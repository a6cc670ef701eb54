/** The registry's own count on the page: all licences by programme, phase and sector, and what proves it. */
import type { Figures } from "../figures.ts";
import { SECTORS } from "../record.ts";
import type { FiguresVerdict } from "../verdict.ts";
import { checkList, evidenceFacts } from "./checks.ts";
import { countsRow, countsTable, figure } from "./counts.ts";
import { code, element, icon, isolate, sentence } from "./dom.ts";
import { moment, type Showing, section } from "./parts.ts";
import { signerDetails } from "./signer.ts";
import { instant } from "./times.ts";
import { troubleOf } from "./trouble.ts";

const COUNTS = ["issued", "inForce", "suspended", "expired", "revoked"] as const;
type Counts = Readonly<Record<(typeof COUNTS)[number], bigint>>;

/** The panel; its heading can take the focus. */
export function figuresPanel(verdict: FiguresVerdict, shown: Showing, actions: readonly HTMLElement[]): HTMLElement {
  const { words } = shown;
  const { witness, record } = words.figures.checks;
  const checks = checkList(verdict, shown, { number: null, witness, record });
  const isCounted = verdict.answer === "figures";
  return element(
    "article",
    { class: `result result--${verdict.answer}`, "aria-labelledby": "answer" },
    element(
      "header",
      { class: "result__head" },
      icon(isCounted ? "valid" : "unchecked"),
      element("div", {}, ...head(verdict, shown)),
    ),
    isCounted ? section(words.figures.tableTitle, counted(verdict.figures, shown)) : null,
    section(words.checksTitle, checks),
    isCounted ? section(words.evidenceTitle, evidence(verdict, shown)) : null,
    isCounted ? signerDetails(verdict.evidence.subnetId, shown) : null,
    element("div", { class: "actions" }, ...actions),
  );
}

/** What the heading says of an answer. */
export function figuresTitle(
  verdict: FiguresVerdict,
  { words, language }: Pick<Showing, "words" | "language">,
): string {
  if (verdict.answer === "unchecked") return words.answers.unchecked.title;
  const { issued, inForce } = sum(verdict.figures);
  return words.figures.counted
    .replace("{issued}", figure(issued, language))
    .replace("{inForce}", figure(inForce, language));
}

function head(verdict: FiguresVerdict, { words, language }: Showing): HTMLElement[] {
  const title = element("h2", { id: "answer", tabindex: "-1" }, figuresTitle(verdict, { words, language }));
  if (verdict.answer === "unchecked")
    return [
      title,
      element("p", {}, words.figures.unchecked),
      element("p", { class: "result__trouble" }, words.troubles[troubleOf(verdict)]),
      element("p", { class: "result__time" }, `${words.code}: `, code(verdict.code)),
    ];
  const { certificateTime } = verdict.evidence;
  const time = moment(certificateTime, instant(certificateTime, language));
  return [
    title,
    element("p", {}, words.figures.meaning),
    element("p", { class: "result__time" }, sentence(words.asOf, { time })),
  ];
}

function evidence(verdict: Extract<FiguresVerdict, { answer: "figures" }>, shown: Showing): HTMLElement {
  const { block } = verdict;
  const last = block === null ? [] : ([[shown.words.figures.block, code(String(block))]] as const);
  return evidenceFacts(verdict.evidence, shown, last);
}

/** The table, and what sums that are made elsewhere have to come to. */
function counted(figures: readonly Figures[], shown: Showing): HTMLElement {
  return element("div", {}, table(figures, shown), element("p", { id: "parts" }, shown.words.figures.parts));
}

/** A body for each programme and phase. */
function table(figures: readonly Figures[], { words, language }: Showing): HTMLElement {
  if (figures.length === 0) return element("p", {}, words.figures.none);
  const heads = [words.facts.sector, ...COUNTS.map((count) => words.figures.counts[count])];
  const keyOf = ({ programme, phase }: Figures) => `${programme}\n${phase}`;
  const phases = [...new Set(figures.map(keyOf))].sort((one, other) =>
    one.localeCompare(other, "en", { numeric: true }),
  );
  const bodies = phases.map((phase) => {
    const cells = figures.filter((of) => keyOf(of) === phase);
    const rows = SECTORS.flatMap((sector) => {
      const cell = cells.find((of) => of.sector === sector);
      return cell ? [row(words.sectors[sector], cell)] : [];
    });
    const name = element("th", { scope: "rowgroup", role: "rowheader", colspan: "6" }, ...phaseName(cells[0]));
    return element(
      "tbody",
      { role: "rowgroup" },
      element("tr", { role: "row", class: "counts__phase" }, name),
      ...rows,
    );
  });
  return countsTable(words.figures.tableTitle, heads, bodies, row(words.figures.together, sum(figures)));

  function row(name: string, counts: Counts): HTMLElement {
    const cells = COUNTS.map((count) => [words.figures.counts[count], figure(counts[count], language)] as const);
    return countsRow(name, cells);
  }

  function phaseName(of: Figures | undefined): (Node | string)[] {
    const { programme = "", phase = "" } = of ?? {};
    const number = /^P(\d+)$/.exec(phase)?.[1];
    const named = words.programmes[programme];
    return [
      named === undefined ? isolate(programme) : named,
      " · ",
      number === undefined
        ? isolate(phase)
        : element("span", {}, sentence(words.phaseNumber, { number: isolate(number) })),
    ];
  }
}

function sum(figures: readonly Figures[]): Counts {
  const total = (count: (typeof COUNTS)[number]) => figures.reduce((all, of) => all + of[count], 0n);
  return {
    issued: total("issued"),
    inForce: total("inForce"),
    suspended: total("suspended"),
    expired: total("expired"),
    revoked: total("revoked"),
  };
}
