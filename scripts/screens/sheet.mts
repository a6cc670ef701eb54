import fs from "node:fs";
import path from "node:path";
import { nameOf } from "../../e2e/support/routes.ts";
import { troubled, visits } from "../../e2e/support/routeTable.ts";
import { fileOf } from "./camera.mts";
import { themes, widths } from "./options.mts";

/** Writes `index.html`: every picture of the folder, a row for each page, and on top what is wrong. Gives its path. */
export function writeSheet(folder: string, wrong: readonly string[]): string {
  const rows = [...visits, ...troubled].flatMap((visit) => {
    const shots = (["en", "ur"] as const).flatMap((locale) =>
      themes.flatMap((theme) => widths.map((width) => ({ visit, locale, theme, width }))),
    );
    const taken = shots.filter((shot) => fs.existsSync(path.join(folder, fileOf(shot))));
    if (taken.length === 0) return [];
    const figures = taken.map((shot) => {
      const file = fileOf(shot);
      const circumstances = `${shot.locale} ${shot.theme} ${shot.width}`;
      return `<figure><a href="${file}"><img src="${file}" loading="lazy" alt="${circumstances}"></a><figcaption>${circumstances}</figcaption></figure>`;
    });
    return [
      `<section><h2>${escaped(nameOf(visit))} <small>${visit.who}</small></h2><div>${figures.join("")}</div></section>`,
    ];
  });
  const faults = wrong.length > 0 ? `<ul>${wrong.map((line) => `<li>${escaped(line)}</li>`).join("")}</ul>` : "";
  const style = `body{font:16px/1.4 sans-serif;margin:1rem;background:#777;color:#fff}h2{font-size:1rem;position:sticky;top:0;background:#777;margin:0;padding:.5rem 0}
div{display:flex;gap:.75rem;overflow-x:auto;align-items:start}figure{margin:0}img{display:block;height:24rem;width:auto;max-width:26rem;object-fit:cover;object-position:top;background:#fff}small,figcaption{font-size:.75rem;font-weight:400}`;
  const file = path.join(folder, "index.html");
  fs.writeFileSync(
    file,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sanad: every page</title><style>${style}</style><h1>Every page</h1>${faults}${rows.join("\n")}</html>\n`,
  );
  return file;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
