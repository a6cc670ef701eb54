import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { DataTable, DateTime, Page, Section, SummaryList } from "@/components/ui";
import { workingDays } from "@/lib/applications/rules";
import { checkDays } from "@/lib/institutions/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { holidaySources, holidays, weekends } from "@/lib/platform/holidays";
import { weekdayName } from "@/lib/platform/i18n/format";
import { everybodyAfter } from "@/lib/platform/overdue";

export async function generateMetadata() {
  return { title: (await getTranslations("desk.clock"))("title") };
}

/** Noon in Pakistan of a day there. */
const noon = (day: string) => new Date(`${day}T07:00:00Z`);

async function ClockPage() {
  const actor = await requirePerson("/desk/clock");
  if (!may(actor, "desk.open")) notFound();
  const [t, locale] = [await getTranslations("desk.clock"), await getLocale()];
  const closed = weekends.at(-1);
  const days = (count: number) => t("days", { days: count });
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Section title={t("steps")}>
        <SummaryList
          items={[
            { term: t("verification"), detail: days(checkDays) },
            { term: t("review"), detail: days(workingDays.review) },
            { term: t("decision"), detail: days(workingDays.decision) },
            { term: t("reply"), detail: days(workingDays.reply) },
          ]}
        />
        <p className="mt-4 max-w-2xl">{t("pausing")}</p>
        <p className="mt-2 max-w-2xl">{t("escalation", { days: everybodyAfter })}</p>
      </Section>
      <Section title={t("week")}>
        <p>
          {t("closed", {
            days: new Intl.ListFormat(locale).format((closed?.days ?? []).map((day) => weekdayName(day, locale))),
          })}
        </p>
      </Section>
      {holidaySources.map(({ year, source }) => (
        <Section key={year} title={t("year", { year: String(year) })}>
          <p className="mb-3 max-w-2xl text-muted">{t(`sources.${source}`)}</p>
          <DataTable
            caption={t("year", { year: String(year) })}
            columns={[
              { key: "name", label: t("holiday") },
              { key: "day", label: t("day") },
              { key: "weekday", label: t("weekday") },
            ]}
            rows={holidays
              .filter(({ day }) => day.startsWith(String(year)))
              .map(({ day, name, certain }) => ({
                key: day,
                cells: {
                  name: certain ? t(`holidays.${name}`) : t("uncertain", { name: t(`holidays.${name}`) }),
                  day: <DateTime at={noon(day)} />,
                  weekday: weekdayName(noon(day).getUTCDay(), locale),
                },
              }))}
            empty=""
          />
        </Section>
      ))}
    </Page>
  );
}

export default orNotFound(ClockPage);
