/** The smallest parts of the result: sections, rows of facts, instants, plain text. */
import type { SignerVerdict } from "../signer.ts";
import { element } from "./dom.ts";
import type { Language, Messages } from "./messages.ts";
import { machineTime } from "./times.ts";

/** What every part of a result needs to be shown. */
export interface Showing {
  /** The host that was asked. */
  readonly host: string;
  readonly words: Messages;
  readonly language: Language;
  /** Asks what stands behind the signature of a subnet. */
  readonly askSigner: (subnetId: string) => Promise<SignerVerdict>;
}

/** A part of the result under its heading. */
export function section(title: string, content: HTMLElement): HTMLElement {
  return element("section", { class: "result__section" }, element("h3", {}, title), content);
}

/** A list of facts: what each is called, and what it is. */
export function facts(rows: readonly (readonly [string, Node])[]): HTMLElement {
  const pairs = rows.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)));
  return element("dl", { class: "facts" }, ...pairs);
}

/** An instant in words. Nanoseconds since 1970 UTC. */
export function moment(nanoseconds: bigint, words: string): HTMLElement {
  return element("time", { datetime: machineTime(nanoseconds) }, words);
}

/** Text as a node. */
export function text(words: string): Text {
  return document.createTextNode(words);
}
