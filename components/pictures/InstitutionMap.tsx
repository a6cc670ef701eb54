import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, Section, Stack, Tabs } from "@/components/ui";
import type { PublicFigures } from "@/lib/licences/figures/public";
import { type InstitutionRungs, institutionRungs } from "@/lib/licences/figures/rungs";
import { formatNumber, listIn } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { DistrictMap } from "./DistrictMap";
import { Vouched } from "./Vouched";

/** What the map can show: institutions on each step of the ladder, or licences. */
const shownOnMap = [...institutionRungs, "licences"] as const;
type Shown = (typeof shownOnMap)[number];

/** The view that an address asks for, or the first that says who takes part. */
export function shownBy(asked: string | string[] | undefined): Shown {
  return shownOnMap.find((one) => one === asked) ?? "awarded";
}

const nobody: InstitutionRungs = { verified: 0, awarded: 0, claimed: 0, active: 0 };

/** Institutions along the ladder by district, on a map without boundaries, and by province in a table. */
export async function InstitutionMap({ figures, shown }: { figures: PublicFigures; shown: Shown }) {
  const [t, locale] = [await getTranslations("figures.map"), await getLocale()];
  const pictures = await getTranslations("pictures");
  const number = (value: number) => formatNumber(value, locale);
  const at = shownOnMap.indexOf(shown);
  const countsOf = (district: string | null, licences: number) => {
    const steps = figures.institutions.find((row) => row.district === district) ?? nobody;
    return [...institutionRungs.map((rung) => steps[rung]), licences];
  };
  const values = figures.districts.map((district) => ({
    code: district.code,
    name: inLanguage(locale, district.nameEn, district.nameUr),
    provinceIso: district.provinceIso,
    province: inLanguage(locale, district.provinceEn, district.provinceUr),
    latitude: district.latitude,
    longitude: district.longitude,
    figures: countsOf(district.code, district.inForce),
  }));
  const elsewhere = countsOf(null, figures.elsewhere.inForce);
  const filled = values
    .filter((district) => (district.figures[at] ?? 0) > 0)
    .toSorted((one, other) => (other.figures[at] ?? 0) - (one.figures[at] ?? 0));
  const top = filled
    .slice(0, 3)
    .map((district) => t("top", { district: district.name, count: number(district.figures[at] ?? 0) }));
  const provinces = [...new Map(values.map(({ provinceIso, province }) => [provinceIso, province]))];
  const sums = (of: (typeof values)[number][]) =>
    shownOnMap.map((_, i) => of.reduce((sum, { figures: row }) => sum + (row[i] ?? 0), 0));
  const rows = [
    ...provinces.map(([iso, province]) => ({
      key: iso,
      label: province,
      counts: sums(values.filter(({ provinceIso }) => provinceIso === iso)),
    })),
    { key: "none", label: pictures("noDistrict"), counts: elsewhere },
  ].filter(({ counts }) => counts.some((count) => count > 0));

  return (
    <Section title={t("title")}>
      <Stack>
        <p className="max-w-3xl text-muted">{t("lead")}</p>
        <div id="map" className="scroll-mt-4">
          <Tabs
            label={t("views")}
            items={shownOnMap.map((view) => ({
              href: `/figures?map=${view}#map`,
              label: t(view),
              current: view === shown,
            }))}
          />
        </div>
        <DistrictMap
          title={t(shown)}
          summary={`${t(`${shown}Hint`)} ${t("most", { districts: filled.length, top: listIn(locale, top) })}`}
          columns={shownOnMap.map((view) => t(view))}
          shown={at}
          values={values}
          elsewhere={elsewhere}
          source={<Vouched by={shown === "licences" ? "certified" : "portal"} />}
        />
        <div>
          <h3 className="mb-1 text-lg">{t("byProvince")}</h3>
          <p className="mb-3 flex flex-wrap gap-x-6 gap-y-1 text-sm">
            <span className="inline-flex flex-wrap gap-x-1.5">
              {t("institutionsBy")} <Vouched by="portal" />
            </span>
            <span className="inline-flex flex-wrap gap-x-1.5">
              {t("licencesBy")} <Vouched by="certified" />
            </span>
          </p>
          <DataTable
            caption={t("byProvince")}
            columns={[
              { key: "province", label: pictures("province") },
              ...shownOnMap.map((view) => ({ key: view, label: t(view), align: "end" as const })),
            ]}
            rows={rows.map(({ key, label, counts }) => ({
              key,
              cells: {
                province: label,
                ...Object.fromEntries(shownOnMap.map((view, i) => [view, number(counts[i] ?? 0)])),
              },
            }))}
            empty={t("nobody")}
          />
        </div>
      </Stack>
    </Section>
  );
}
