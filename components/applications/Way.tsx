import { getTranslations } from "next-intl/server";
import { DateTime, Timeline } from "@/components/ui";
import { usualDays } from "@/lib/applications/queries";
import { type TimelineItem, type TimelineSubject, timeline } from "@/lib/applications/timeline";

/**
 * What has happened to an application, what happens now, and what comes next, by when, and how long it usually takes: as it is told
 * to whoever applies, or to the desk.
 */
export async function Way({ application, atDesk = false }: { application: TimelineSubject; atDesk?: boolean }) {
  const [t, usual] = await Promise.all([getTranslations("applications"), usualDays(null)]);
  const line = (item: TimelineItem) => {
    if (item.state === "done") {
      const seats = typeof item.data.seats === "number" ? item.data.seats : 0;
      return { key: item.id, state: item.state, title: t(`events.${item.event}`, { seats }), at: item.at };
    }
    const { by, step, state } = item;
    const days = usual[step];
    return {
      key: step,
      state,
      title: t(atDesk ? `desk.timeline.${step}` : `timeline.${step}`),
      ...((by || days !== undefined) && {
        detail: (
          <>
            {by && <span className="block">{t.rich("by", { by: () => <DateTime at={by} /> })}</span>}
            {days !== undefined && <span className="block text-muted">{t("usually", { days })}</span>}
          </>
        ),
      }),
    };
  };
  return <Timeline items={timeline(application, new Date()).map(line)} />;
}
