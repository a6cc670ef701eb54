import { languageOf } from "@/lib/platform/i18n/languageOf";
import { unbroken } from "./unbroken";

type Props = { children: string | null | undefined; className?: string };

/** A name, or a few words that somebody wrote: in their own language and direction, whatever the language of the page is. */
export function Written({ children, className }: Props) {
  return (
    <bdi lang={languageOf(children)} className={className}>
      {children && unbroken(children)}
    </bdi>
  );
}

/** Sentences that somebody wrote: a paragraph that begins where its language does, with that language's distance of lines. */
export function Words({ children }: { children: string | null | undefined }) {
  return (
    <p dir="auto" lang={languageOf(children)} className="max-w-prose break-words whitespace-pre-line">
      {children}
    </p>
  );
}
