import { getTranslations } from "next-intl/server";
import { Mark } from "@/components/shell/mark";
import { Identifier } from "@/components/ui";

/** A licence as it will look, marked as a specimen. Decorative: the text beside it says everything. */
export async function Specimen() {
  const t = await getTranslations("landing");
  return (
    <div aria-hidden="true" className="deed w-88 bg-surface p-7 text-ink [--fold:2.75rem]">
      <div className="flex items-center gap-3">
        <Mark className="size-11" />
        <div>
          <p className="text-lg font-bold">{t("licence")}</p>
          <p className="text-sm text-muted">{t("specimenInstitution")}</p>
        </div>
      </div>
      <div className="engraved my-5 text-brand" />
      <p className="text-sm text-muted">{t("specimenNumber")}</p>
      <p className="text-xl">
        <Identifier>SND-XXXXX-XXXXX-C</Identifier>
      </p>
      <div className="mt-6 flex items-end justify-between gap-4">
        <span className="rounded-sm border border-good bg-good-tint px-2 py-0.5 text-sm font-semibold text-good">
          {t("specimenState")}
        </span>
        <span className="-rotate-6 rounded-sm border-2 border-accent px-3 py-0.5 text-sm font-bold text-warning rtl:rotate-6">
          {t("specimen")}
        </span>
      </div>
    </div>
  );
}
