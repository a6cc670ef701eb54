// Pictures of every page, in every state, language, theme and width: npm run screens [-- --only batches --width 360]
import fs from "node:fs";
import { chromium } from "@playwright/test";
import { amid } from "../e2e/support/amid.ts";
import { nameOf } from "../e2e/support/routes.ts";
import { inRoot } from "./parts/root.mts";
import { endTools } from "./parts/tool.mts";
import { bar, inParallel } from "./scenario/bar.mts";
import { takePictures } from "./screens/camera.mts";
import { type Options, screensOptions } from "./screens/options.mts";
import { portalForPictures } from "./screens/portal.mts";
import { writeSheet } from "./screens/sheet.mts";
import { ensureBrowser } from "./testing/browser.mts";

const help = `npm run screens [-- options]

Takes a picture of every page in every state, at 360, 768 and 1280 px, in English and Urdu, light and dark, into
.build/screens (index.html shows them all). Of the demo portal that runs (npm run up), or else of one that is started and
filled for this run. Ends with 1 when a page sticks out of the screen, its console complains, or the server fails.

  --only <text>    pages whose name holds the text, such as desk/batches or "sent empty"
  --width 360      one or more of 360,768,1280
  --locale ur      en or ur
  --theme dark     light or dark
  --fill           fill the running portal first, so that every state is there
  --own            a portal of this run's own, even though one runs
  PORT, STATE_DIR  where the running portal is, as for npm run up`;

/** Pages open side by side. */
const atOnce = 3;
const folder = inRoot(".build/screens");

async function run(options: Options): Promise<number> {
  const portal = await portalForPictures(options);
  try {
    const { origin, visits } = portal.prepared;
    const named = visits.filter((visit) => nameOf(visit).includes(options.only));
    // What is looked at amid trouble, only where the trouble is nobody else's.
    const wanted = portal.own ? named : named.filter(({ amid }) => !amid);
    const wrong = wanted.flatMap((visit) => (visit.missing ? [`${nameOf(visit)}: ${visit.missing}`] : []));
    const sittings = wanted
      .filter(({ path }) => path !== undefined)
      .flatMap((visit) => options.locales.map((locale) => ({ visit, locale })));
    const { widths, themes } = options;
    const isWhole = sittings.length === visits.length * 2;
    if (isWhole) fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });

    const { executablePath, env } = await ensureBrowser((text) => console.log(text));
    const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];
    const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env }, args });
    let pictures = 0;
    const progress = bar("Pictures", sittings.length * widths.length * themes.length);
    const onShot = () => {
      pictures += 1;
      progress.advance();
    };
    const take = (sitting: (typeof sittings)[number]) =>
      takePictures({ ...sitting, browser, origin, folder, widths, themes, onShot });
    const calm = sittings.filter(({ visit }) => !visit.amid);
    const faults = await inParallel(calm, atOnce, take);
    for (const sitting of sittings)
      if (sitting.visit.amid && portal.own)
        faults.push(await amid(sitting.visit.amid, portal.own, () => take(sitting)));
    progress.done();
    await browser.close();
    wrong.push(...faults.flat());
    for (const line of wrong) console.error(`Wrong: ${line}`);
    if (!portal.isFull && wanted.some((visit) => visit.missing))
      console.error("What is missing is there with --fill, or with --own on a portal of this run's own.");
    if (wanted.length < named.length) console.error("Pages that say that something is wrong are there with --own.");
    const routes = new Set(wanted.map(({ pattern }) => pattern)).size;
    console.log(`${writeSheet(folder, wrong)}`);
    console.log(`${pictures} pictures of ${routes} routes, ${wrong.length} failures`);
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await portal.stop();
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    endTools();
    process.exit(1);
  });
try {
  const options = screensOptions(process.argv.slice(2));
  if (options.help) console.log(help);
  else process.exit(await run(options));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
