import { getTranslations } from "next-intl/server";
import { Button, Select, TextField } from "@/components/ui";
import { type DeskFilter, deskFilters } from "@/lib/licences/queries";
import type { Sector } from "@/lib/platform/db/generated/enums";
import type { Listing } from "@/lib/platform/listing";
import { sortingParam } from "@/lib/platform/sorting";
import { sectors } from "@/lib/programmes/rules";

/** Search and filters of the desk's list of licences. */
export async function LicenceFilters({ listing }: { listing: Listing<DeskFilter, Sector, string> }) {
  const t = await getTranslations("licences");
  const common = await getTranslations("common.sectors");
  return (
    <search>
      <form method="get" className="grid grid-cols-2 items-end gap-4 xl:grid-cols-[2fr_1fr_1fr_auto]">
        {listing.sort && <input type="hidden" name="sort" value={sortingParam(listing.sort)} />}
        <div className="max-sm:col-span-2">
          <TextField name="q" label={t("search")} hint={t("searchHint")} defaultValue={listing.text} maxLength={80} />
        </div>
        <Select
          name="state"
          label={t("state")}
          defaultValue={listing.state ?? ""}
          options={[
            { value: "", label: t("allStates") },
            ...deskFilters.map((state) => ({
              value: state,
              label: state === "ENDING" ? t("endingSoon") : t(`states.${state}`),
            })),
          ]}
        />
        <Select
          name="sector"
          label={t("sector")}
          defaultValue={listing.sector ?? ""}
          options={[
            { value: "", label: t("allSectors") },
            ...sectors.map((sector) => ({ value: sector, label: common(sector) })),
          ]}
        />
        <div>
          <Button>{t("find")}</Button>
        </div>
      </form>
    </search>
  );
}
