import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Figures } from "@/components/reports/Figures";
import { Schedules } from "@/components/reports/Schedules";
import { Button, Page, TextField } from "@/components/ui";
import { requirePerson } from "@/lib/platform/auth/session";
import { formatDate } from "@/lib/platform/i18n/format";
import { redirect } from "@/lib/platform/i18n/navigation";
import { report } from "@/lib/reports/queries";
import { instantsOf, parsePeriod } from "@/lib/reports/rules";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("reports"))("title") };
}

async function ReportsPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/reports");
  const asked = await searchParams;
  const period = parsePeriod(asked, new Date());
  // The days stand in the address, so that it can be kept and passed on.
  if (asked.from !== period.from || asked.to !== period.to)
    redirect({ href: `/desk/reports?${new URLSearchParams(period)}`, locale: await getLocale() });
  const figures = await report(actor, period);
  if (!figures) notFound();
  const [t, locale] = [await getTranslations("reports"), await getLocale()];
  const { begins, ends } = instantsOf(period);
  const until = new Date(ends.getTime() - 1);
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <a href={`/api/desk/reports?${new URLSearchParams(period)}`} download className="font-semibold">
          {t("csv")}
        </a>
      }
      width="wide"
    >
      <search>
        <form method="get" className="grid grid-cols-2 items-end gap-4 sm:grid-cols-[1fr_1fr_auto] xl:max-w-3xl">
          <TextField name="from" type="date" dir="ltr" label={t("from")} defaultValue={period.from} />
          <TextField name="to" type="date" dir="ltr" label={t("to")} defaultValue={period.to} />
          <div>
            <Button type="submit">{t("show")}</Button>
          </div>
        </form>
      </search>
      <p className="font-semibold">
        {t("period", { from: formatDate(begins, locale), to: formatDate(until, locale) })}
      </p>
      <Figures figures={figures} />
      <Schedules actor={actor} />
    </Page>
  );
}

export default orNotFound(ReportsPage);
