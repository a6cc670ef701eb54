"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { Skeleton } from "@/components/ui/Skeleton";

/** Milliseconds after which a page that is on its way shows its outline; a quicker one just comes. */
const patience = 200;
/** Milliseconds after which something has gone wrong, and the page that one was on is better than an outline. */
const longest = 20_000;

/**
 * The outline of the page that was asked for, while it is on its way. Only where a link is followed without leaving the document: a page
 * that is opened anew comes whole, so that it is there without JavaScript too.
 */
export function Pending({ label }: { label: string }) {
  const address = `${usePathname()}?${useSearchParams()}`;
  const [target, setTarget] = useState<{ path: string; from: string }>();
  const isWaiting = target !== undefined && target.from === address;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    function followed(event: MouseEvent) {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      // The framework's own links have taken the click for themselves by now; others load a document.
      if (!(link instanceof HTMLAnchorElement) || !event.defaultPrevented || link.origin !== location.origin) return;
      if (link.pathname === location.pathname && link.search === location.search) return;
      clearTimeout(timer);
      const next = { path: link.pathname, from: address };
      timer = setTimeout(() => setTarget(next), patience);
    }
    document.addEventListener("click", followed);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("click", followed);
      // It came, or another did: whoever comes back here later waits for nothing.
      setTarget(undefined);
    };
  }, [address]);

  useEffect(() => {
    const main = document.getElementById("content");
    if (!isWaiting || !main) return;
    main.setAttribute("data-waiting", "");
    main.setAttribute("aria-busy", "true");
    const timer = setTimeout(() => setTarget(undefined), longest);
    return () => {
      clearTimeout(timer);
      main.removeAttribute("data-waiting");
      main.removeAttribute("aria-busy");
    };
  }, [isWaiting]);

  const main = isWaiting ? document.getElementById("content") : null;
  return main ? createPortal(<Outline path={target?.path ?? ""} label={label} />, main) : null;
}

function Outline({ path, label }: { path: string; label: string }) {
  const isList = /\/desk\/[a-z]+$/.test(path);
  return (
    <div data-outline="" className={isList ? "" : "max-w-3xl"}>
      <p role="status" className="sr-only">
        {label}
      </p>
      <Skeleton kind="heading" />
      <div className="mt-7 flex flex-col gap-9">
        {isList ? (
          <Skeleton kind="rows" count={8} />
        ) : (
          <>
            <Skeleton count={3} />
            <Skeleton kind="box" />
            <Skeleton count={4} />
          </>
        )}
      </div>
    </div>
  );
}
