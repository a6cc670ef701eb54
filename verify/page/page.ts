/** The verification page: a number from the address or the form, one check, one of the four answers; or all licences counted. */
import "./tokens.css";
import "./page.css";
import "./paper.css";
import "./result.css";
import "./media.css";
import { toBase64 } from "../bytes.ts";
import { VerifyError } from "../errors.ts";
import { parseNetwork } from "../network.ts";
import { formatNumber, numberIn } from "../number.ts";
import type { Saved } from "../saved.ts";
import { type Evidence, type LicenceVerdict, STEPS, type Step, type Unchecked } from "../verdict.ts";
import { accountsSection } from "./accounts.ts";
import { becameSection } from "./became.ts";
import {
  check,
  checkAccounts,
  checkFigures,
  checkFile,
  checkGovernance,
  checkPaperCodes,
  checkSaved,
  checkSigner,
  isOfPortal,
  networkDescription,
  type Outcome,
  prepare,
} from "./checker.ts";
import { byId, code, element, icon, isolate, sentence } from "./dom.ts";
import { figuresPanel, figuresTitle } from "./figures.ts";
import { filePanel, fileTitle } from "./file.ts";
import type { Language, Messages } from "./messages.ts";
import type { Showing } from "./parts.ts";
import { brokenGlass, placesSection } from "./places.ts";
import { answerOf, resultPanel } from "./result.ts";
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
  ask(number);
});
addEventListener("popstate", followAddress);
followAddress();
takePapers();
keepForOffline();

/** Asks the registry for a number, and has the address say so. */
function ask(number: string): void {
  history.pushState(null, "", `${here}/${formatNumber(number)}`);
  void show(number);
}

/** What the address asks for: `/verify/figures`, `/verify/<number>`, or the form's own `?number=`. */
function followAddress(): void {
  const rest = location.pathname.slice(here.length + 1);
  document.documentElement.toggleAttribute("data-view", false);
  if (rest === "figures") {
    document.documentElement.dataset.view = rest;
    return void showFigures();
  }
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
    const number = numberIn(typed);
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
  const checking = check(number, progressOf(words.checking, " ", code(written)));
  prepareTimes(language);
  const outcome = await checking;
  if (!outcome) return;
  const { verdict, network } = outcome;
  const shown = { number, verdict, ...showing(network) };
  const again = () => void show(number);
  const panel = resultPanel(shown, actions(verdict, network, { name: written, again, more: { number } }));
  present(panel);
  const { title } = words.answers[verdict.answer];
  document.title = `${words.pageTitle.replace("{number}", written).replace("{answer}", title)} · ${words.name}`;
  if (!("record" in verdict)) return;
  // After the facts that are proved, when it comes; the panel may be gone by then, and takes it along.
  const became = await becameSection(number, words, language);
  if (became) panel.querySelector("section")?.after(became);
}

/** What reads paper is fetched once somebody opens its panel, or drops a file on the page. */
function takePapers(): void {
  const panel = byId("paper") as HTMLDetailsElement;
  let panelWork: Promise<(files: Iterable<File>) => Promise<void>> | undefined;
  const start = () => {
    const hooks = { words: words.paper, ask, check: showPaper, checkFile: showFile, checkSaved: showSaved };
    panelWork ??= import("./paper.ts").then(({ startPaper }) => startPaper(hooks));
    return panelWork;
  };
  panel.addEventListener("toggle", () => panel.open && void start());
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", async (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    event.preventDefault();
    if (files.length === 0) return;
    panel.open = true;
    await (await start())(files);
  });
  void isOfPortal().then((isIt) => {
    byId("paper-registry").hidden = isIt;
  });
  const isOffline = () => {
    byId("offline").hidden = navigator.onLine;
  };
  addEventListener("online", isOffline);
  addEventListener("offline", isOffline);
  isOffline();
}

/** The codes of a paper. */
function showPaper(codes: string): Promise<void> {
  return showEarlier("paper", () => checkPaperCodes(codes), null);
}

/** A proof that somebody saved, of a licence whose number stands in it. */
function showSaved(saved: Saved, number: string): Promise<void> {
  return showEarlier("saved", () => checkSaved(number, saved.proof), number);
}

/** What was proved earlier, of a number that is known by then or not. */
async function showEarlier(
  made: "paper" | "saved",
  judge: () => Promise<Outcome<LicenceVerdict> | undefined>,
  named: string | null,
): Promise<void> {
  clearError();
  input.value = "";
  progressOf(words.checking)("query");
  prepareTimes(language);
  const outcome = await judge();
  if (!outcome) return;
  const { verdict, network } = outcome;
  const number = "record" in verdict ? verdict.record.number : (named ?? "");
  const shown = { number, verdict, ...showing(network), made };
  const does = number === "" ? [] : [action(words.paper.ask, () => ask(number)), action(words.print, () => print())];
  present(resultPanel(shown, does));
  document.title = `${answerOf(shown).title} · ${words.name}`;
}

async function showFile(name: string, bytes: Uint8Array): Promise<void> {
  clearError();
  input.value = "";
  const checking = checkFile(name, bytes, progressOf(words.checking, " ", code(name)));
  prepareTimes(language);
  const outcome = await checking;
  if (!outcome) return;
  const { verdict, network } = outcome;
  const again = () => void showFile(name, bytes);
  const shown = { name, verdict, ...showing(network) };
  present(filePanel(shown, actions(verdict, network, { name, again, more: { file: name } })));
  document.title = `${fileTitle(verdict, words)} · ${words.name}`;
}

/** After one visit the page opens without a network: to check paper, and to say that a number cannot be checked now. */
function keepForOffline(): void {
  const script = document.documentElement.dataset.offline;
  if (script === undefined || !("serviceWorker" in navigator)) return;
  // After everything that this visit is for. A browser that keeps nothing, by its settings, is no fault of the check.
  const keep = async () => {
    const scopes = [new URL(".", new URL(script, location.href)).pathname, here];
    const register = (scope: string) => navigator.serviceWorker.register(script, { scope });
    if (await Promise.all(scopes.map(register)).catch(() => null)) await keepDecoder();
  };
  if (document.readyState === "complete") void keep();
  else addEventListener("load", () => void keep());
}

/** Has the decoder of photographs kept too, once nothing else is to be done: it weighs more than all the rest. */
async function keepDecoder(): Promise<void> {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  if (connection?.saveData || !(await isOfPortal())) return;
  const { active } = await navigator.serviceWorker.ready;
  // Safari has no such callback.
  const whenIdle = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 2_000));
  whenIdle(() => active?.postMessage("decoder"));
}

async function showFigures(): Promise<void> {
  languageLink.href = `${elsewhere}/figures`;
  document.title = `${words.figures.title} · ${words.name}`;
  clearError();
  const checking = checkFigures(progressOf(words.checking));
  prepareTimes(language);
  const outcome = await checking;
  if (!outcome) return;
  const { verdict, network } = outcome;
  const again = () => void showFigures();
  const panel = figuresPanel(
    verdict,
    showing(network),
    actions(verdict, network, { name: "figures", again, more: {} }),
  );
  present(panel);
  leadToPart("parts");
  document.title = `${figuresTitle(verdict, { words, language })} · ${words.name}`;
  if (verdict.answer !== "figures") return;
  // After the registry's own figures, when they come; the panel may be gone by then, and takes them along. No messenger, no count.
  const accounts = hasMessenger(network) ? checkAccounts(network) : null;
  const governance = await checkGovernance(network);
  const saves = words.places.save;
  const places = placesSection(governance, showing(network), saving(governance, network, "governance", saves));
  panel.querySelector("section")?.after(places);
  const glass = brokenGlass(governance, showing(network));
  if (glass) panel.querySelector("header")?.after(glass);
  leadToPart("places");
  if (!accounts) return;
  const opened = await accounts;
  places.after(accountsSection(opened, showing(network), saving(opened, network, "accounts", words.accounts.save)));
}

/** Whoever came for this part of the answer, such as from a figure of the portal's, is led to it. */
function leadToPart(part: string): void {
  if (location.hash === `#${part}`) document.getElementById(part)?.scrollIntoView({ block: "center" });
}

/** Shows that a check is under way, and gives what moves it on. */
function progressOf(...said: readonly (Node | string)[]): (done: Step) => void {
  result.replaceChildren();
  const step = element("span", { class: "progress__step", "aria-hidden": "true" }, words.progress.query);
  progress.replaceChildren(
    element("span", { class: "progress__turn", "aria-hidden": "true" }),
    element("span", {}, ...said),
    step,
  );
  return (done) => {
    step.textContent = words.progress[STEPS[STEPS.indexOf(done) + 1] ?? done];
  };
}

function showing(network: unknown): Showing {
  const askSigner = (subnetId: string) => checkSigner(network, subnetId);
  return { host: hostOf(network), words, language, askSigner };
}

function present(panel: HTMLElement): void {
  pointToSite();
  progress.replaceChildren();
  result.replaceChildren(panel);
  byId("answer").focus();
}

type Judged = Unchecked | { readonly answer: string; readonly evidence: Evidence };

function actions(
  verdict: Judged,
  network: unknown,
  { name, again, more }: { name: string; again: () => void; more: object },
): HTMLElement[] {
  const save = saving(verdict, network, name, words.save, more);
  return save ? [action(words.print, () => print()), save] : [action(words.again, again)];
}

/** What saves a proof, for a later day; null where there is none. */
function saving(verdict: Judged, network: unknown, name: string, label: string, more: object = {}): HTMLElement | null {
  if (!("evidence" in verdict)) return null;
  const { proof } = verdict.evidence;
  const saved = {
    ...more,
    answer: verdict.answer,
    network,
    proof: { certificate: toBase64(proof.certificate), witness: toBase64(proof.witness) },
  };
  return action(label, () => download(`${name}.json`, JSON.stringify(saved, null, 2)));
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
  if ("site" in network && typeof network.site === "string" && /^https?:/.test(network.site)) {
    const { href } = new URL(location.pathname, network.site);
    byId("site").replaceChildren(element("a", { href }, words.site));
    byId("site").hidden = false;
  }
  if (!("operator" in network) || typeof network.operator !== "string" || network.operator === "") return;
  const operator = isDemonstration ? words.demoOperator : network.operator;
  byId("operator").replaceChildren(sentence(words.operator, { operator: isolate(operator) }));
}

/** Where the registry's own page shows what this one shows: the same address at its own site. */
function pointToSite(): void {
  const link = byId("site").querySelector("a");
  if (link) link.href = new URL(location.pathname, link.href).href;
}

function hasMessenger(network: unknown): boolean {
  try {
    return parseNetwork(network).canisters.messenger !== null;
  } catch {
    return false;
  }
}

function hostOf(network: unknown): string {
  const host = typeof network === "object" && network !== null && "host" in network ? network.host : "";
  return typeof host === "string" && URL.canParse(host) ? new URL(host).host : "";
}
