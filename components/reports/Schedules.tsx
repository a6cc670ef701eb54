import { getLocale, getTranslations } from "next-intl/server";
import { end, schedule } from "@/app/[locale]/desk/reports/actions";
import {
  ActionForm,
  Checkbox,
  DateTime,
  Disclosure,
  EmptyState,
  Section,
  Select,
  Stack,
  Written,
} from "@/components/ui";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import { formatDate } from "@/lib/platform/i18n/format";
import { Link } from "@/lib/platform/i18n/navigation";
import { possibleReaders, reportSchedules } from "@/lib/reports/queries";
import { cadences, instantsOf } from "@/lib/reports/rules";

/** Reports that are written by themselves: to whom, when next, what was written, and the form for another. */
export async function Schedules({ actor }: { actor: Person }) {
  const [t, locale, schedules] = [await getTranslations("reports"), await getLocale(), await reportSchedules(actor)];
  const period = (from: string, to: string) => {
    const { begins, ends } = instantsOf({ from, to });
    return { from: formatDate(begins, locale), to: formatDate(new Date(ends.getTime() - 1), locale) };
  };
  return (
    <Section title={t("schedules")}>
      <Stack>
        <p className="max-w-3xl text-muted">{t("schedulesText")}</p>
        {schedules.length === 0 && <EmptyState title={t("none")} />}
        <ul className="flex flex-col gap-6">
          {schedules.map(({ id, cadence, nextAt, readers, files }) => (
            <li key={id} className="flex flex-col gap-2 border-s-2 border-line ps-4">
              <p className="font-semibold">{t(`cadences.${cadence}`)}</p>
              <p className="flex flex-wrap gap-x-1.5">
                <span>{t("readers")}:</span>
                {readers.map(({ user }, index) => (
                  <span key={user.id}>
                    <Written>{user.name}</Written>
                    {index < readers.length - 1 && (locale === "ur" ? "،" : ",")}
                  </span>
                ))}
              </p>
              <p>
                {t("next")}: <DateTime at={nextAt} />
              </p>
              {files.length === 0 ? (
                <p className="text-muted">{t("noFiles")}</p>
              ) : (
                <ul className="list-disc ps-6">
                  {files.map((file) => (
                    <li key={file.id}>
                      <Link href={`/desk/reports/files/${file.id}`}>
                        {t("period", period(file.fromDay, file.toDay))}
                      </Link>
                    </li>
                  ))}
                </ul>
              )}
              {may(actor, "reports.endSchedule") && (
                <ActionForm id={`end-${id}`} action={end} submit={t("end")} hidden={{ scheduleId: id }} tone="danger" />
              )}
            </li>
          ))}
        </ul>
        {may(actor, "reports.schedule") && <NewSchedule actor={actor} />}
      </Stack>
    </Section>
  );
}

async function NewSchedule({ actor }: { actor: Person }) {
  const [t, people] = [await getTranslations("reports"), await possibleReaders(actor)];
  return (
    <Disclosure title={t("new")}>
      <ActionForm id="schedule" action={schedule} submit={t("schedule")}>
        <Select
          name="cadence"
          label={t("cadence")}
          options={cadences.map((value) => ({ value, label: t(`cadences.${value}`) }))}
          defaultValue="WEEKLY"
        />
        <fieldset>
          <legend className="font-semibold">{t("readers")}</legend>
          {people.map(({ id, name }) => (
            <Checkbox
              key={id}
              name="readers[]"
              value={id}
              label={<Written>{name}</Written>}
              defaultChecked={id === actor.userId}
            />
          ))}
        </fieldset>
      </ActionForm>
    </Disclosure>
  );
}
