"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "@/components/ui/announce";
import { Dialog } from "@/components/ui/Dialog";
import { buttonClass } from "@/components/ui/tones";
import type { SessionLeft } from "@/lib/platform/auth/sessionLeft";
import { formatTime } from "@/lib/platform/i18n/format";
import { pathWithoutLocale } from "@/lib/platform/i18n/routing";
import { onTabNews, tellTabs } from "./tabs";
import { awaitWords, forgetWords } from "./words";

/** Seconds before its end at which a session is said to end. */
const warning = 600;
/** A timer of the browser holds no more milliseconds than this. */
const longestTimer = 2_000_000_000;

export type SessionTexts = Record<
  "soon" | "soonText" | "stay" | "later" | "extended" | "last" | "ended" | "endedText" | "signIn" | "close",
  string
>;

type Props = {
  left: SessionLeft;
  /** Extends the session; null when it was over. */
  stay: () => Promise<SessionLeft | null>;
  /** The sign-in page in the reader's language. */
  signIn: string;
  locale: string;
  texts: SessionTexts;
};

type Shown = "nothing" | "soon" | "ended";

/** Says in time that the session ends, and lets it be extended; says when it has ended, and leads back to where one was. */
export function SessionWatch({ left, stay, signIn, locale, texts }: Props) {
  const [known, setKnown] = useState(() => ({ ...left, at: Date.now() }));
  // A page may be opened when its end is near already.
  const [shown, setShown] = useState<Shown>(left.seconds <= warning ? "soon" : "nothing");
  const declined = useRef(false);

  const learn = useCallback((next: SessionLeft | null) => {
    if (next === null || next.seconds === 0) {
      setShown("ended");
      return;
    }
    setKnown({ ...next, at: Date.now() });
    const isSoon = next.seconds <= warning;
    if (!isSoon) declined.current = false;
    setShown(isSoon && !declined.current ? "soon" : "nothing");
  }, []);

  /** Asks the server: another tab may have extended the session, or ended it. */
  const ask = useCallback(async () => {
    try {
      const response = await fetch("/api/session", { cache: "no-store" });
      if (response.ok) learn(((await response.json()) as { left: SessionLeft | null }).left);
    } catch {
      // No connection: its end is known by the clock, and the server will say when there is one.
    }
  }, [learn]);

  useEffect(() => {
    const end = known.at + known.seconds * 1_000;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const now = Date.now();
      const next = now < end - warning * 1_000 ? end - warning * 1_000 : end;
      timer = setTimeout(() => void ask(), Math.min(Math.max(next - now, 1_000), longestTimer));
    };
    wait();
    // Timers stand still while a phone sleeps.
    const seen = () => {
      if (document.visibilityState === "visible" && Date.now() > end - warning * 1_000) void ask();
    };
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [known, ask]);

  useEffect(
    () =>
      onTabNews((news) => {
        // Whoever signed out in one tab leaves nothing in another.
        if (news === "signedOut") forgetWords();
        void ask();
      }),
    [ask],
  );

  async function extend() {
    const next = await stay().catch(() => undefined);
    // No connection; the dialog stays, and so does the time that is left.
    if (next === undefined) return;
    learn(next);
    if (next === null) return;
    declined.current = next.seconds <= warning;
    setShown("nothing");
    tellTabs("extended");
    announce(texts.extended.replace("{time}", timeOf(next, Date.now(), locale)));
  }

  const next = () => `${pathWithoutLocale(location.pathname)}${location.search}`;
  const toSignIn = (
    <a
      href={signIn}
      className={buttonClass("primary")}
      onClick={(event) => {
        awaitWords(location.pathname);
        event.currentTarget.href = `${signIn}?next=${encodeURIComponent(next())}`;
      }}
    >
      {texts.signIn}
    </a>
  );
  const quiet = (label: string) => (
    <button type="button" className={buttonClass("quiet")} onClick={close}>
      {label}
    </button>
  );
  function close() {
    declined.current = true;
    setShown("nothing");
  }

  return (
    <>
      <Dialog
        open={shown === "soon"}
        onClose={close}
        role="alertdialog"
        title={texts.soon}
        actions={
          <>
            {known.canBeExtended ? (
              <button type="button" className={buttonClass("primary")} onClick={() => void extend()}>
                {texts.stay}
              </button>
            ) : (
              toSignIn
            )}
            {quiet(texts.later)}
          </>
        }
      >
        <p>{texts.soonText.replace("{time}", timeOf(known, known.at, locale))}</p>
        {!known.canBeExtended && <p className="mt-3">{texts.last}</p>}
      </Dialog>
      <Dialog
        open={shown === "ended"}
        onClose={close}
        role="alertdialog"
        title={texts.ended}
        actions={
          <>
            {toSignIn}
            {quiet(texts.close)}
          </>
        }
      >
        <p>{texts.endedText}</p>
      </Dialog>
    </>
  );
}

function timeOf(left: SessionLeft, at: number, locale: string): string {
  return formatTime(new Date(at + left.seconds * 1_000), locale);
}
