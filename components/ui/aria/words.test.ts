import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { inRoot } from "@/scripts/parts/root.mts";
import { urdu } from "./words";

const folders: Record<string, string> = { "react-aria-components": "react-aria-components/dist/private/intl" };

async function english(name: string): Promise<string[]> {
  const folder = folders[name] ?? `react-aria/dist/private/intl/${name.replace("@react-aria/", "")}`;
  const file = inRoot(path.join("node_modules", folder, "en-US.mjs"));
  const words: { default: Record<string, unknown> } = await import(file);
  return Object.keys(words.default).sort();
}

/** The packages of React Aria that ask for words, by the names that they ask with. */
function asking(part: string): string[] {
  const file = inRoot(`node_modules/react-aria/dist/private/${part}`);
  return [...fs.readFileSync(file, "utf8").matchAll(/'(@react-aria\/[a-z-]+)'\)/g)].map(([, name = ""]) => name);
}

describe("the Urdu words of React Aria", () => {
  test.each(Object.keys(urdu).filter((name) => name !== "@react-aria/gridlist"))(
    "%s: each one, and no other",
    async (name) => {
      expect(Object.keys(urdu[name] ?? {}).sort()).toEqual(await english(name));
    },
  );

  test("cover the parts that are used", () => {
    const parts = [
      "combobox/useComboBox.mjs",
      "overlays/DismissButton.mjs",
      "menu/useMenuTrigger.mjs",
      "grid/useGridSelectionAnnouncement.mjs",
      "autocomplete/useAutocomplete.mjs",
    ];
    const names = parts.flatMap(asking);
    expect(names.length).toBeGreaterThanOrEqual(parts.length);
    expect(names.filter((name) => !urdu[name])).toEqual([]);
  });

  test("have no Latin letters", () => {
    const sample = {
      optionText: "۱",
      optionCount: 2,
      count: 3,
      item: "۱",
      link: "۱",
      columnName: "۱",
      value: 4,
      isSelected: "true",
    };
    for (const words of Object.values(urdu))
      for (const word of Object.values(words))
        expect(typeof word === "string" ? word : word(sample)).not.toMatch(/[A-Za-z]|undefined/);
  });
});
