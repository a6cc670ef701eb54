import { getTranslations } from "next-intl/server";
import { Button, Select, TextField } from "@/components/ui";
import { appealDues } from "@/lib/appeals/queries";
import { appealStates } from "@/lib/appeals/rules";
import type { Listing } from "@/lib/platform/listing";
import { sortingParam } from "@/lib/platform/sorting";
import { sectors } from "@/lib/programmes/rules";

/** What the desk's list of appeals shows, as an ordinary address that can be kept and passed on. */
export async function AppealFilter({ listing }: { listing: Listing<string, string, string> }) {
  const [t, applications, sector, clock] = [
    await getTranslations("appeals"),
    await getTranslations("applications.desk"),
    await getTranslations("common.sectors"),
    await getTranslations("desk.clock"),
  ];
  return (
    <search>
      <form method="get" className="grid grid-cols-2 items-end gap-4 lg:grid-cols-[2fr_1fr_1fr_1fr_auto]">
        {listing.sort && <input type="hidden" name="sort" value={sortingParam(listing.sort)} />}
        <div className="max-lg:col-span-2">
          <TextField name="q" label={applications("search")} defaultValue={listing.text} maxLength={80} />
        </div>
        <Select
          name="state"
          label={t("state")}
          options={[
            { value: "", label: applications("anyState") },
            ...appealStates.map((value) => ({ value, label: t(`states.${value}`) })),
          ]}
          defaultValue={listing.state ?? ""}
        />
        <Select
          name="sector"
          label={t("sector")}
          options={[
            { value: "", label: applications("anySector") },
            ...sectors.map((value) => ({ value, label: sector(value) })),
          ]}
          defaultValue={listing.sector ?? ""}
        />
        <Select
          name="due"
          label={t("due")}
          options={[
            { value: "", label: clock("any") },
            ...appealDues.map((value) => ({ value, label: clock(`filters.${value}`) })),
          ]}
          defaultValue={listing.due ?? ""}
        />
        <div>
          <Button type="submit">{applications("filter")}</Button>
        </div>
      </form>
    </search>
  );
}
