/**
 * Runs in the page: the words and controls that stick out of the screen, or out of a part of it that hides what sticks out,
 * and that nothing lets the reader scroll to. What ends in an ellipsis says itself that there is more.
 */
export function cutOff(): string[] {
  // A long list leaves undrawn what is not scrolled to, and would be laid out anew for each line that is asked where it is.
  const isUndrawn = (element: Element) => getComputedStyle(element).contentVisibility === "auto";
  const drawn = new CSSStyleSheet();
  if ([...document.querySelectorAll("main *")].some(isUndrawn)) {
    drawn.replaceSync("* { content-visibility: visible !important; }");
    document.adoptedStyleSheets.push(drawn);
  }
  const screen = { left: 0, right: document.documentElement.clientWidth };
  const isOutside = (element: Element, edge: { left: number; right: number }) => {
    const { left, right } = element.getBoundingClientRect();
    return left < edge.left - 1 || right > edge.right + 1;
  };
  const isCut = (element: Element): boolean => {
    for (let around: Element | null = element; around && around !== document.body; around = around.parentElement) {
      const { overflowX, textOverflow } = getComputedStyle(around);
      if (overflowX === "visible") continue;
      if (overflowX === "auto" || overflowX === "scroll") return false;
      // It ends a text; a box in the text, such as a tag, is cut through.
      const isText = around === element || getComputedStyle(element).display === "inline";
      if (textOverflow === "ellipsis" && isText) return false;
      const edge = around.getBoundingClientRect();
      // What is there for screen readers alone is one pixel wide.
      if (edge.width <= 1) return false;
      if (around !== element && element.textContent?.trim() && isOutside(element, edge)) return true;
      return false;
    }
    return isOutside(element, screen);
  };
  const found = [...document.querySelectorAll("main *, header *, footer *")]
    .filter((element) => {
      // What lies folded away has a place, but nobody sees it there.
      if (!element.checkVisibility({ visibilityProperty: true }) || element.getBoundingClientRect().width <= 1)
        return false;
      if (element.children.length > 0 && !element.matches("button, select, textarea")) return false;
      return isCut(element);
    })
    .map((element) => element.outerHTML.slice(0, 200));
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== drawn);
  return found;
}
