import { getLocale, getTranslations } from "next-intl/server";
import { SummaryList } from "@/components/ui";
import { type OwnLadder as Ladder, ownRungs } from "@/lib/licences/figures/rungs";
import { formatNumber } from "@/lib/platform/i18n/format";

/** An institution's seats along the ladder, each rung with what it means. */
export async function OwnLadder({ ladder }: { ladder: Ladder }) {
  const [steps, locale] = [await getTranslations("ladder"), await getLocale()];
  return (
    <SummaryList
      items={ownRungs.map((rung) => ({
        term: steps(`${rung}.label`),
        detail: (
          <>
            <span className="font-semibold tabular-nums">{formatNumber(ladder[rung], locale)}</span>{" "}
            <span className="text-sm text-muted">{steps(`${rung}.hint`)}</span>
          </>
        ),
      }))}
    />
  );
}
