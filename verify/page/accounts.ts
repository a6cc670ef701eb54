/** The messenger's own count of its accounts, beside the registry's of its licences, and what proves it. */
import type { AccountsVerdict } from "../verdict.ts";
import { checkList, evidenceFacts } from "./checks.ts";
import { figure } from "./counts.ts";
import { code, element } from "./dom.ts";
import { facts, type Showing, section } from "./parts.ts";
import { troubleOf } from "./trouble.ts";

/** A part of the panel of figures; what was checked is folded up, since it is the same as there. Its own action saves its own proof. */
export function accountsSection(verdict: AccountsVerdict, shown: Showing, save: HTMLElement | null): HTMLElement {
  const { words, language } = shown;
  const { title, meaning, unchecked, counts, checks, canister } = words.accounts;
  if (verdict.answer === "unchecked") {
    const why = element("p", {}, `${unchecked} ${words.troubles[troubleOf(verdict)]}`);
    return section(title, element("div", {}, why, element("p", {}, `${words.code}: `, code(verdict.code))));
  }
  const { opened, active, suspended } = verdict.accounts;
  return section(
    title,
    element(
      "div",
      {},
      element("p", {}, meaning),
      facts([
        [counts.opened, code(figure(opened, language))],
        [counts.active, code(figure(active, language))],
        [counts.suspended, code(figure(suspended, language))],
      ]),
      element(
        "details",
        { class: "accounts" },
        element("summary", {}, words.checksTitle),
        checkList(verdict, shown, { number: null, ...checks }),
        evidenceFacts(verdict.evidence, shown, [], canister),
      ),
      save && element("p", { class: "saving" }, save),
    ),
  );
}
