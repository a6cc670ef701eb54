/** A verdict on the page: the answer first, then the record, then what was checked and who signed. */
import { formatNumber } from "../number.ts";
import type { LicenceRecord } from "../record.ts";
import type { LicenceVerdict } from "../verdict.ts";
import { checkList, evidenceFacts, type Wording } from "./checks.ts";
import { code, element, icon, isolate, sentence } from "./dom.ts";
import type { Language } from "./messages.ts";
import { facts, moment, type Showing, section, text } from "./parts.ts";
import { signerDetails } from "./signer.ts";
import { age, day, instant, lastDay } from "./times.ts";
import { troubleOf } from "./trouble.ts";

interface Shown extends Showing {
  readonly number: string;
  /** Of a licence on paper: nobody was asked, and the answer is as of the paper's day. */
  readonly isPaper?: boolean;
  readonly verdict: LicenceVerdict;
}

/** Of paper, nobody was asked, and its age is the answer's. */
const NOT_OF_PAPER: Wording = { query: null, age: null };

/** The panel; its heading can take the focus. */
export function resultPanel(shown: Shown, actions: readonly HTMLElement[]): HTMLElement {
  const { verdict, words } = shown;
  const record = "record" in verdict ? recordFacts(verdict.record, shown) : null;
  const evidence = "evidence" in verdict ? evidenceFacts(verdict.evidence, shown) : null;
  const wording: Wording = shown.isPaper
    ? NOT_OF_PAPER
    : verdict.answer === "absent"
      ? { record: null, witness: words.absentWitness }
      : {};
  return element(
    "article",
    { class: `result result--${verdict.answer}`, "aria-labelledby": "answer" },
    head(shown),
    record && section(words.recordTitle, record),
    section(words.checksTitle, checkList(verdict, shown, wording)),
    evidence && section(words.evidenceTitle, evidence),
    "evidence" in verdict && !shown.isPaper ? signerDetails(verdict.evidence.subnetId, shown) : null,
    element("div", { class: "actions" }, ...actions),
  );
}

/** The words for the answer: of now, or as of a paper's day. */
export function answerOf({ verdict, words, isPaper }: Pick<Shown, "verdict" | "words" | "isPaper">) {
  return isPaper && "record" in verdict ? words.paper.answers[verdict.answer] : words.answers[verdict.answer];
}

function head(shown: Shown): HTMLElement {
  const { number, verdict, words, language, isPaper } = shown;
  const answer = answerOf(shown);
  const title = element("h2", { id: "answer", tabindex: "-1" }, answer.title);
  const lines = number === "" ? [] : [element("p", { class: "result__number" }, code(formatNumber(number)))];
  lines.push(element("p", {}, sentence(answer.text, { date: element("bdi", {}, turningDay(verdict, language)) })));
  if ("reason" in verdict && verdict.reason !== null) {
    const reason = words.reasons[verdict.reason];
    lines.push(element("p", {}, `${words.reason}: `, reason === undefined ? code(verdict.reason) : reason));
  }
  if (verdict.answer === "unchecked") {
    lines.push(element("p", { class: "result__trouble" }, words.troubles[troubleOf(verdict)]));
    lines.push(element("p", { class: "result__time" }, `${words.code}: `, code(verdict.code)));
  }
  if ("evidence" in verdict) {
    const { certificateTime, checkedAt } = verdict.evidence;
    const time = moment(certificateTime, instant(certificateTime, language));
    const old = isolate(age(certificateTime, checkedAt, words));
    lines.push(
      element("p", { class: "result__time" }, sentence(isPaper ? words.paper.asOf : words.asOf, { time, age: old })),
    );
    if (isPaper) lines.push(element("p", { class: "result__trouble" }, words.paper.unknown));
  }
  return element("header", { class: "result__head" }, icon(verdict.answer), element("div", {}, title, ...lines));
}

/** The day that an answer names. */
function turningDay(verdict: LicenceVerdict, language: Language): string {
  if (verdict.answer === "valid") return lastDay(verdict.record.validUntil, language);
  if (verdict.answer === "expired") return lastDay(verdict.since, language);
  return "since" in verdict ? day(verdict.since, language) : "";
}

function recordFacts(record: LicenceRecord, { words, language }: Shown): HTMLElement {
  const { facts: names } = words;
  const phase = /^P(\d+)$/.exec(record.phase)?.[1];
  const programme = words.programmes[record.programme];
  return facts([
    [names.institution, isolate(record.institutionName)],
    [names.sector, text(words.sectors[record.sector])],
    [names.programme, programme === undefined ? isolate(record.programme) : text(programme)],
    [
      names.phase,
      phase === undefined ? isolate(record.phase) : sentence(words.phaseNumber, { number: isolate(phase) }),
    ],
    [names.validFrom, moment(record.validFrom, day(record.validFrom, language))],
    [names.validUntil, moment(record.validUntil, lastDay(record.validUntil, language))],
    [names.issued, moment(record.issued, day(record.issued, language))],
    [names.holder, text(record.holder ? words.holderBound : words.holderFree)],
  ]);
}
