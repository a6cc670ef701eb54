import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatNumber } from "@/lib/platform/i18n/format";
import { keyValues, largestRadius, radius } from "./circles";
import { type Circle, labelAnchor, placeLabels, type Side } from "./labels";
import { Picture } from "./Picture";
import { mapBox, placed } from "./projection";
import { provinceNames, provinceRoom } from "./provinces";
import "./pictures.css";

/** A district, where its centre lies (degrees), and what is counted there, one figure for each column. */
export type DistrictValue = {
  code: string;
  name: string;
  provinceIso: string;
  province: string;
  latitude: number;
  longitude: number;
  figures: readonly number[];
};

type Props = {
  title: string;
  summary: string;
  /** What is counted, as heads of the table's columns: "Licences in force". */
  columns: readonly string[];
  /** Which of them the circles show. */
  shown?: number;
  values: readonly DistrictValue[];
  /** What belongs to no district, by column: in the table and in a note, since it has no place on the map. */
  elsewhere?: readonly number[];
  source?: ReactNode;
  level?: 2 | 3;
};

// The map is at least this wide on the screens that it is made for, and text keeps its size there: 13 pixels.
const narrow = 290;
const wide = 560;
const sizeAt = (pixels: number, lineHeight: number) => ({
  perCharacter: (7.2 * mapBox.width) / pixels,
  height: (lineHeight * mapBox.width) / pixels,
});

/**
 * Districts as circles on a quiet ground, without any boundary: the area of a circle is its count. North is up in either language.
 */
export async function DistrictMap({
  title,
  summary,
  columns,
  shown = 0,
  values,
  elsewhere = [],
  source,
  level,
}: Props) {
  const t = await getTranslations("pictures");
  const locale = await getLocale();
  const figure = (value: number) => formatNumber(value, locale);
  const sorted = values
    .map((district) => ({ ...district, value: district.figures[shown] ?? 0 }))
    .toSorted((one, other) => other.value - one.value || one.code.localeCompare(other.code));
  const most = sorted[0]?.value ?? 0;
  const without = elsewhere[shown] ?? 0;
  const dots = sorted.flatMap((district) => {
    const point = placed(district.longitude, district.latitude);
    return point
      ? [{ ...district, x: round(point[0]), y: round(point[1]), r: round(radius(district.value, most)) }]
      : [];
  });
  const filled = dots.filter(({ r }) => r > 0);
  const circles = filled.map(({ code, name, value, x, y, r }) => ({
    key: code,
    x,
    y,
    r,
    text: `${name} ${figure(value)}`,
  }));
  const lineHeight = locale === "ur" ? 26 : 17;
  const provinces = provinceNames(values);
  const labelled = (pixels: number, labels: number, fixed?: Map<string, Side>) => {
    const size = sizeAt(pixels, lineHeight);
    const avoid = provinces.map((province) => provinceRoom(province, size));
    return placeLabels(circles, { box: mapBox, size, most: labels, avoid, ...(fixed && { fixed }) });
  };
  const first = labelled(narrow, 5);
  const all = labelled(wide, 14, first);
  const unplaced = sorted.filter(({ code, value }) => value > 0 && !dots.some((dot) => dot.code === code));
  const withSome = sorted.filter(({ value }) => value > 0);
  const listed = sorted.filter(({ figures }) => figures.some((value) => value > 0));
  const sums = columns.map((_, at) =>
    listed.reduce((sum, { figures }) => sum + (figures[at] ?? 0), elsewhere[at] ?? 0),
  );

  return (
    <Picture
      title={title}
      summary={summary}
      source={source}
      level={level ?? 3}
      table={{
        columns: [
          { label: t("district") },
          { label: t("province") },
          ...columns.map((label) => ({ label, isFigure: true })),
        ],
        rows: [
          ...listed.map(({ code, name, province, figures }) => ({
            key: code,
            cells: [name, province, ...columns.map((_, at) => figure(figures[at] ?? 0))],
          })),
          ...(elsewhere.some((value) => value > 0)
            ? [
                {
                  key: "elsewhere",
                  cells: [t("noDistrict"), "", ...columns.map((_, at) => figure(elsewhere[at] ?? 0))],
                },
              ]
            : []),
        ],
        foot: [t("total"), "", ...sums.map(figure)],
      }}
      note={
        <>
          {without > 0 && <p>{t("elsewhere", { count: without })}</p>}
          {unplaced.length > 0 && (
            <p>
              {t("unplaced", {
                count: unplaced.reduce((sum, { value }) => sum + value, 0),
                names: new Intl.ListFormat(locale, { type: "conjunction" }).format(unplaced.map(({ name }) => name)),
              })}
            </p>
          )}
          <p>{t("emptyDistricts", { count: figure(values.length - withSome.length), all: figure(values.length) })}</p>
          <p>{t("ground")}</p>
        </>
      }
    >
      <div className="relative mx-auto max-w-160 rounded-md bg-sunken" dir="ltr">
        <svg viewBox={`0 0 ${mapBox.width} ${mapBox.height}`} className="block w-full" aria-hidden="true">
          <path
            d={dots.map(({ x, y, r }) => (r > 0 ? "" : `M${x} ${y}h0`)).join("")}
            className="stroke-edge"
            strokeWidth="3.2"
            strokeLinecap="round"
          />
          <g className="fill-brand stroke-surface" fillOpacity="0.82" strokeWidth="1.2">
            {filled.map(({ code, name, value, x, y, r }) => (
              <circle key={code} cx={x} cy={y} r={r}>
                <title>{`${name}: ${figure(value)}`}</title>
              </circle>
            ))}
          </g>
          <Key values={keyValues(most)} most={most} />
        </svg>
        {provinces.map(({ iso, name, x, y, isLong }) => (
          <span
            key={iso}
            dir="auto"
            className={`absolute w-max text-center text-xs leading-tight text-muted italic ${isLong ? "max-w-23" : ""}`}
            style={{ left: part(x, mapBox.width), top: part(y, mapBox.height), transform: "translate(-50%,-50%)" }}
          >
            {name}
          </span>
        ))}
        {circles.flatMap((circle) => {
          const side = all.get(circle.key);
          return side ? [<Label key={circle.key} circle={circle} side={side} isFirst={first.has(circle.key)} />] : [];
        })}
        {keyValues(most).map((value, index) => (
          <span
            key={value}
            className="absolute text-xs text-muted"
            style={at(keyX(index), keyY + largestRadius + 4, "below")}
          >
            {figure(value)}
          </span>
        ))}
        {most > 0 && (
          <span dir="auto" className="absolute max-w-[42%] text-xs text-muted" style={{ left: "1%", top: "0.5%" }}>
            {t("key", { counted: columns[shown] ?? "" })}
          </span>
        )}
      </div>
    </Picture>
  );
}

const keyY = 128;
const keyX = (index: number) => [40, 104, 152][index] ?? 0;

/** Three circles to compare with. */
function Key({ values, most }: { values: number[]; most: number }) {
  return (
    <g className="fill-transparent stroke-ink" strokeWidth="1.2">
      {values.map((value, index) => {
        const r = radius(value, most);
        return <circle key={value} cx={keyX(index)} cy={keyY + largestRadius - r} r={round(r)} />;
      })}
    </g>
  );
}

function Label({ circle, side, isFirst }: { circle: Circle; side: Side; isFirst: boolean }) {
  return (
    <span
      dir="auto"
      className={`map-label absolute text-[0.8125rem] leading-none whitespace-nowrap text-ink ${isFirst ? "" : "max-sm:hidden"}`}
      style={at(...labelAnchor(circle, side), side)}
    >
      {circle.text}
    </span>
  );
}

const shift: Record<Side, string> = {
  right: "translate(0,-50%)",
  left: "translate(-100%,-50%)",
  above: "translate(-50%,-100%)",
  below: "translate(-50%,0)",
};

function at(x: number, y: number, side: Side) {
  return {
    left: part(x, mapBox.width),
    top: part(y, mapBox.height),
    transform: shift[side],
  };
}

function part(value: number, whole: number): string {
  return `${round((value / whole) * 100)}%`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
