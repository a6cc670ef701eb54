/** The smallest parts of the result: rows of facts, instants, plain text. */
import { element } from "./dom.ts";
import { machineTime } from "./times.ts";

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
