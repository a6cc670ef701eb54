import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatNumber } from "@/lib/platform/i18n/format";
import { keyValues, largestRadius, radius } from "./circles";
import { type Circle, labelAnchor, placeLabels, type Side } from "./labels";
import { Picture } from "./Picture";
import { mapBox, outlinePath, placed } from "./projection";
import "./pictures.css";

/** A district, where its centre lies (degrees), and how much is counted there. */
export type DistrictValue = {
  code: string;
  name: string;
  province: string;
  latitude: number;
  longitude: number;
  value: number;
};

type Props = {
  title: string;
  summary: string;
  /** What is counted, as the head of the table's column: "Licences in force". */
  counted: string;
  values: readonly DistrictValue[];
  /** What belongs to no district: in the table and in a note, since it has no place on the map. */
  elsewhere?: number;
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

/** Districts as circles over the outline of Pakistan: the area of a circle is its count. North is up in either language. */
export async function DistrictMap({ title, summary, counted, values, elsewhere = 0, source, level }: Props) {
  const t = await getTranslations("pictures");
  const locale = await getLocale();
  const figure = (value: number) => formatNumber(value, locale);
  const sorted = values.toSorted((one, other) => other.value - one.value || one.code.localeCompare(other.code));
  const most = sorted[0]?.value ?? 0;
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
  const first = placeLabels(circles, { box: mapBox, size: sizeAt(narrow, lineHeight), most: 5 });
  const all = placeLabels(circles, { box: mapBox, size: sizeAt(wide, lineHeight), most: 14, fixed: first });
  const unplaced = sorted.filter(({ code, value }) => value > 0 && !dots.some((dot) => dot.code === code));
  const withSome = sorted.filter(({ value }) => value > 0);

  return (
    <Picture
      title={title}
      summary={summary}
      source={source}
      level={level ?? 3}
      table={{
        columns: [{ label: t("district") }, { label: t("province") }, { label: counted, isFigure: true }],
        rows: [
          ...withSome.map(({ code, name, province, value }) => ({ key: code, cells: [name, province, figure(value)] })),
          ...(elsewhere > 0 ? [{ key: "elsewhere", cells: [t("noDistrict"), "", figure(elsewhere)] }] : []),
        ],
        foot: [t("total"), "", figure(withSome.reduce((sum, { value }) => sum + value, elsewhere))],
      }}
      note={
        <>
          {elsewhere > 0 && <p>{t("elsewhere", { count: elsewhere })}</p>}
          {unplaced.length > 0 && (
            <p>
              {t("unplaced", {
                count: unplaced.reduce((sum, { value }) => sum + value, 0),
                names: new Intl.ListFormat(locale, { type: "conjunction" }).format(unplaced.map(({ name }) => name)),
              })}
            </p>
          )}
          <p>{t("emptyDistricts", { count: figure(values.length - withSome.length), all: figure(values.length) })}</p>
          <p>{t("outline")}</p>
        </>
      }
    >
      <div className="relative mx-auto max-w-160" dir="ltr">
        <svg viewBox={`0 0 ${mapBox.width} ${mapBox.height}`} className="block w-full" aria-hidden="true">
          <path d={outlinePath} className="fill-surface stroke-edge" strokeWidth="1.2" strokeLinejoin="round" />
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
            {t("key", { counted })}
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
    left: `${round((x / mapBox.width) * 100)}%`,
    top: `${round((y / mapBox.height) * 100)}%`,
    transform: shift[side],
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
