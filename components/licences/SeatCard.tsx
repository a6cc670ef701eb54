import { getLocale, getTranslations } from "next-intl/server";
import { Card, DateTime, Identifier, Notice, SummaryList, Written } from "@/components/ui";
import { KeepFresh } from "@/components/ui/KeepFresh";
import type { mySeats } from "@/lib/licences/queries";
import { portalOrigin } from "@/lib/platform/config";
import { Link } from "@/lib/platform/i18n/navigation";
import { localePath } from "@/lib/platform/i18n/routing";
import { LicenceEnd } from "./LicenceEnd";
import { LicenceTag } from "./LicenceTag";
import { institutionName, titleOf } from "./names";
import { QrCode } from "./QrCode";

/** A seat as its holder sees it. */
export type HeldSeat = Awaited<ReturnType<typeof mySeats>>[number];

/** The licence in its holder's hand: number, dates, state, and the code that leads anybody to its check. */
export async function SeatCard({ seat }: { seat: HeldSeat }) {
  const t = await getTranslations("seats.mine");
  const certificate = await getTranslations("certificate");
  const locale = await getLocale();
  const { licence } = seat;
  const check = localePath(`/verify/${licence.number}`, locale);

  return (
    <>
      {seat.state === "CLAIMED" && (
        <Notice tone="progress" live title={t("claimed")}>
          <p>{t("claimedText")}</p>
          <p>
            <Link href="/seat">{t("again")}</Link>
          </p>
          <KeepFresh seconds={3} />
        </Notice>
      )}
      <Card deed>
        <div className="flex flex-wrap items-start justify-between gap-6">
          <div className="min-w-0 flex-1 basis-72">
            <p className="mb-3 text-xl font-semibold">
              <Identifier>{licence.number}</Identifier>
            </p>
            <SummaryList
              items={[
                { term: t("state"), detail: <LicenceTag state={licence.state} /> },
                { term: t("institution"), detail: <Written>{institutionName(licence.institution, locale)}</Written> },
                { term: t("programme"), detail: titleOf(licence.programme, locale) },
                ...(licence.validUntil ? [{ term: t("validUntil"), detail: <LicenceEnd licence={licence} /> }] : []),
                ...(seat.boundAt ? [{ term: t("since"), detail: <DateTime at={seat.boundAt} /> }] : []),
              ]}
            />
          </div>
          {licence.number && (
            <div className="flex flex-col gap-2">
              <QrCode text={portalOrigin() + check} label={t("qr", { number: licence.number })} />
              <p className="max-w-44 text-sm text-muted">{t("qrHint")}</p>
              {/* Outside the framework: a full page load. */}
              <a href={check} className="no-print inline-flex min-h-8 items-center font-semibold">
                {t("check")}
              </a>
              {licence.state === "ACTIVE" && (
                <Link
                  href={`/certificate/${licence.number}`}
                  className="no-print inline-flex min-h-8 items-center font-semibold"
                >
                  {certificate("open")}
                </Link>
              )}
            </div>
          )}
        </div>
      </Card>
    </>
  );
}
