import { getLocale, getTranslations } from "next-intl/server";
import { ParticipantTable } from "@/components/outcomes/ParticipantTable";
import { Button, EmptyState, Page, Pagination, Select, TextField } from "@/components/ui";
import { participants, participantsShown } from "@/lib/outcomes/figures";
import { formatDateTime } from "@/lib/platform/i18n/format";
import { listingOffset, parseListing } from "@/lib/platform/listing";
import { pagesAround } from "@/lib/platform/pages";
import { sectors } from "@/lib/programmes/rules";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("figures.participants"))("title") };
}

export default async function ParticipantsPage({ searchParams }: Props) {
  const [t, figures, sector, locale] = [
    await getTranslations("figures.participants"),
    await getTranslations("figures"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  const listing = parseListing(await searchParams, { states: [], sectors });
  const offset = listingOffset(listing, participantsShown);
  const now = new Date();
  const { rows, total } = await participants({ ...listing, offset, most: participantsShown }, now);
  const query = { ...(listing.text && { q: listing.text }), ...(listing.sector && { sector: listing.sector }) };
  return (
    <Page title={t("title")} lead={t("lead")} back={{ href: "/figures", label: t("back") }} width="wide">
      <search>
        <form method="get" className="grid items-end gap-4 sm:grid-cols-[2fr_1fr_auto]">
          <TextField name="q" label={t("search")} defaultValue={listing.text} maxLength={80} />
          <Select
            name="sector"
            label={t("sector")}
            options={[
              { value: "", label: t("anySector") },
              ...sectors.map((value) => ({ value, label: sector(value) })),
            ]}
            defaultValue={listing.sector ?? ""}
          />
          <div>
            <Button type="submit">{t("show")}</Button>
          </div>
        </form>
      </search>
      <div className="flex flex-col gap-4">
        <p className="text-sm text-muted">
          {t("count", { count: total })} {t("seatsBy")} {figures("asOf", { date: formatDateTime(now, locale) })}
        </p>
        {rows.length > 0 ? (
          <ParticipantTable rows={rows} />
        ) : (
          <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
        )}
        <Pagination {...pagesAround("/figures/institutions", listing.page, total, participantsShown, query)} />
      </div>
    </Page>
  );
}
