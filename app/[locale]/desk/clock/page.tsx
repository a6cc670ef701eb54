import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { DateTime, Page, Section, SummaryList } from "@/components/ui";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { holidaySources, holidays, weekends } from "@/lib/platform/holidays";
import { weekdayName } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { programmeDays } from "@/lib/programmes/queries";
import { clockedSteps } from "@/lib/programmes/stepDays";

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
  const programmes = await programmeDays(actor);
  return (
    <Page title={t("title")} lead={t("lead")}>
      {programmes.map(({ id, nameEn, nameUr, days }) => (
        <Section key={id} title={t("stepsOf", { programme: inLanguage(locale, nameEn, nameUr) })}>
          <SummaryList
            items={clockedSteps.map((step) => ({ term: t(step), detail: t("days", { days: days[step] }) }))}
          />
        </Section>
      ))}
      <Section title={t("steps")}>
        <p className="mt-4 max-w-2xl">{t("pausing")}</p>
        <p className="mt-2 max-w-2xl">{t("escalating")}</p>
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
          <Holidays year={String(year)} />
        </Section>
      ))}
    </Page>
  );
}

/** The holidays of a year: a table of two columns, which fits a phone as it is. */
async function Holidays({ year }: { year: string }) {
  const [t, locale] = [await getTranslations("desk.clock"), await getLocale()];
  return (
    <table className="w-full max-w-2xl text-sm [&_td]:border-b [&_td]:border-line [&_td]:py-1.5 [&_td]:align-baseline [&_th]:border-b-2 [&_th]:border-edge [&_th]:py-1.5 [&_th]:text-start">
      <caption className="sr-only">{t("year", { year })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("holiday")}</th>
          <th scope="col">{t("day")}</th>
        </tr>
      </thead>
      <tbody>
        {holidays
          .filter(({ day }) => day.startsWith(year))
          .map(({ day, name, certain }) => (
            <tr key={day}>
              <td className="pe-4">
                {certain ? t(`holidays.${name}`) : t("uncertain", { name: t(`holidays.${name}`) })}
              </td>
              <td>
                <span className="whitespace-nowrap">
                  <DateTime at={noon(day)} />
                </span>{" "}
                <span className="text-muted max-sm:block">{weekdayName(noon(day).getUTCDay(), locale)}</span>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

export default orNotFound(ClockPage);
