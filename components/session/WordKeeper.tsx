"use client";
import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { announce } from "@/components/ui/announce";
import { forgetPages, forgetPagesOfOthers } from "./pages";
import { tellTabs } from "./tabs";
import { arrive, forgetForm, forgetWords, keepWords, wordsSaved } from "./words";

/** Milliseconds of quiet before words are kept. */
const quiet = 250;

/** Keeps what a signed-in person types in this tab, so that a session's end loses nothing; and nothing of them once they sign out. */
export function WordKeeper({ who, restored }: { who: string | null; restored: string }) {
  const path = usePathname();

  useEffect(() => {
    void forgetPagesOfOthers(who);
    const next = new URLSearchParams(location.search).get("next");
    if (arrive(who, path, next)) announce(restored, "neutral");
  }, [who, path, restored]);

  useEffect(() => {
    if (who === null) return;
    const timers = new Map<HTMLFormElement, ReturnType<typeof setTimeout>>();
    function keep(form: HTMLFormElement) {
      clearTimeout(timers.get(form));
      timers.delete(form);
      if (who !== null && form.isConnected) keepWords(who, form);
    }
    const formOf = ({ target }: Event) =>
      target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
        ? target.form
        : null;
    function typed(event: Event) {
      const form = formOf(event);
      if (!form?.closest("main")) return;
      // Without a connection the page may be gone before it is quiet, and with it that there was none.
      if (!navigator.onLine) return keep(form);
      clearTimeout(timers.get(form));
      timers.set(
        form,
        setTimeout(() => keep(form), quiet),
      );
    }
    function keepAll() {
      for (const form of [...timers.keys()]) keep(form);
    }
    function sent({ target }: SubmitEvent) {
      keepAll();
      if (!(target instanceof HTMLFormElement) || !("signOut" in target.dataset)) return;
      forgetWords();
      void forgetPages();
      tellTabs("signedOut");
    }
    function emptied({ target }: Event) {
      if (!(target instanceof HTMLFormElement)) return;
      clearTimeout(timers.get(target));
      timers.delete(target);
      forgetForm(target);
    }
    document.addEventListener("input", typed);
    document.addEventListener("change", typed);
    document.addEventListener("submit", sent, { capture: true });
    document.addEventListener("reset", emptied);
    document.addEventListener(wordsSaved, emptied);
    window.addEventListener("pagehide", keepAll);
    return () => {
      keepAll();
      document.removeEventListener("input", typed);
      document.removeEventListener("change", typed);
      document.removeEventListener("submit", sent, { capture: true });
      document.removeEventListener("reset", emptied);
      document.removeEventListener(wordsSaved, emptied);
      window.removeEventListener("pagehide", keepAll);
    };
  }, [who]);

  return null;
}
