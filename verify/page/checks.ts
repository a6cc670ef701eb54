/** What was checked, step by step, how far a check came, and who signed. */
import {
  type AccountsVerdict,
  type Evidence,
  type FiguresVerdict,
  type FileVerdict,
  type GovernanceVerdict,
  type LicenceVerdict,
  STEPS,
  type Step,
} from "../verdict.ts";
import { code, element, icon, isolate, sentence } from "./dom.ts";
import { facts, moment, type Showing, text } from "./parts.ts";
import { age, instant } from "./times.ts";

/** Where the words of a step are others than a licence's; a step without any is left out. */
export type Wording = Partial<Readonly<Record<Step, string | null>>>;

/** Every step of a check with how it ended. */
export function checkList(
  verdict: LicenceVerdict | FiguresVerdict | GovernanceVerdict | FileVerdict | AccountsVerdict,
  { words, host }: Showing,
  wording: Wording = {},
): HTMLElement {
  const evidence = "evidence" in verdict ? verdict.evidence : null;
  const done = evidence ? evidence.checks : "checks" in verdict ? verdict.checks : [];
  const failed = verdict.answer === "unchecked" ? verdict.failed : null;
  const items = STEPS.filter((step) => wording[step] !== null).map((step) => {
    const state = done.includes(step) ? "passed" : step === failed ? "failed" : "skipped";
    const said = state === "passed" ? explanation(step) : null;
    const name = element("strong", {}, words.checks[step].title);
    const ended = element("span", { class: `check__state${said ? " unseen" : ""}` }, ` ${words[state]}`);
    return element(
      "li",
      { class: `check check--${state}` },
      icon(state),
      element("div", {}, name, ended, said && element("p", {}, said)),
    );
  });
  return element("ol", { class: "checks" }, ...items);

  function explanation(step: Step): Node {
    if (step === "delegation" && evidence?.delegationTime === null) return text(words.rootSigned);
    const parts = {
      host: code(host),
      age: isolate(evidence ? age(evidence.certificateTime, evidence.checkedAt, words) : ""),
    };
    // A step that passed before another failed has no evidence to quote.
    return step === "age" && !evidence ? text("") : sentence(wording[step] ?? words.checks[step].text, parts);
  }
}

/** By whose word the answer is, and how old it is; `more` rows come before the clock's, and `canister` is what the one that was asked is called. */
export function evidenceFacts(
  evidence: Evidence,
  { words, language }: Showing,
  more: readonly (readonly [string, Node])[] = [],
  canister = words.evidence.canister,
): HTMLElement {
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
    [canister, code(evidence.canisterId)],
    [names.rootKey, code(evidence.rootKeyFingerprint)],
    ...more,
    [names.checkedAt, moment(evidence.checkedAt, instant(evidence.checkedAt, language))],
  ]);
}
