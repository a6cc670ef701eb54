/** The box of every typed field. */
export const boxClass =
  "block w-full min-h-11 rtl:min-h-13 rounded-md border border-edge bg-surface px-3 py-2 text-base leading-(--leading-tight) text-ink hover:border-ink aria-invalid:border-2 aria-invalid:border-bad";
