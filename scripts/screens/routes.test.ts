import { expect, test } from "vitest";
import { gaps, nameOf, routePatterns } from "../../e2e/support/routes.ts";
import { visits } from "../../e2e/support/routeTable.ts";
import { fileOf } from "./camera.mts";
import { screensOptions } from "./options.mts";

test("every page of the portal is visited, and no visit is of a page that is no more", () => {
  expect(gaps()).toEqual({ unvisited: [], unknown: [] });
});

test("pages are found in the folder of routes, the verification page among them", () => {
  expect(routePatterns()).toEqual(expect.arrayContaining(["/", "/desk/batches/[id]", "/verify", "/verify/[number]"]));
  expect(routePatterns().filter((pattern) => pattern.startsWith("/api"))).toEqual([]);
});

test("each visit has a name and a picture of its own", () => {
  const names = visits.map(nameOf);
  expect(new Set(names).size).toBe(names.length);
  const files = visits.map((visit) => fileOf({ visit, locale: "en", theme: "light", width: 360 }));
  expect(new Set(files).size).toBe(files.length);
});

test("the command takes a choice of pages, widths, languages and themes, and names what it does not know", () => {
  expect(screensOptions(["--only", "desk", "--width=360,1280", "--locale", "ur", "--theme", "dark"])).toMatchObject({
    only: "desk",
    widths: [360, 1280],
    locales: ["ur"],
    themes: ["dark"],
  });
  expect(() => screensOptions(["--width", "100"])).toThrow("--width takes 360, 768, 1280");
  expect(() => screensOptions(["--fast"])).toThrow("--fast");
});
