import { getTranslations } from "next-intl/server";
import { Rosette } from "@/components/landing/Rosette";
import { Mark } from "@/components/shell/mark";
import { Specimen } from "./Chapter";
import { Colours } from "./Colours";
import { edgePairs, textPairs } from "./pairs";
import { Risen } from "./Risen";

const sizes = ["text-3xl", "text-2xl", "text-xl", "text-lg", "text-base", "text-sm", "text-xs"];
const spaces = ["w-1", "w-2", "w-3", "w-4", "w-6", "w-8", "w-12", "w-16"];
const corners = ["rounded-sm", "rounded-md", "rounded-lg", "rounded-full"];

/** What is decided once for all pages. */
export async function Foundations() {
  const t = await getTranslations("design");
  const words = { enough: t("enough"), weak: t("weak") };
  return (
    <>
      <Specimen title={t("mark")} parts={["Mark", ".engraved", ".deed", "Rosette"]} says={t("markText")}>
        <div className="flex flex-wrap items-center gap-6">
          <Mark className="size-20" />
          <Mark className="size-9" />
          <Mark className="size-5" />
          <span className="engraved w-64 text-brand" aria-hidden="true" />
          <Rosette className="size-32 text-edge" />
        </div>
      </Specimen>
      <Specimen title={t("textPairs")} parts={["app/tokens.css"]}>
        <Colours caption={t("textPairs")} pairs={textPairs} least={4.5} words={words} />
      </Specimen>
      <Specimen title={t("edgePairs")} parts={["app/tokens.css"]}>
        <Colours caption={t("edgePairs")} pairs={edgePairs} least={3} words={words} />
      </Specimen>
      <Specimen title={t("type")} parts={sizes}>
        <ul className="flex flex-col divide-y divide-line border-y border-line">
          {sizes.map((size) => (
            <li key={size} className={`grid items-baseline gap-x-8 gap-y-1 py-3 sm:grid-cols-2 ${size}`}>
              <p lang="en" dir="ltr">
                The deed proves the right, 1,500
              </p>
              <p lang="ur" dir="rtl" style={{ fontFamily: "var(--font-nastaliq), var(--font-inter)" }}>
                سند حق کو ثابت کرتی ہے، 1,500
              </p>
            </li>
          ))}
        </ul>
      </Specimen>
      <Specimen title={t("space")} parts={["1, 2, 3, 4, 6, 8, 12, 16"]}>
        <div aria-hidden="true" className="flex flex-wrap items-end gap-4">
          {spaces.map((space) => (
            <span key={space} className={`block h-8 bg-brand ${space}`} />
          ))}
        </div>
      </Specimen>
      <Specimen title={t("radius")} parts={corners}>
        <div aria-hidden="true" className="flex flex-wrap gap-4">
          {corners.map((corner) => (
            <span key={corner} className={`block size-14 border border-edge bg-surface ${corner}`} />
          ))}
        </div>
      </Specimen>
      <Specimen title={t("motion")} parts={[".risen", ".waiting", "--ease-calm"]} says={t("motionText")}>
        <Risen again={t("motionTry")}>{t("card")}</Risen>
      </Specimen>
    </>
  );
}
