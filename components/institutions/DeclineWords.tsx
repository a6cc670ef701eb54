import { getTranslations } from "next-intl/server";
import { SummaryList, Words } from "@/components/ui";
import { declineReasons } from "@/lib/institutions/declining/rules";

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
          detail: <Words>{evidence}</Words>,
        },
        { term: t("decline.remedy"), detail: t(`declines.${known}.remedy`) },
      ]}
    />
  );
}
