/** What somebody typed into the forms of one address, kept in this tab. */
type Kept = {
  /** Whose words they are. */
  who: string;
  /** The session ended, the page failed or there was no connection: the words come back when the person does. */
  isAwaited: boolean;
  forms: Record<string, Record<string, string | boolean>>;
};

/** An event of a form: the portal has its words. */
export const wordsSaved = "sanad:saved";

const prefix = "sanad-words:";

/** Words are kept by address without its language: whoever comes back may have changed it. */
const keyOf = (path: string) => prefix + path.replace(/^\/(?:en|ur)(?=\/|$)/, "");

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const unkept = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);

/** Secrets, searches and consents are not kept: a consent is given anew. */
function fieldsOf(form: HTMLFormElement): Field[] {
  if (form.getAttribute("method")?.toLowerCase() === "get" || form.role === "search") return [];
  return [...form.elements].filter((element): element is Field => {
    if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return element.name !== "";
    if (!(element instanceof HTMLInputElement) || element.name === "") return false;
    if (unkept.has(element.type)) return isBeside(element);
    return element.autocomplete !== "one-time-code" && !("confirm" in element.dataset);
  });
}

/** A hidden field that says what the words are based on; kept only together with words. */
const isBeside = (field: Field) => field.type === "hidden" && "kept" in field.dataset;

const isTicked = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");

const nameOf = (field: Field) => (isTicked(field) ? `${field.name}=${field.value}` : field.name);

/** The form's id is React's own or ours; both are the same the next time the page is drawn. */
function nameOfForm(form: HTMLFormElement): string {
  return form.id || String([...document.forms].indexOf(form));
}

function changed(field: Field): boolean {
  if (isTicked(field)) return field.checked !== field.defaultChecked;
  if (field instanceof HTMLSelectElement) {
    const first = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
    return field.value !== (first?.value ?? "");
  }
  return field.value !== field.defaultValue;
}

function read(key: string): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return typeof kept === "object" && kept !== null && "forms" in kept ? (kept as Kept) : undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, kept: Kept): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // No room, or none is given: the page itself still has the words.
  }
}

function keys(): string[] {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
}

/** Keeps what differs in a form from what the server put there; a form that is as the server made it is forgotten. */
export function keepWords(who: string, form: HTMLFormElement): void {
  const key = keyOf(location.pathname);
  const kept = read(key) ?? { who, isAwaited: false, forms: {} };
  const fields = fieldsOf(form);
  const typed = fields.filter((field) => !isBeside(field) && changed(field));
  const words = [...typed, ...(typed.length > 0 ? fields.filter(isBeside) : [])].map(
    (field): [string, string | boolean] => [nameOf(field), isTicked(field) ? field.checked : field.value],
  );
  if (words.length > 0) kept.forms[nameOfForm(form)] = Object.fromEntries(words);
  else delete kept.forms[nameOfForm(form)];
  const isAwaited = kept.isAwaited || !navigator.onLine;
  if (Object.keys(kept.forms).length > 0) write(key, { ...kept, who, isAwaited });
  else sessionStorage.removeItem(key);
}

/** The words of an address are to come back with the person, with the page that failed, or with the connection. */
export function awaitWords(path: string): void {
  const key = keyOf(path);
  const kept = read(key);
  if (kept) write(key, { ...kept, isAwaited: true });
}

/**
 * Somebody came to an address: words that wait for them there are put back; words that nobody waits for, or of
 * somebody else, are done with. True when words came back.
 * At the sign-in page nothing is decided yet, but that the words of the address it leads to are awaited.
 */
export function arrive(who: string | null, path: string, next: string | null): boolean {
  if (/\/sign-in(\/|$)/.test(path)) {
    if (next?.startsWith("/")) awaitWords(next.split(/[?#]/, 1)[0] ?? next);
    return false;
  }
  const here = keyOf(path);
  for (const key of keys()) {
    const kept = read(key);
    if (!kept?.isAwaited || (who !== null && kept.who !== who)) sessionStorage.removeItem(key);
  }
  const kept = read(here);
  if (!kept || who === null) return false;
  write(here, { ...kept, isAwaited: false });
  let isBack = false;
  for (const form of document.forms) {
    const words = kept.forms[nameOfForm(form)];
    if (!words) continue;
    for (const field of fieldsOf(form)) {
      const word = words[nameOf(field)];
      if (word === undefined) continue;
      if (isTicked(field) && typeof word === "boolean") {
        if (field.checked !== word) field.click();
      } else if (!isTicked(field) && typeof word === "string") put(field, word);
      isBack = true;
    }
  }
  return isBack;
}

/** As if typed: React and autosave hear of it. */
function put(field: Field, word: string): void {
  const prototype = Object.getPrototypeOf(field) as object;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, word);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Nothing of anybody stays in this tab. */
export function forgetWords(): void {
  for (const key of keys()) sessionStorage.removeItem(key);
}

/** A form was sent and is done, or emptied by hand. */
export function forgetForm(form: HTMLFormElement): void {
  const key = keyOf(location.pathname);
  const kept = read(key);
  if (!kept) return;
  delete kept.forms[nameOfForm(form)];
  if (Object.keys(kept.forms).length > 0) write(key, kept);
  else sessionStorage.removeItem(key);
}
