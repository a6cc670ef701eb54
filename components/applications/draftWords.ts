import type { DraftField } from "@/lib/applications/merge";

/** The text of a field as the form has it: of a group of radios, the chosen one's value. */
export function wordsIn(form: HTMLFormElement, field: string): string {
  const found = form.elements.namedItem(field);
  if (found instanceof RadioNodeList || found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement)
    return found.value;
  return "";
}

/** Writes into a field, or chooses the radio of that value; nobody is told, since nobody typed it. */
export function put(form: HTMLFormElement, field: string, text: string): void {
  const found = form.elements.namedItem(field);
  if (found instanceof RadioNodeList) {
    for (const radio of found) if (radio instanceof HTMLInputElement) radio.checked = radio.value === text;
  } else if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement) found.value = text;
}

/** Do two texts say the same? A form sends other line ends than it shows, and space around a text says nothing. */
export function isSame(one: string, other: string): boolean {
  const plain = (text: string) => text.replace(/\r\n?/g, "\n").trim();
  return plain(one) === plain(other);
}

/** Is everything in the form as the server put it there? */
export function isUntouched(form: HTMLFormElement): boolean {
  return Array.from(form.elements).every((element) => {
    if (element instanceof HTMLTextAreaElement) return element.value === element.defaultValue;
    if (!(element instanceof HTMLInputElement) || element.type === "hidden") return true;
    return element.type === "radio"
      ? element.checked === element.defaultChecked
      : element.value === element.defaultValue;
  });
}

/** The marks that the form holds, by field. */
export function marksIn(form: HTMLFormElement): Partial<Record<DraftField, string>> {
  const held = Array.from(form.elements).flatMap((element) =>
    element instanceof HTMLInputElement && element.name.startsWith("based.")
      ? [[element.name.slice("based.".length), element.value]]
      : [],
  );
  return Object.fromEntries(held);
}
