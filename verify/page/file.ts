/** A file of figures on the page: is it the very one whose digest the registry noted under its name? */
import { toHex } from "../bytes.ts";
import type { FileVerdict } from "../verdict.ts";
import { checkList, evidenceFacts, type Wording } from "./checks.ts";
import { code, element, icon, isolate, sentence } from "./dom.ts";
import type { Messages } from "./messages.ts";
import { facts, moment, type Showing, section } from "./parts.ts";
import { signerDetails } from "./signer.ts";
import { age, day, instant } from "./times.ts";
import { troubleOf } from "./trouble.ts";

interface Shown extends Showing {
  readonly name: string;
  readonly verdict: FileVerdict;
}

const ICONS = { noted: "valid", changed: "revoked", absent: "absent", unchecked: "unchecked" } as const;

/** The panel; its heading can take the focus. */
export function filePanel(shown: Shown, actions: readonly HTMLElement[]): HTMLElement {
  const { verdict, words, language } = shown;
  const { witness, absent, record } = words.file.checks;
  const wording: Wording =
    verdict.answer === "absent" ? { number: null, witness: absent, record: null } : { number: null, witness, record };
  const evidence = "evidence" in verdict ? verdict.evidence : null;
  return element(
    "article",
    { class: `result result--${verdict.answer}`, "aria-labelledby": "answer" },
    element("header", { class: "result__head" }, icon(ICONS[verdict.answer]), element("div", {}, ...head(shown))),
    "digest" in verdict ? section(words.file.factsTitle, noted(verdict.digest)) : null,
    section(words.checksTitle, checkList(verdict, shown, wording)),
    evidence && section(words.evidenceTitle, evidenceFacts(evidence, shown)),
    evidence && signerDetails(evidence.subnetId, shown),
    element("div", { class: "actions" }, ...actions),
  );

  function noted({ at, block, hash }: Extract<FileVerdict, { answer: "noted" | "changed" }>["digest"]): HTMLElement {
    return facts([
      [words.file.notedAt, moment(at, instant(at, language))],
      [words.file.block, code(String(block))],
      [words.file.digest, code(toHex(hash))],
    ]);
  }
}

/** What the heading says of an answer. */
export function fileTitle({ answer }: FileVerdict, words: Messages): string {
  return answer === "unchecked" ? words.answers.unchecked.title : words.file.answers[answer].title;
}

function head({ name, verdict, words, language }: Shown): HTMLElement[] {
  const title = element("h2", { id: "answer", tabindex: "-1" }, fileTitle(verdict, words));
  const called = element("p", { class: "result__number" }, code(name));
  if (verdict.answer === "unchecked")
    return [
      title,
      called,
      element("p", {}, words.file.unchecked),
      element("p", { class: "result__trouble" }, words.troubles[troubleOf(verdict)]),
      element("p", { class: "result__time" }, `${words.code}: `, code(verdict.code)),
    ];
  const date = element("bdi", {}, "digest" in verdict ? day(verdict.digest.at, language) : "");
  const { certificateTime, checkedAt } = verdict.evidence;
  const time = moment(certificateTime, instant(certificateTime, language));
  return [
    title,
    called,
    element("p", {}, sentence(words.file.answers[verdict.answer].text, { date })),
    element(
      "p",
      { class: "result__time" },
      sentence(words.asOf, { time, age: isolate(age(certificateTime, checkedAt, words)) }),
    ),
  ];
}
