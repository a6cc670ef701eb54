import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyValues, largestRadius, radius } from "./circles";
import { type Circle, labelRectangle, placeLabels } from "./labels";
import { mapBox, placed } from "./projection";
import { provinceNames, provinceRoom } from "./provinces";

const districts = readFileSync(path.resolve(import.meta.dirname, "../../prisma/data/pk-districts.csv"), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split(","))
  .map((cells) => ({
    ...{ provinceIso: cells[1] ?? "", province: cells[2] ?? "" },
    name: cells[4] ?? "",
    latitude: Number(cells.at(-2)),
    longitude: Number(cells.at(-1)),
  }));

const at = (name: string) => {
  const district = districts.find((one) => one.name === name);
  const point = district && placed(district.longitude, district.latitude);
  if (!point) throw new Error(`no ${name}`);
  return { x: point[0], y: point[1] };
};

describe("the map", () => {
  test("has every centre that is known within the picture", () => {
    expect(districts).toHaveLength(168);
    const known = districts.filter(({ longitude, latitude }) => longitude !== 0 || latitude !== 0);
    expect(known.length).toBeGreaterThanOrEqual(160);
    const points = known.map(({ longitude, latitude }) => placed(longitude, latitude) ?? [Number.NaN, Number.NaN]);
    expect(points.flat()).not.toContain(Number.NaN);
  });

  test("has north up and east to the right", () => {
    expect(at("Lahore").y).toBeLessThan(at("Multan").y);
    expect(at("Multan").y).toBeLessThan(at("South Karachi").y);
    expect(at("Gwadar").x).toBeLessThan(at("Quetta").x);
    expect(at("Quetta").x).toBeLessThan(at("Lahore").x);
    expect(at("Gilgit").y).toBeLessThan(at("Islamabad").y);
  });

  test("keeps distances: Lahore to Karachi is some 3.8 times Lahore to Islamabad", () => {
    const apart = (one: string, other: string) => Math.hypot(at(one).x - at(other).x, at(one).y - at(other).y);
    expect(apart("Lahore", "South Karachi") / apart("Lahore", "Islamabad")).toBeCloseTo(3.8, 0);
  });

  test("names every province that has districts side by side, on ground where no district lies, on the narrowest phone", () => {
    const names = provinceNames(districts);
    expect(names.map(({ iso }) => iso).sort()).toEqual(["PK-BA", "PK-GB", "PK-JK", "PK-KP", "PK-PB", "PK-SD"]);
    const rooms = names.map((name) => provinceRoom(name, { perCharacter: 13, height: 34 }));
    for (const { left, right, top, bottom } of rooms) {
      expect([left >= 0, right <= mapBox.width, top >= 0, bottom <= mapBox.height]).toEqual([true, true, true, true]);
      const within = districts.filter(({ longitude, latitude }) => {
        const [x, y] = placed(longitude, latitude) ?? [-1, -1];
        return x > left && x < right && y > top && y < bottom;
      });
      expect(within.map(({ name }) => name)).toEqual([]);
    }
  });

  test("has no place for what is none", () => {
    expect(placed(0, 0)).toBeNull();
    expect(placed(Number.NaN, 30)).toBeNull();
    expect(placed(70, Number.POSITIVE_INFINITY)).toBeNull();
  });
});

describe("circles", () => {
  test("have the area of their value, none beyond the largest, and nothing for nothing", () => {
    expect(radius(0, 10)).toBe(0);
    expect(radius(5, 0)).toBe(0);
    expect(radius(Number.NaN, 10)).toBe(0);
    expect(radius(25, 100)).toBeCloseTo(largestRadius / 2);
    fc.assert(
      fc.property(fc.double(), fc.double(), (value, most) => {
        const r = radius(value, most);
        expect(r).toBeGreaterThanOrEqual(0);
        expect(r).toBeLessThanOrEqual(largestRadius);
      }),
    );
  });

  test("have a key of round values", () => {
    expect(keyValues(135)).toEqual([100, 20, 5]);
    expect(keyValues(1)).toEqual([1]);
    expect(keyValues(0)).toEqual([]);
    expect(keyValues(12_345)).toEqual([10_000, 2_000, 500]);
  });
});

describe("labels", () => {
  const size = { perCharacter: 12, height: 30 };
  const circle = fc.record({
    x: fc.double({ min: 0, max: mapBox.width, noNaN: true }),
    y: fc.double({ min: 0, max: mapBox.height, noNaN: true }),
    r: fc.double({ min: 3, max: largestRadius, noNaN: true }),
    text: fc.string({ minLength: 1, maxLength: 24 }),
  });
  const circles = fc
    .array(circle, { maxLength: 40 })
    .map((all) => all.map((one, index): Circle => ({ ...one, key: String(index) })));

  test("never meet, never leave the picture, and are no more than asked for", () => {
    fc.assert(
      fc.property(circles, fc.nat(12), (all, most) => {
        const sides = placeLabels(all, { box: mapBox, size, most });
        expect(sides.size).toBeLessThanOrEqual(most);
        const labels = all.flatMap((one) => {
          const side = sides.get(one.key);
          return side ? [labelRectangle(one, side, size)] : [];
        });
        labels.forEach((one, index) => {
          expect(one.left >= 0 && one.top >= 0 && one.right <= mapBox.width && one.bottom <= mapBox.height).toBe(true);
          for (const other of labels.slice(index + 1))
            expect(
              one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
            ).toBe(false);
        });
      }),
    );
  });

  test("stay on their side where more of them fit", () => {
    fc.assert(
      fc.property(circles, (all) => {
        const first = placeLabels(all, { box: mapBox, size, most: 4 });
        const more = placeLabels(all, { box: mapBox, size: { perCharacter: 6, height: 15 }, most: 12, fixed: first });
        for (const [key, side] of first) expect(more.get(key)).toBe(side);
      }),
    );
  });
});
