import { getTranslations } from "next-intl/server";
import { DateTime, Timeline } from "@/components/ui";
import { type TimelineItem, type TimelineSubject, timeline } from "@/lib/applications/timeline";

/** What has happened to an application, what happens now, and what comes next, by when. */
export async function Way({ application }: { application: TimelineSubject }) {
  const t = await getTranslations("applications");
  const line = (item: TimelineItem) => {
    if (item.state === "done") {
      const seats = typeof item.data.seats === "number" ? item.data.seats : 0;
      return { key: item.id, state: item.state, title: t(`events.${item.event}`, { seats }), at: item.at };
    }
    const { by, step, state } = item;
    return {
      key: step,
      state,
      title: t(`timeline.${step}`),
      ...(by && { detail: t.rich("by", { by: () => <DateTime at={by} /> }) }),
    };
  };
  return <Timeline items={timeline(application, new Date()).map(line)} />;
}
