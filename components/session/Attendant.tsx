import { createHash } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { staySignedIn } from "@/app/[locale]/sign-in/actions";
import type { Actor } from "@/lib/platform/auth/actor";
import { sessionLeft } from "@/lib/platform/auth/sessionLeft";
import { localePath } from "@/lib/platform/i18n/routing";
import { offlineVersion } from "@/lib/platform/web/statePages";
import { Line } from "./Line";
import { OfflinePages } from "./OfflinePages";
import { Pending } from "./Pending";
import { SessionWatch } from "./SessionWatch";
import { WordKeeper } from "./WordKeeper";

/** What looks after the reader on every page: the connection, the session's end, what was typed, the next page on its way. */
export async function Attendant({ actor }: { actor: Actor }) {
  const [t, locale] = [await getTranslations("states"), await getLocale()];
  const person = actor?.kind === "person" ? actor : null;
  return (
    <>
      <Line offline={t("line.offline")} online={t("line.online")} notSent={t("line.notSent")} />
      <WordKeeper who={person && whoIs(person.userId)} restored={t("session.restored")} />
      {person?.session && (
        <SessionWatch
          key={person.sessionId}
          left={sessionLeft(person.session)}
          stay={staySignedIn}
          signIn={localePath("/sign-in", locale)}
          locale={locale}
          texts={{
            soon: t("session.soon"),
            soonText: t.raw("session.soonText"),
            stay: t("session.stay"),
            later: t("session.later"),
            extended: t.raw("session.extended"),
            last: t("session.last"),
            ended: t("session.ended"),
            endedText: t("session.endedText"),
            signIn: t("session.signIn"),
            close: t("session.close"),
          }}
        />
      )}
      <Suspense>
        <Pending label={t("loading")} />
      </Suspense>
      {process.env.NODE_ENV === "production" && <OfflinePages worker={`/sw.js?v=${await offlineVersion()}`} />}
    </>
  );
}

/** Tells one person's words from another's in a browser that both use, and nothing else about them. */
function whoIs(userId: string): string {
  return createHash("sha256").update(`sanad-who ${userId}`).digest("base64url").slice(0, 16);
}
