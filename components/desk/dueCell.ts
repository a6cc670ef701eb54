import type { getTranslations } from "next-intl/server";
import { soonDays } from "@/lib/platform/listing";
import { workingDaysBetween } from "@/lib/platform/workingDays";
import type { DeskMark } from "./table/model";

type Words = Awaited<ReturnType<typeof getTranslations<"desk.clock">>>;

/** How the clock of a case stands at `now`, in working days; a dash where none runs. */
export function dueCell(dueAt: Date | null, isPaused: boolean, now: Date, t: Words): DeskMark | string {
  if (isPaused) return t("paused");
  if (!dueAt) return "–";
  if (dueAt < now) return { text: t("overdue", { days: workingDaysBetween(dueAt, now) }), tone: "bad" };
  const days = workingDaysBetween(now, dueAt);
  return days <= soonDays ? { text: t("left", { days }), tone: "warning" } : t("left", { days });
}
