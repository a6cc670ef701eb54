import type { ReactNode } from "react";

// A word of several parts, such as "APP-TZHB7-4" or "Quaid-i-Azam": not so long that it would leave a phone's line.
const joined = /(?<![\p{L}\d-])[\p{L}\d]+(?:-[\p{L}\d]+)+(?![\p{L}\d-])/u;
const longest = 18;

/** A text whose numbers and names with hyphens stay on one line each: a browser would part them at a hyphen. */
export function unbroken(text: string): ReactNode {
  const found = joined.exec(text);
  if (!found) return text;
  const [word = ""] = found;
  const after = found.index + word.length;
  return (
    <>
      {text.slice(0, found.index)}
      {word.length <= longest ? <span className="whitespace-nowrap">{word}</span> : word}
      {unbroken(text.slice(after))}
    </>
  );
}
