import { getTranslations } from "next-intl/server";
import { Button, Select, TextField } from "@/components/ui";
import { entryStates } from "@/lib/outcomes/queries";
import type { Listing } from "@/lib/platform/listing";
import { sortingParam } from "@/lib/platform/sorting";
import { sectors } from "@/lib/programmes/rules";

/** What the desk's list of entries shows, as an ordinary address that can be kept and passed on. */
export async function EntryFilter({ listing }: { listing: Listing<string, string, string> }) {
  const [t, sector] = [await getTranslations("outcomes"), await getTranslations("common.sectors")];
  return (
    <search>
      <form method="get" className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_auto]">
        {listing.sort && <input type="hidden" name="sort" value={sortingParam(listing.sort)} />}
        <TextField name="q" label={t("desk.search")} defaultValue={listing.text} maxLength={80} />
        <Select
          name="state"
          label={t("desk.state")}
          options={[
            { value: "", label: t("desk.anyState") },
            ...entryStates.map((value) => ({ value, label: t(`states.${value}`) })),
          ]}
          defaultValue={listing.state ?? ""}
        />
        <Select
          name="sector"
          label={t("desk.sector")}
          options={[
            { value: "", label: t("desk.anySector") },
            ...sectors.map((value) => ({ value, label: sector(value) })),
          ]}
          defaultValue={listing.sector ?? ""}
        />
        <div>
          <Button type="submit">{t("desk.filter")}</Button>
        </div>
      </form>
    </search>
  );
}
