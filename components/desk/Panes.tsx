"use client";
import "./desk.css";
import { type ReactNode, useEffect, useId, useRef } from "react";

type Pane = { label: string; content: ReactNode };

type Props = {
  first: Pane;
  second: Pane;
  /** The words of the link from the first to the second. */
  toSecond: string;
  /** Says that F6 changes sides. */
  keys: string;
};

// What scrolls must be reached by keyboard, in browsers too that do not see to it themselves.
const focusable = { tabIndex: 0 };

/**
 * Two things read together: side by side where there is room, each scrolling by itself, F6 going from one to the other; on a
 * smaller screen one below the other, with a link that leads down.
 */
export function Panes({ first, second, toSecond, keys }: Props) {
  const ids = [useId(), useId()] as const;
  const panes = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const changeSides = (event: KeyboardEvent) => {
      const sides = panes.current?.children;
      if (event.key !== "F6" || event.altKey || event.ctrlKey || event.metaKey || !sides) return;
      // A window is open over the page.
      if (panes.current?.closest("[inert]")) return;
      event.preventDefault();
      const [one, other] = Array.from(sides).filter((side) => side instanceof HTMLElement);
      (one?.contains(document.activeElement) ? other : one)?.focus();
    };
    // Each side ends where the screen does, so that what it has at its end is in sight before anything is scrolled.
    const measure = () => {
      const top = Math.max(16, panes.current?.getBoundingClientRect().top ?? 16);
      panes.current?.style.setProperty("--room", `${Math.max(320, window.innerHeight - top - 16)}px`);
    };
    measure();
    document.addEventListener("keydown", changeSides);
    document.addEventListener("scroll", measure, { passive: true });
    window.addEventListener("resize", measure);
    return () => {
      document.removeEventListener("keydown", changeSides);
      document.removeEventListener("scroll", measure);
      window.removeEventListener("resize", measure);
    };
  }, []);

  return (
    <div ref={panes} className="panes">
      {[first, second].map(({ label, content }, index) => (
        <section key={label} id={ids[index]} aria-label={label} {...focusable}>
          {index === 0 && (
            <p className="jump">
              <a href={`#${ids[1]}`}>{toSecond}</a> <span className="max-lg:hidden">{keys}</span>
            </p>
          )}
          <div className="flex flex-col gap-9">{content}</div>
        </section>
      ))}
    </div>
  );
}
