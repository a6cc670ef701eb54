import { getTranslations } from "next-intl/server";
import { DateTime, Notice } from "@/components/ui";
import { closesAt } from "@/lib/institutions/declining/rules";
import { returnReasons } from "@/lib/institutions/rules";
import { languageOf } from "@/lib/platform/i18n/languageOf";

/** Why a registration came back, reason by reason, what the officer adds, and by when it is closed once its people were reminded. */
export async function Returned({
  returned,
  remindedAt,
}: {
  returned: { reasons: string[]; note: string | null } | null;
  remindedAt: Date | null;
}) {
  const t = await getTranslations("institutions");
  if (!returned) return null;
  return (
    <Notice tone="warning" title={t("status.returnedTitle")}>
      <p>{t("status.returnedText")}</p>
      <ul className="list-disc ps-6">
        {returnReasons
          .filter((reason) => returned.reasons.includes(reason))
          .map((reason) => (
            <li key={reason}>{t(`reasons.${reason}.text`)}</li>
          ))}
      </ul>
      {returned.note && (
        <div>
          <p className="font-semibold">{t("status.note")}</p>
          <p dir="auto" lang={languageOf(returned.note)} className="leading-(--leading-body) whitespace-pre-line">
            {returned.note}
          </p>
        </div>
      )}
      {remindedAt && <p>{t.rich("status.closes", { by: () => <DateTime at={closesAt(remindedAt)} /> })}</p>}
    </Notice>
  );
}
