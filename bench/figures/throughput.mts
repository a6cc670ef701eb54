import { requestsPerSecond } from "../shared/load.mts";
import type { Figure } from "./figure.mts";

/** The smallest route of the build: three lines of text, without proxy, layout, session or database. */
const bare = "/robots.txt";
const pages = { "the landing page": "/", "the sign-in page": "/sign-in", "the verification page": "/verify" };

/** Pages in a second, beside the smallest route that the same build has. */
export const throughput: Figure = {
  title: `Pages in a second, from this machine (8 connections, 5 s each), beside ${bare}`,
  needs: "pages",
  async measure({ origin }) {
    const paths = [bare, ...Object.values(pages)];
    const [floor = 0, ...rates] = await requestsPerSecond(paths.map((path) => `${origin}${path}`));
    return Object.entries(pages).map(([what, path], i) => {
      const rate = rates[i] ?? 0;
      return {
        what: `${what} (${path})`,
        measured: `${rate.toFixed(0)} a second`,
        floor: `${floor.toFixed(0)} a second, ${bare}`,
        ratio: floor / rate,
      };
    });
  },
};
