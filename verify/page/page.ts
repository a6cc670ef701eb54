/** The verification page: a number from the address or the form, one check, one of the four answers. */
import "./tokens.css";
import "./page.css";
import "./result.css";
import "./media.css";
import { toBase64 } from "../bytes.ts";
import { VerifyError } from "../errors.ts";
import { formatNumber, parseNumber } from "../number.ts";
import { type LicenceVerdict, STEPS } from "../verdict.ts";
import { becameSection } from "./became.ts";
import { check, checkSigner, networkDescription, prepare } from "./checker.ts";
import { byId, code, element, icon, isolate, sentence } from "./dom.ts";
import type { Language, Messages } from "./messages.ts";
import { resultPanel } from "./result.ts";
import { prepareTimes } from "./times.ts";

const words: Messages = JSON.parse(byId("words").textContent ?? "");
const language: Language = document.documentElement.lang === "ur" ? "ur" : "en";
const form = byId("form") as HTMLFormElement;
const input = byId("number") as HTMLInputElement;
const error = byId("error");
const progress = byId("progress");
const result = byId("result");
const languageLink = byId("language") as HTMLAnchorElement;
const here = form.getAttribute("action") ?? "/verify";
const elsewhere = languageLink.getAttribute("href") ?? "/verify";

prepare();
void describePortal();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const number = read(input.value);
  if (number === undefined) return input.focus();
  history.pushState(null, "", `${here}/${formatNumber(number)}`);
  void show(number);
});
addEventListener("popstate", followAddress);
followAddress();

/** The number in the address, if there is one: `/verify/<number>`, or the form's own `?number=`. */
function followAddress(): void {
  const rest = location.pathname.slice(here.length + 1);
  const asked = rest === "" ? new URLSearchParams(location.search).get("number") : decoded(rest);
  result.replaceChildren();
  clearError();
  if (asked === null || asked === "") {
    input.value = "";
    languageLink.href = elsewhere;
    delete document.documentElement.dataset.asked;
    return;
  }
  input.value = asked;
  const number = read(asked);
  if (number !== undefined) void show(number);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The number as the registry knows it, or a message beside the field. */
function read(typed: string): string | undefined {
  try {
    const number = parseNumber(typed);
    clearError();
    return number;
  } catch (reason) {
    const isCheck = reason instanceof VerifyError && reason.code === "number-check";
    const parts = (isCheck ? words.wrongCheck : words.malformed).split(/(SND[-\w]*)/);
    error.replaceChildren(
      icon("failed"),
      element("span", {}, ...parts.map((part) => (/^SND/.test(part) ? code(part) : part))),
    );
    error.hidden = false;
    input.setAttribute("aria-invalid", "true");
    delete document.documentElement.dataset.asked;
    input.setAttribute("aria-describedby", "error hint");
    result.replaceChildren();
    progress.replaceChildren();
    return undefined;
  }
}

function clearError(): void {
  error.hidden = true;
  error.replaceChildren();
  input.removeAttribute("aria-invalid");
  input.setAttribute("aria-describedby", "hint");
}

async function show(number: string): Promise<void> {
  const written = formatNumber(number);
  input.value = written;
  languageLink.href = `${elsewhere}/${written}`;
  result.replaceChildren();
  const step = element("span", { class: "progress__step", "aria-hidden": "true" }, words.progress.query);
  progress.replaceChildren(
    element("span", { class: "progress__turn", "aria-hidden": "true" }),
    element("span", {}, words.checking, " ", code(written)),
    step,
  );
  const checking = check(number, (done) => {
    step.textContent = words.progress[STEPS[STEPS.indexOf(done) + 1] ?? done];
  });
  prepareTimes(language);
  const outcome = await checking;
  if (!outcome) return;
  const { verdict, network } = outcome;
  progress.replaceChildren();
  const host = hostOf(network);
  const askSigner = (subnetId: string) => checkSigner(network, subnetId);
  const shown = { number, verdict, host, words, language, askSigner };
  const panel = resultPanel(shown, actions(number, verdict, network));
  result.replaceChildren(panel);
  const { title } = words.answers[verdict.answer];
  document.title = `${words.pageTitle.replace("{number}", written).replace("{answer}", title)} · ${words.name}`;
  byId("answer").focus();
  if (!("record" in verdict)) return;
  // After the facts that are proved, when it comes; the panel may be gone by then, and takes it along.
  const became = await becameSection(number, words, language);
  if (became) panel.querySelector("section")?.after(became);
}

function actions(number: string, verdict: LicenceVerdict, network: unknown): HTMLElement[] {
  if (verdict.answer === "unchecked") return [action(words.again, () => void show(number))];
  const { proof } = verdict.evidence;
  const saved = {
    number,
    answer: verdict.answer,
    network,
    proof: { certificate: toBase64(proof.certificate), witness: toBase64(proof.witness) },
  };
  return [
    action(words.print, () => print()),
    action(words.save, () => download(`${formatNumber(number)}.json`, JSON.stringify(saved, null, 2))),
  ];
}

function action(label: string, work: () => void): HTMLElement {
  const button = element("button", { type: "button", class: "quiet" }, label);
  button.addEventListener("click", work);
  return button;
}

function download(name: string, content: string): void {
  const href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  element("a", { href, download: name }).click();
  URL.revokeObjectURL(href);
}

/** Says who runs this, and whether any of it is real. Without an answer, the check itself will say so. */
async function describePortal(): Promise<void> {
  const network = await networkDescription().catch(() => null);
  if (typeof network !== "object" || network === null) return;
  const isDemonstration = "demonstration" in network && network.demonstration === true;
  document.documentElement.dataset.demonstration = String(isDemonstration);
  if (!("operator" in network) || typeof network.operator !== "string" || network.operator === "") return;
  const operator = isDemonstration ? words.demoOperator : network.operator;
  byId("operator").replaceChildren(sentence(words.operator, { operator: isolate(operator) }));
}

function hostOf(network: unknown): string {
  const host = typeof network === "object" && network !== null && "host" in network ? network.host : "";
  return typeof host === "string" && URL.canParse(host) ? new URL(host).host : "";
}
