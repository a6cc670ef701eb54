// Lighthouse, on its mobile settings, against a demo portal: npm run lighthouse [-- --own]
import { createServer } from "node:net";
import { type Browser, chromium } from "@playwright/test";
import lighthouse, { type Result } from "lighthouse";
import { endTools } from "./parts/tool.mts";
import { portalForPictures } from "./screens/portal.mts";
import type { PreparedVisit } from "./screens/prepared.mts";
import { ensureBrowser } from "./testing/browser.mts";

const help = `npm run lighthouse [-- --own]

Measures the landing page, the verification page, sign-in and an application form on Lighthouse's mobile settings. Of the
demo portal that runs (npm run up), which is filled first, or else of one that is started for this run. Ends with 1 when a
score is under 95.

  --own            a portal of this run's own, even though one runs
  PORT, STATE_DIR  where the running portal is, as for npm run up`;

const bar = 95;
const categories = ["performance", "accessibility", "best-practices", "seo"] as const;

/** The pages, by their patterns in the table of visits. */
const patterns = ["/", "/verify", "/sign-in", "/applications/[id]/[section]"];

/**
 * A demonstration asks search engines to stay away, and so does an application always: the audit that a page may be found
 * fails on purpose, and is left out of the score that has to reach the bar.
 */
const onPurpose = "is-crawlable";

type Scores = Record<(typeof categories)[number], number>;

async function run(own: boolean): Promise<number> {
  const portal = await portalForPictures({ own, fill: true });
  const { executablePath, env } = await ensureBrowser((text) => console.log(text));
  const port = await freePort();
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", `--remote-debugging-port=${port}`];
  const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env }, args });
  try {
    console.log(["page".padEnd(26), ...categories.map((name) => name.padStart(14))].join(""));
    let isUnder = false;
    for (const pattern of patterns) {
      const visit = portal.prepared.visits.find((one) => one.pattern === pattern && !one.sent && one.path);
      if (!visit) throw new Error(`${pattern} cannot be visited on this portal`);
      await signIn(browser, visit, portal.prepared.origin);
      const { scores, indexed, complaints } = await measure(visit, portal.prepared.origin, port);
      isUnder ||= categories.some((name) => scores[name] < bar);
      const cells = categories.map((name) =>
        (name === "seo" && indexed !== scores.seo ? `${scores.seo} (${indexed})` : `${scores[name]}`).padStart(14),
      );
      console.log([pattern.padEnd(26), ...cells].join(""));
      for (const complaint of complaints) console.log(`    ${complaint}`);
    }
    console.log(
      `In brackets: with ${onPurpose}, which pages that must not be found by search engines fail on purpose.`,
    );
    return isUnder ? 1 : 0;
  } finally {
    await browser.close();
    await portal.stop();
  }
}

/** One run, or where the machine was busy and the speed fell short, the middle one of three. */
async function measure(visit: PreparedVisit, origin: string, port: number) {
  const runs = [await once(visit, origin, port)];
  if ((runs[0]?.scores.performance ?? 0) < bar)
    runs.push(await once(visit, origin, port), await once(visit, origin, port));
  runs.sort((one, other) => one.scores.performance - other.scores.performance);
  const middle = runs[runs.length >> 1];
  if (!middle) throw new Error("there was no run");
  return middle;
}

/** Gives the browser the session of whoever makes the visit; Lighthouse opens its page in the same browser, and keeps it. */
async function signIn(browser: Browser, { cookies = {} }: PreparedVisit, url: string): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  await session.send("Storage.clearCookies", {});
  const list = Object.entries(cookies).map(([name, value]) => ({ name, value, url, httpOnly: true }));
  await session.send("Storage.setCookies", { cookies: list });
  await session.detach();
}

async function once({ path = "" }: PreparedVisit, origin: string, port: number) {
  const result = await lighthouse(origin + path, { port, logLevel: "error", onlyCategories: [...categories] });
  if (!result) throw new Error(`Lighthouse said nothing of ${path}`);
  const { lhr } = result;
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  if (new URL(lhr.finalDisplayedUrl).pathname !== new URL(origin + path).pathname)
    throw new Error(`${path} led to ${lhr.finalDisplayedUrl}`);
  const scores = Object.fromEntries(categories.map((name) => [name, scoreOf(lhr, name, [onPurpose])])) as Scores;
  return { scores, indexed: scoreOf(lhr, "seo", []), complaints: complaintsOf(lhr) };
}

/** A category's score of 100: the mean of its audits by their weights, as Lighthouse counts, some left out. */
function scoreOf(lhr: Result, category: string, without: readonly string[]): number {
  const counted = (lhr.categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
    const score = lhr.audits[id]?.score;
    return weight > 0 && typeof score === "number" && !without.includes(id) ? [{ weight, score }] : [];
  });
  const whole = counted.reduce((sum, { weight }) => sum + weight, 0);
  return Math.round((100 * counted.reduce((sum, { weight, score }) => sum + weight * score, 0)) / whole);
}

/** What cost points, apart from what is meant to. */
function complaintsOf(lhr: Result): string[] {
  const weighed = Object.values(lhr.categories).flatMap(({ auditRefs }) =>
    auditRefs.filter(({ weight }) => weight > 0),
  );
  return weighed.flatMap(({ id }) => {
    const audit = lhr.audits[id];
    const isFine = typeof audit?.score !== "number" || audit.score >= 0.9 || id === onPurpose;
    return isFine ? [] : [`${audit.title}${audit.displayValue ? `: ${audit.displayValue}` : ""}`];
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    endTools();
    process.exit(1);
  });
try {
  const options = process.argv.slice(2);
  const unknown = options.find((option) => !["--own", "--help"].includes(option));
  if (unknown !== undefined) throw new Error(`There is no option ${unknown}. Try --help.`);
  if (options.includes("--help")) console.log(help);
  else process.exit(await run(options.includes("--own")));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
