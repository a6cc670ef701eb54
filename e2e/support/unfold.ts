/** Runs in the page: opens all that is folded away, or folds again what it has opened. */
export function unfold(isOpen: boolean): void {
  for (const fold of document.querySelectorAll<HTMLDetailsElement>("main details")) {
    if (isOpen === fold.open || (!isOpen && fold.dataset.unfolded === undefined)) continue;
    fold.open = isOpen;
    fold.dataset.unfolded = "";
  }
}
