"use client";
import { useEffect, useRef, useState } from "react";
import { colour, contrast } from "./contrast";
import type { Pair } from "./pairs";

type Props = {
  caption: string;
  pairs: readonly Pair[];
  /** The least contrast that will do. */
  least: number;
  words: { enough: string; weak: string };
};

const name = ({ front, back }: Pair) => `${front}/${back}`;

/** Pairs of colours as they are on this very page, and their contrast, counted in the browser for the theme that shows. */
export function Colours({ caption, pairs, least, words }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [ratios, setRatios] = useState<Record<string, number>>({});

  useEffect(() => {
    function count() {
      const found: Record<string, number> = {};
      for (const sample of list.current?.querySelectorAll<HTMLElement>("[data-pair]") ?? []) {
        const style = getComputedStyle(sample);
        const [front, back] = [colour(style.color), colour(style.backgroundColor)];
        if (front && back && sample.dataset.pair) found[sample.dataset.pair] = contrast(front, back);
      }
      setRatios(found);
    }
    count();
    const themeChosen = new MutationObserver(count);
    themeChosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const device = matchMedia("(prefers-color-scheme: dark)");
    device.addEventListener("change", count);
    return () => {
      themeChosen.disconnect();
      device.removeEventListener("change", count);
    };
  }, []);

  return (
    <ul
      ref={list}
      aria-label={caption}
      className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-px border border-line bg-line"
    >
      {pairs.map((pair) => {
        const ratio = ratios[name(pair)];
        return (
          <li key={name(pair)} className="flex flex-col bg-surface text-xs">
            <span
              data-pair={name(pair)}
              aria-hidden="true"
              className="flex h-14 items-center px-3 text-lg font-semibold"
              style={{ color: `var(--${pair.front})`, background: `var(--${pair.back})` }}
            >
              {least >= 4.5 && (
                <span lang="en" className="me-3">
                  Aa
                </span>
              )}
              <span className="size-4 rounded-full border-3 border-current" />
            </span>
            <span className="flex flex-col px-3 py-2">
              <span lang="en" dir="ltr" className="text-start">
                {pair.front} <span className="text-muted">/ {pair.back}</span>
              </span>
              <span className="tabular-nums">
                <bdi dir="ltr">{ratio === undefined ? "–" : ratio.toFixed(1)}</bdi>
                {ratio !== undefined && (
                  <span className={ratio < least ? "font-semibold text-bad" : "text-muted"}>
                    {" "}
                    {ratio < least ? words.weak : words.enough}
                  </span>
                )}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
