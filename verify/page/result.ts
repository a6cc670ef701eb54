/** A verdict on the page: the answer first, then the record, then what was checked and who signed. */
import { formatNumber } from "../number.ts";
import type { LicenceRecord } from "../record.ts";
import type { SignerVerdict } from "../signer.ts";
import { type Evidence, type LicenceVerdict, STEPS, type Step } from "../verdict.ts";
import { code, element, icon, isolate, sentence } from "./dom.ts";
import type { Language, Messages } from "./messages.ts";
import { facts, moment, text } from "./parts.ts";
import { signerDetails } from "./signer.ts";
import { age, day, instant, lastDay } from "./times.ts";
import { troubleOf } from "./trouble.ts";

export interface Shown {
  readonly number: string;
  readonly verdict: LicenceVerdict;
  /** The host that was asked. */
  readonly host: string;
  readonly words: Messages;
  readonly language: Language;
  /** Asks what stands behind the signature of a subnet. */
  readonly askSigner: (subnetId: string) => Promise<SignerVerdict>;
}

/** The panel; its heading can take the focus. */
export function resultPanel(shown: Shown, actions: readonly HTMLElement[]): HTMLElement {
  const { verdict, words } = shown;
  const record = "record" in verdict ? recordFacts(verdict.record, shown) : null;
  const evidence = "evidence" in verdict ? evidenceFacts(verdict.evidence, shown) : null;
  return element(
    "article",
    { class: `result result--${verdict.answer}`, "aria-labelledby": "answer" },
    head(shown),
    record && section(words.recordTitle, record),
    section(words.checksTitle, checkList(shown)),
    evidence && section(words.evidenceTitle, evidence),
    "evidence" in verdict ? signerDetails(verdict.evidence.subnetId, shown) : null,
    element("div", { class: "actions" }, ...actions),
  );
}

function head({ number, verdict, words, language }: Shown): HTMLElement {
  const answer = words.answers[verdict.answer];
  const title = element("h2", { id: "answer", tabindex: "-1" }, answer.title);
  const lines = [element("p", { class: "result__number" }, code(formatNumber(number)))];
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
    const { certificateTime } = verdict.evidence;
    const time = moment(certificateTime, instant(certificateTime, language));
    lines.push(element("p", { class: "result__time" }, sentence(words.asOf, { time })));
  }
  return element("header", { class: "result__head" }, icon(verdict.answer), element("div", {}, title, ...lines));
}

/** The day that an answer names. */
function turningDay(verdict: LicenceVerdict, language: Language): string {
  if (verdict.answer === "valid") return lastDay(verdict.record.validUntil, language);
  if (verdict.answer === "expired") return lastDay(verdict.since, language);
  return "since" in verdict ? day(verdict.since, language) : "";
}

function section(title: string, content: HTMLElement): HTMLElement {
  return element("section", { class: "result__section" }, element("h3", {}, title), content);
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

function evidenceFacts(evidence: Evidence, { words, language }: Shown): HTMLElement {
  const { evidence: names } = words;
  const made = (time: bigint) =>
    element(
      "span",
      {},
      moment(time, instant(time, language)),
      element("span", { class: "age" }, age(time, evidence.checkedAt, words)),
    );
  const { delegationTime } = evidence;
  return facts([
    [names.subnet, code(evidence.subnetId)],
    [names.certificate, made(evidence.certificateTime)],
    [names.delegation, delegationTime === null ? text(names.noDelegation) : made(delegationTime)],
    [names.canister, code(evidence.canisterId)],
    [names.rootKey, code(evidence.rootKeyFingerprint)],
    [names.checkedAt, moment(evidence.checkedAt, instant(evidence.checkedAt, language))],
  ]);
}

function checkList({ verdict, words, host }: Shown): HTMLElement {
  const evidence = "evidence" in verdict ? verdict.evidence : null;
  const done = evidence ? evidence.checks : "checks" in verdict ? verdict.checks : [];
  const failed = verdict.answer === "unchecked" ? verdict.failed : null;
  const items = STEPS.filter((step) => step !== "record" || verdict.answer !== "absent").map((step) => {
    const state = done.includes(step) ? "passed" : step === failed ? "failed" : "skipped";
    const { title } = words.checks[step];
    const text = state === "passed" ? explanation(step) : null;
    return element(
      "li",
      { class: `check check--${state}` },
      icon(state),
      element(
        "div",
        {},
        element("strong", {}, title),
        element("span", { class: `check__state${state === "passed" ? " unseen" : ""}` }, ` ${words[state]}`),
        text && element("p", {}, text),
      ),
    );
  });
  return element("ol", { class: "checks" }, ...items);

  function explanation(step: Step): Node {
    if (step === "witness" && verdict.answer === "absent") return text(words.absentWitness);
    if (step === "delegation" && evidence?.delegationTime === null) return text(words.rootSigned);
    const parts = {
      host: code(host),
      age: isolate(evidence ? age(evidence.certificateTime, evidence.checkedAt, words) : ""),
    };
    // A step that passed before another failed has no evidence to quote.
    return step === "age" && !evidence ? text("") : sentence(words.checks[step].text, parts);
  }
}
