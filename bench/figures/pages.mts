import { chromium } from "@playwright/test";
import { ensureBrowser } from "../../scripts/testing/browser.mts";
import { bareServer } from "../pages/bare.mts";
import { measurePublicPage } from "../pages/publicPage.mts";
import { publicPages } from "../pages/publicPages.mts";
import { slowPhone } from "../pages/slowPhone.mts";
import type { Figure, Line } from "./figure.mts";

/** Milliseconds: Largest Contentful Paint, and the longest answer to a finger or a key. */
const limits = { paint: 2_500, interaction: 200 };

/** Public pages on the slow phone, beside a page of nothing on the same phone. */
export const pages: Figure = {
  title: `Public pages on a slow phone: ${slowPhone.cpu}× slower, ${slowPhone.latency} ms, ${slowPhone.kilobits} kbit/s; medians of three`,
  needs: "pages",
  async measure({ origin }) {
    const { executablePath, env } = await ensureBrowser((text) => console.error(text));
    const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];
    const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env }, args });
    const bare = await bareServer();
    try {
      const floor = await measurePublicPage(browser, bare.url);
      const lines: Line[] = [];
      for (const path of publicPages) {
        const { largestPaint, longestInteraction } = await measurePublicPage(browser, `${origin}${path}`);
        lines.push(
          lineOf(`${path}: largest paint`, largestPaint, floor.largestPaint, limits.paint),
          lineOf(`${path}: interaction`, longestInteraction, floor.longestInteraction, limits.interaction),
        );
      }
      return lines;
    } finally {
      bare.close();
      await browser.close();
    }
  },
};

function lineOf(what: string, time: number, floor: number, limit: number): Line {
  return {
    what,
    measured: `${Math.round(time)} ms`,
    floor: `${Math.round(floor)} ms, a bare page`,
    ratio: time / Math.max(floor, 1),
    limit: `${limit} ms`,
    isOver: time > limit,
  };
}
