import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, Notice } from "@/components/ui";
import type { expiryOf } from "@/lib/licences/renewals/expiring";
import { lastDay } from "@/lib/licences/rules";
import { chunkSize } from "@/lib/platform/chain/writes";
import type { FormState } from "@/lib/platform/forms";
import { formatDate } from "@/lib/platform/i18n/format";

type Props = {
  institutionId: string;
  expiry: Awaited<ReturnType<typeof expiryOf>>;
  /** Asks for the renewal; left out for readers who may not. */
  ask?: ((state: FormState, data: FormData) => Promise<FormState>) | undefined;
};

/** Licences that end soon, with one click to ask that they go on, and what was asked for already. */
export async function Renewal({ institutionId, expiry, ask }: Props) {
  const [t, locale] = [await getTranslations("seats.renewal"), await getLocale()];
  return (
    <>
      {expiry.open.map(({ id, state, askedAt, _count }) => (
        <Notice key={id} tone="progress" title={t("asked", { count: _count.items, date: formatDate(askedAt, locale) })}>
          {t(state === "APPROVED" ? "recording" : "waiting")}
        </Notice>
      ))}
      {expiry.count > 0 && expiry.first && (
        <Notice
          tone="warning"
          title={t("ending", { count: expiry.count, date: formatDate(lastDay(expiry.first), locale) })}
        >
          <p>{t("text")}</p>
          {ask && (
            <div className="mt-3">
              <ActionForm
                id="renew"
                action={ask}
                submit={t(expiry.count > chunkSize ? "askFirst" : "ask", {
                  count: Math.min(expiry.count, chunkSize),
                })}
                hidden={{ institutionId }}
              />
            </div>
          )}
        </Notice>
      )}
    </>
  );
}
