/** Runs in the page: opens all that is folded away, or folds again what it has opened. Was there anything? */
export function unfold(isOpen: boolean): boolean {
  const folds = [...document.querySelectorAll<HTMLDetailsElement>("main details")].filter(
    (fold) => fold.open !== isOpen && (isOpen || fold.dataset.unfolded !== undefined),
  );
  for (const fold of folds) {
    fold.open = isOpen;
    fold.dataset.unfolded = "";
  }
  return folds.length > 0;
}
