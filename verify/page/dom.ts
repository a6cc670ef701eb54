/** Small hands for building the page: no markup is ever parsed from text. */

type Child = Node | string | null;

/** An element with attributes and children; `null` children are left out. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** One of the page's symbols, for the eye only: words say the same beside it. */
export function icon(name: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 48 48");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Text that runs in its own direction, and is read as English where its letters are Latin: names from a record. */
export function isolate(text: string): HTMLElement {
  return element("bdi", /[A-Za-z]/.test(text) && !/\p{Script=Arabic}/u.test(text) ? { lang: "en" } : {}, text);
}

/** A number or an identifier: left to right, in figures of one width. */
export function code(text: string): HTMLElement {
  return element("bdi", { class: "code", dir: "ltr" }, text);
}

/** A sentence with its placeholders filled: `{date}` by the node of that name. */
export function sentence(pattern: string, parts: Readonly<Record<string, Node>> = {}): DocumentFragment {
  const whole = document.createDocumentFragment();
  for (const piece of pattern.split(/(\{\w+\})/)) whole.append(parts[piece.slice(1, -1)] ?? piece);
  return whole;
}

/** An element of the page's own template. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}
