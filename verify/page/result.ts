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
  /** Of a licence on paper or in a saved proof: nobody was asked, and the answer is as of that day. */
  readonly made?: "paper" | "saved";
  readonly verdict: LicenceVerdict;
}

/** Of what was made earlier, nobody was asked, and its age is the answer's. */
const MADE_EARLIER: Wording = { query: null, age: null };

/** The panel; its heading can take the focus. */
export function resultPanel(shown: Shown, actions: readonly HTMLElement[]): HTMLElement {
  const { verdict, words } = shown;
  const record = "record" in verdict ? recordFacts(verdict.record, shown) : null;
  const evidence = "evidence" in verdict ? evidenceFacts(verdict.evidence, shown) : null;
  const wording: Wording = {
    ...(shown.made && verdict.answer !== "unchecked" ? MADE_EARLIER : shown.made && { query: null }),
    ...(verdict.answer === "absent" && { record: null, witness: words.absentWitness }),
  };
  return element(
    "article",
    { class: `result result--${verdict.answer}`, "aria-labelledby": "answer" },
    head(shown),
    record && section(words.recordTitle, record),
    section(words.checksTitle, checkList(verdict, shown, wording)),
    evidence && section(words.evidenceTitle, evidence),
    "evidence" in verdict && !shown.made ? signerDetails(verdict.evidence.subnetId, shown) : null,
    element("div", { class: "actions" }, ...actions),
  );
}

/** The words for the answer: of now, or as of an earlier day. */
export function answerOf({ verdict, words, made }: Pick<Shown, "verdict" | "words" | "made">) {
  const { answer } = verdict;
  if (!made || answer === "unchecked") return words.answers[answer];
  if (made === "saved") return words.saved.answers[answer];
  return answer === "absent" ? words.answers.absent : words.paper.answers[answer];
}

function head(shown: Shown): HTMLElement {
  const { number, verdict, words, language, made } = shown;
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
      element("p", { class: "result__time" }, sentence(made ? words.paper.asOf : words.asOf, { time, age: old })),
    );
    const unknown = verdict.answer === "absent" ? words.saved.absentSince : words.paper.unknown;
    if (made) lines.push(element("p", { class: "result__trouble" }, unknown));
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
