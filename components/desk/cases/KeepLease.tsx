"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { renewEvery } from "@/lib/desk/rules";
import { renew } from "./actions";

type Props = { of: { institutionId: string } | { applicationId: string } };

/** Extends the time of a case while its page is in sight; once it is somebody else's, the page says so. */
export function KeepLease({ of }: Props) {
  const router = useRouter();
  const key = JSON.stringify(of);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== "visible") return;
      // Without a connection the lease lapses, as it should.
      renew(JSON.parse(key) as Props["of"]).then(
        (isHeld) => isHeld || router.refresh(),
        () => {},
      );
    }, renewEvery);
    return () => clearInterval(timer);
  }, [router, key]);
  return null;
}
