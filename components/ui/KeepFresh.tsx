"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** How often the page is read again before the reader is left to do it: something that takes this long needs a person. */
const looks = 60;

/** Reads the page again every few seconds while it is in sight and something is on its way. Without JavaScript the reader does that. */
export function KeepFresh({ seconds }: { seconds: number }) {
  const router = useRouter();
  useEffect(() => {
    let left = looks;
    const timer = setInterval(() => {
      if (document.visibilityState !== "visible") return;
      if (left-- > 0) router.refresh();
      else clearInterval(timer);
    }, seconds * 1_000);
    return () => clearInterval(timer);
  }, [router, seconds]);
  return null;
}
