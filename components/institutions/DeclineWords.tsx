import { getTranslations } from "next-intl/server";
import { SummaryList } from "@/components/ui";
import { declineReasons } from "@/lib/institutions/declining/rules";
import { languageOf } from "@/lib/platform/i18n/languageOf";

/** What a refusal says: the criterion, what was found, and what can be done about it. */
export async function DeclineWords({ reason, evidence }: { reason: string; evidence: string }) {
  const t = await getTranslations("institutions");
  const known = declineReasons.find((one) => one === reason);
  if (!known) return null;
  return (
    <SummaryList
      items={[
        { term: t("decline.reason"), detail: t(`declines.${known}.label`) },
        { term: t("decline.criterion"), detail: t(`declines.${known}.criterion`) },
        {
          term: t("decline.found"),
          detail: (
            <span dir="auto" lang={languageOf(evidence)} className="leading-(--leading-body) whitespace-pre-line">
              {evidence}
            </span>
          ),
        },
        { term: t("decline.remedy"), detail: t(`declines.${known}.remedy`) },
      ]}
    />
  );
}
