import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, DateTime, EmptyState, Identifier, LongList, Page, Section } from "@/components/ui";
import { ClosedLists } from "@/components/waitlist/ClosedLists";
import { closedWaitlists, type Waitlist, waitlists } from "@/lib/batches/queries";
import { formatDateTime, formatNumber } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";

export async function generateMetadata() {
  const t = await getTranslations("waitlist");
  return { title: t("title"), description: t("lead") };
}

export default async function WaitlistPage() {
  const [t, locale, { asOf, lists }, closed] = await Promise.all([
    getTranslations("waitlist"),
    getLocale(),
    waitlists(null),
    closedWaitlists(null),
  ]);
  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      <p className="text-sm text-muted">{t("asOf", { date: formatDateTime(asOf, locale) })}</p>
      {lists.length === 0 ? (
        <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
      ) : (
        lists.map((list) => (
          <Waiting key={`${list.programme.id} ${list.sector}`} list={list} isOnly={isOnlyProgramme(lists)} />
        ))
      )}
      <ClosedLists closed={closed} />
      {lists.length + closed.length > 0 && (
        <p className="no-print">
          {/* Outside the framework: a file. */}
          <a href={`/api/v1/waitlist?locale=${locale}`} download>
            {t("download")}
          </a>
        </p>
      )}
      <Section title={t("rule.title")}>
        <div className="flex max-w-3xl flex-col gap-4">
          <p>{t("rule.lead")}</p>
          <ol className="list-decimal ps-6">
            {(["passed", "phase", "score", "submitted", "receipt"] as const).map((key) => (
              <li key={key} className="py-0.5">
                {t(`rule.${key}`)}
              </li>
            ))}
          </ol>
          <p>{t("rule.fixed")}</p>
          <p>{t("rule.closing")}</p>
        </div>
      </Section>
    </Page>
  );
}

async function Waiting({ list, isOnly }: { list: Waitlist; isOnly: boolean }) {
  const [t, common, locale] = [await getTranslations("waitlist"), await getTranslations("common"), await getLocale()];
  const { programme, sector, free, offerDays, rows } = list;
  const name = common(`sectors.${sector}`);
  const title = isOnly
    ? name
    : t("titleOf", { sector: name, programme: inLanguage(locale, programme.nameEn, programme.nameUr) });
  return (
    <Section title={title} aside={<p className="text-sm text-muted">{t("free", { free })}</p>}>
      <p className="mb-3 max-w-2xl">{t("offerDays", { days: offerDays })}</p>
      <LongList label={title} rows={rows.length}>
        <DataTable
          caption={title}
          columns={[
            { key: "receipt", label: t("receipt") },
            { key: "position", label: t("position"), align: "end" },
            { key: "seats", label: t("seats"), align: "end" },
            { key: "phase", label: t("phase") },
            { key: "since", label: t("since") },
            { key: "state", label: t("state") },
          ]}
          rows={rows.map(({ position, receipt, seats, phase, since, offeredUntil }) => ({
            key: receipt,
            cells: {
              position: formatNumber(position, locale),
              receipt: <Identifier>{receipt}</Identifier>,
              seats: formatNumber(seats, locale),
              phase: inLanguage(locale, phase.nameEn, phase.nameUr),
              since: <DateTime at={since} />,
              state: offeredUntil
                ? t.rich("states.offered", { until: () => <DateTime at={offeredUntil} /> })
                : t("states.waits"),
            },
          }))}
          empty=""
        />
      </LongList>
    </Section>
  );
}

function isOnlyProgramme(lists: readonly Waitlist[]): boolean {
  return new Set(lists.map(({ programme }) => programme.id)).size === 1;
}
