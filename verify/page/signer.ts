/** For the curious and for lawyers: what stands behind the signature, asked when somebody wants to know. */
import type { Signer } from "../signer.ts";
import { code, element, isolate, sentence } from "./dom.ts";
import { facts, type Showing, text } from "./parts.ts";
import { troubleOf } from "./trouble.ts";

const COMMAND = "npm run canisters:reproduce";

/** Closed at first; opened, it asks the subnet once. What could not be learnt is asked again at the next opening. */
export function signerDetails(subnetId: string, shown: Showing): HTMLElement {
  const { words } = shown;
  const content = element("div", { class: "signer", role: "status" });
  const details = element("details", { class: "result__section" }, element("summary", {}, words.signer.title), content);
  let isAsked = false;
  details.addEventListener("toggle", async () => {
    if (!details.open || isAsked) return;
    isAsked = true;
    content.replaceChildren(element("p", {}, words.signer.asking));
    const verdict = await shown.askSigner(subnetId);
    isAsked = verdict.answer === "signed";
    const found =
      verdict.answer === "signed"
        ? [element("p", {}, words.signer.lead), signerFacts(verdict.signer, shown)]
        : [element("p", { class: "result__trouble" }, words.troubles[troubleOf(verdict)], " ", code(verdict.code))];
    content.replaceChildren(...found, ...limits(shown));
  });
  return details;
}

function signerFacts(signer: Signer, { words }: Showing): HTMLElement {
  const { signer: names } = words;
  const { type, canisterRanges, nodes, moduleHash, controllers } = signer;
  const kind = type === null ? names.untold : names.kinds[type];
  const ranges = canisterRanges?.map(([first, last]) =>
    sentence(names.range, { first: code(first), last: code(last) }),
  );
  const computers = nodes.map(({ id, keyFingerprint }) => [
    code(id),
    element("span", { class: "age" }, names.nodeKey, " ", code(keyFingerprint)),
  ]);
  return facts([
    [names.key, code(signer.keyFingerprint)],
    [names.kind, kind === undefined ? isolate(type ?? "") : text(kind)],
    [names.ranges, ranges ? list(ranges.map((range) => [range])) : text(names.everything)],
    [`${names.nodes}: ${nodes.length}`, list(computers)],
    [names.program, moduleHash === null ? text(names.noProgram) : program(moduleHash, names.programHint)],
    [names.controllers, controllers.length > 0 ? list(controllers.map((id) => [code(id)])) : text(names.nobody)],
  ]);
}

function program(moduleHash: string, hint: string): HTMLElement {
  const how = element("span", { class: "age" }, sentence(hint, { command: code(COMMAND) }));
  return element("span", {}, code(moduleHash), how);
}

function list(items: readonly (readonly (Node | string)[])[]): HTMLElement {
  return element("ul", { class: "signer__list" }, ...items.map((item) => element("li", {}, ...item)));
}

function limits({ words }: Showing): HTMLElement[] {
  const { limitsTitle, limits: lines } = words.signer;
  return [element("h4", {}, limitsTitle), element("ul", {}, ...lines.map((line) => element("li", {}, line)))];
}
