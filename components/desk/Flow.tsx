"use client";
// With the frame, so that no list is ever seen before its shape is there.
import "./desk.css";
import "./table/desk-table.css";
import { useRouter, useSearchParams } from "next/navigation";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useTransition } from "react";

const filterFields = "search form[method=get] :is(input:not([type=hidden]), select)";

const Going = createContext<((href: string) => void) | undefined>(undefined);

/** Goes to an address of the portal while what stands on the page stays there, marked as busy. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  const go = useContext(Going);
  return useCallback((href: string) => (go ? go(href) : router.push(href)), [go, router]);
}

/**
 * How one moves about the desk: filters, orders, pages and rows are addresses, and until the next one is there the old rows stay
 * in sight under a bar that runs. Without JavaScript they are links and forms like any other.
 */
export function Flow({ loading, children }: { loading: string; children: ReactNode }) {
  const router = useRouter();
  const [isBusy, start] = useTransition();
  const place = useRef<HTMLDivElement>(null);
  const params = useSearchParams();

  // What a filter shows follows the address, whoever changed it.
  useEffect(() => {
    for (const field of place.current?.querySelectorAll<HTMLInputElement | HTMLSelectElement>(filterFields) ?? [])
      if (field !== document.activeElement) field.value = params.get(field.name) ?? "";
  }, [params]);

  const go = useCallback(
    (href: string) => {
      const isSameList = new URL(href, window.location.href).pathname === window.location.pathname;
      start(() => router.push(href, { scroll: !isSameList }));
    },
    [router],
  );

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const submit = (event: SubmitEvent) => {
      const form = event.target;
      // By the attribute: a form of an action has none once the page is fetched by script, and counts as "get" then.
      if (!(form instanceof HTMLFormElement) || !form.matches("[method=get]") || event.defaultPrevented) return;
      event.preventDefault();
      go(addressOf(form));
    };
    // A choice from a list is applied at once; what is typed, with Enter.
    const change = (event: Event) => {
      if (event.target instanceof HTMLSelectElement && event.target.form?.matches("search form[method=get]"))
        event.target.form.requestSubmit();
    };
    const click = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      if (link.origin !== window.location.origin || link.pathname !== window.location.pathname || link.hash) return;
      event.preventDefault();
      go(link.href);
    };
    element.addEventListener("submit", submit);
    element.addEventListener("change", change);
    // Before the framework's own links, which would go without a word.
    element.addEventListener("click", click, { capture: true });
    return () => {
      element.removeEventListener("submit", submit);
      element.removeEventListener("change", change);
      element.removeEventListener("click", click, { capture: true });
    };
  }, [go]);

  return (
    <Going value={go}>
      {isBusy && (
        <p role="status" className="fixed inset-x-0 top-0 z-30">
          <span className="running block h-1 bg-accent" />
          <span className="sr-only">{loading}</span>
        </p>
      )}
      <div ref={place} aria-busy={isBusy} className="desk">
        {children}
      </div>
    </Going>
  );
}

/** Where a form by GET leads; what is empty is left out. */
function addressOf(form: HTMLFormElement): string {
  // By the attribute: a field of this name would stand for the property.
  const target = new URL(form.getAttribute("action") ?? "", window.location.href);
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === "string" && value !== "") query.append(name, value);
  const text = query.toString();
  return text ? `${target.pathname}?${text}` : target.pathname;
}
