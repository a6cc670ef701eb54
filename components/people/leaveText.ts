import type { getTranslations } from "next-intl/server";
import { formatDate } from "@/lib/platform/i18n/format";

type Words = Awaited<ReturnType<typeof getTranslations<"people">>>;

/** A leave in words, as it stands now; the last day is the last one away. */
export function leaveText(t: Words, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }, locale: string): string {
  const until = formatDate(new Date(endsAt.getTime() - 1), locale);
  if (startsAt.getTime() <= Date.now()) return t("leaveNow", { until });
  return t("leaveComing", { from: formatDate(startsAt, locale), until });
}

/** A role in words; a deputy's with its last day. */
export function officeText(
  t: Words,
  { role, endsAt }: { role: Parameters<typeof roleKey>[0]; endsAt: Date | null },
  locale: string,
): string {
  const name = t(roleKey(role));
  if (endsAt === null) return name;
  return t("deputyUntil", { role: name, until: formatDate(new Date(endsAt.getTime() - 1), locale) });
}

function roleKey(role: "REVIEWER" | "APPROVER" | "ADMINISTRATOR" | "AUDITOR" | "OPERATOR") {
  return `roles.${role}` as const;
}
