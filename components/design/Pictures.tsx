import { getLocale, getTranslations } from "next-intl/server";
import { DistrictMap } from "@/components/pictures/DistrictMap";
import { Ladder } from "@/components/pictures/Ladder";
import { StackedBars } from "@/components/pictures/StackedBars";
import { StepChart } from "@/components/pictures/StepChart";
import { Vouched } from "@/components/pictures/Vouched";
import { QuotaBar, Stack, Steps, Timeline } from "@/components/ui";
import { Specimen } from "./Chapter";

const days = [40, 0, 120, 35, 0, 0, 310, 80, 15, 0, 200, 60].map((count, at) => ({
  day: `2026-11-${String(at + 2).padStart(2, "0")}`,
  count,
}));

const districts = [
  { code: "1", name: ["Lahore", "لاہور"], latitude: 31.5, longitude: 74.3, value: 320 },
  { code: "2", name: ["Malir", "ملیر"], latitude: 25.2, longitude: 67.2, value: 240 },
  { code: "3", name: ["Islamabad", "اسلام آباد"], latitude: 33.7, longitude: 73.1, value: 160 },
  { code: "4", name: ["Quetta", "کوئٹہ"], latitude: 30.2, longitude: 67, value: 45 },
  { code: "5", name: ["Gilgit", "گلگت"], latitude: 35.9, longitude: 74.3, value: 8 },
  { code: "6", name: ["Gwadar", "گوادر"], latitude: 25.2, longitude: 62.4, value: 0 },
] as const;

/** Timeline, steps and quotas: untouched, filling, full, and one that would burst. */
export async function Pictures() {
  const t = await getTranslations("design");
  const sector = await getTranslations("common.sectors");
  return (
    <>
      <Specimen title={t("time")} parts={["Timeline", "Steps"]}>
        <div className="grid gap-8 sm:grid-cols-2">
          <Timeline
            items={[
              { key: "a", title: t("submitted"), at: new Date("2026-11-02T04:30:00Z"), state: "done" },
              { key: "b", title: t("review"), state: "now" },
              { key: "c", title: t("decision"), detail: t("decisionText"), state: "next" },
            ]}
          />
          <Steps
            items={[
              { title: t("submitted"), state: "done" },
              { title: t("review"), state: "now" },
              { title: t("decision"), detail: t("decisionText"), state: "next" },
            ]}
          />
        </div>
      </Specimen>
      <Specimen title={t("quota")} parts={["QuotaBar"]}>
        <Stack>
          <QuotaBar label={sector("EDUCATION")} places={600} issued={0} ended={0} reserved={0} />
          <QuotaBar label={sector("STARTUPS")} places={400} issued={180} ended={0} reserved={60} adding={40} />
          <QuotaBar label={sector("GOVERNMENT")} places={300} issued={288} ended={12} reserved={0} />
          <QuotaBar label={sector("PRIVATE")} places={200} issued={140} ended={10} reserved={30} adding={45} />
        </Stack>
      </Specimen>
      <Charts />
    </>
  );
}

/** The pictures of figures: parts of a whole, growth, a way with losses, places; and each with nothing to show. */
async function Charts() {
  const [t, common, figures, steps] = [
    await getTranslations("design"),
    await getTranslations("common"),
    await getTranslations("figures"),
    await getTranslations("ladder"),
  ];
  const locale = await getLocale();
  const parts = ["issued", "reserved", "free"] as const;
  const fills = { issued: "solid", reserved: "hatched", free: "open" } as const;
  const labels = { issued: common("quotaIssued"), reserved: common("quotaReserved"), free: common("quotaFree") };
  return (
    <>
      <Specimen title={t("charts.bars")} parts={["StackedBars"]}>
        <StackedBars
          title={figures("placesTitle")}
          summary={t("charts.summary")}
          of={figures("sector")}
          source={<Vouched by="portal" />}
          series={parts.map((key) => ({ key, label: labels[key], fill: fills[key] }))}
          bars={[
            { key: "EDUCATION", label: common("sectors.EDUCATION"), values: [310, 90, 200] },
            { key: "STARTUPS", label: common("sectors.STARTUPS"), values: [350, 0, 0] },
            { key: "GOVERNMENT", label: common("sectors.GOVERNMENT"), values: [2, 40, 358] },
            { key: "PRIVATE", label: common("sectors.PRIVATE"), values: [0, 0, 150] },
          ]}
        />
      </Specimen>
      <Specimen title={t("charts.steps")} parts={["StepChart"]}>
        <div className="grid gap-8 lg:grid-cols-2">
          <StepChart
            title={figures("daysTitle")}
            summary={t("charts.summary")}
            counted={figures("daysCounted")}
            source={<Vouched by="certified" />}
            days={days}
            today="2026-11-18"
          />
          <StepChart
            title={figures("daysTitle")}
            summary={t("charts.nothing")}
            counted={figures("daysCounted")}
            days={[]}
            today="2026-11-18"
          />
        </div>
      </Specimen>
      <Specimen title={t("charts.ladder")} parts={["Ladder"]}>
        <Ladder
          title={figures("ladderTitle")}
          summary={t("charts.summary")}
          of={figures("stage")}
          counted={figures("seats")}
          rungs={[
            { key: "promised", label: steps("promised.label"), value: 1500 },
            { key: "released", label: steps("released.label"), value: 1200 },
            { key: "awarded", label: steps("awarded.label"), value: 960 },
            { key: "claimed", label: steps("claimed.label"), value: 610 },
            { key: "active", label: steps("active.label"), value: 598 },
          ]}
        />
      </Specimen>
      <Specimen title={t("charts.map")} parts={["DistrictMap"]}>
        <div className="grid gap-8 lg:grid-cols-2">
          {[districts, []].map((shown) => (
            <DistrictMap
              key={shown.length}
              title={figures("map.title")}
              summary={shown.length > 0 ? t("charts.summary") : t("charts.nothing")}
              columns={[figures("inForce")]}
              source={<Vouched by="subnet" />}
              elsewhere={[shown.length > 0 ? 12 : 0]}
              values={shown.map(({ name, value, ...district }) => ({
                ...district,
                name: name[locale === "ur" ? 1 : 0],
                figures: [value],
                ...{ provinceIso: "", province: "–" },
              }))}
            />
          ))}
        </div>
      </Specimen>
    </>
  );
}
