import { getTranslations } from "next-intl/server";
import { Button, Select, TextField } from "@/components/ui";
import { clockFilters, dueFilters, heldFilters, type Listing } from "@/lib/platform/listing";
import { sortingParam } from "@/lib/platform/sorting";

type Option = { value: string; label: string };

/** What a desk's list of cases shows: words, a state, a sector, how the clock stands. Sent as an ordinary address, so that it can be kept and passed on. */
export async function QueueFilter({
  listing,
  states,
  sectors,
  hasLying = false,
  texts,
}: {
  listing: Listing<string, string, string>;
  states: readonly Option[];
  sectors: readonly Option[];
  /** Can its cases lie with the applicant untouched? */
  hasLying?: boolean;
  texts: Record<"search" | "state" | "anyState" | "sector" | "anySector" | "filter", string> &
    // Of a list whose cases have messages.
    Partial<Record<"messages" | "anyMessages" | "unread", string>>;
}) {
  const t = await getTranslations("desk.clock");
  const cases = await getTranslations("desk.cases");
  return (
    <search>
      <form
        method="get"
        className={`grid grid-cols-2 items-end gap-4 ${
          texts.messages ? "lg:grid-cols-4" : "lg:grid-cols-3 xl:grid-cols-[2fr_1fr_1fr_1fr_1fr_auto]"
        }`}
      >
        {listing.sort && <input type="hidden" name="sort" value={sortingParam(listing.sort)} />}
        <div className={texts.messages ? "col-span-2" : "max-sm:col-span-2"}>
          <TextField name="q" label={texts.search} defaultValue={listing.text} maxLength={80} />
        </div>
        <Select
          name="state"
          label={texts.state}
          options={[{ value: "", label: texts.anyState }, ...states]}
          defaultValue={listing.state ?? ""}
        />
        <Select
          name="sector"
          label={texts.sector}
          options={[{ value: "", label: texts.anySector }, ...sectors]}
          defaultValue={listing.sector ?? ""}
        />
        <Select
          name="due"
          label={t("due")}
          options={[
            { value: "", label: t("any") },
            ...(hasLying ? clockFilters : dueFilters).map((value) => ({ value, label: t(`filters.${value}`) })),
          ]}
          defaultValue={listing.due ?? ""}
        />
        <Select
          name="held"
          label={cases("held")}
          options={[
            { value: "", label: cases("anyHeld") },
            ...heldFilters.map((value) => ({ value, label: cases(`filters.${value}`) })),
          ]}
          defaultValue={listing.held ?? ""}
        />
        {texts.messages && (
          <Select
            name="unread"
            label={texts.messages}
            options={[
              { value: "", label: texts.anyMessages ?? "" },
              { value: "1", label: texts.unread ?? "" },
            ]}
            defaultValue={listing.unread ? "1" : ""}
          />
        )}
        <div>
          <Button type="submit">{texts.filter}</Button>
        </div>
      </form>
    </search>
  );
}
