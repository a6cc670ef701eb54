import { languageOf } from "@/lib/platform/i18n/languageOf";

type Props = { children: string | null | undefined; className?: string };

/** A name, or words that somebody wrote: in their own language and direction, whatever the language of the page is. */
export function Written({ children, className }: Props) {
  return (
    <bdi lang={languageOf(children)} className={className}>
      {children}
    </bdi>
  );
}
