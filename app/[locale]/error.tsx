"use client";
import { useParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { faultWords } from "@/components/session/faultWords";
import { useLine } from "@/components/session/useLine";
import { awaitWords } from "@/components/session/words";
import { buttonClass } from "@/components/ui/tones";

type Props = { error: Error & { digest?: string } };

/** A page that failed: what that means, and the ways on. The reference stands in the portal's log beside the cause. */
export default function Fault({ error }: Props) {
  const locale = useParams().locale === "ur" ? "ur" : "en";
  const t = faultWords[locale];
  const isOnline = useLine();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    awaitWords(window.location.pathname);
    heading.current?.focus();
  }, []);
  return (
    <div className="max-w-3xl" role="alert">
      <h1 ref={heading} tabIndex={-1} className="text-2xl focus:outline-none">
        {isOnline ? t.title : t.offlineTitle}
      </h1>
      <p className="mt-3 text-lg text-muted">{isOnline ? t.text : t.offlineText}</p>
      <div className="mt-7 flex flex-wrap gap-3">
        <button type="button" onClick={() => window.location.reload()} className={buttonClass("primary")}>
          {t.again}
        </button>
        <a href={locale === "ur" ? "/ur" : "/"} className={buttonClass("quiet")}>
          {t.home}
        </a>
      </div>
      {error.digest && (
        <p className="mt-6 text-sm text-muted">
          {t.reference}: <bdi className="font-mono">{error.digest}</bdi>
        </p>
      )}
    </div>
  );
}
