import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui";
import { returnReasons } from "@/lib/institutions/rules";
import { languageOf } from "@/lib/platform/i18n/languageOf";

/** Why a registration came back, reason by reason, and what the officer adds. */
export async function Returned({ returned }: { returned: { reasons: string[]; note: string | null } | null }) {
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
    </Notice>
  );
}
