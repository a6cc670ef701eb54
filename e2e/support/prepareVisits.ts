import fs from "node:fs";
import path from "node:path";
import { test } from "@playwright/test";
import { mustRun } from "../../scripts/parts/tool.mts";
import type { Prepared } from "../../scripts/screens/prepared.mts";
import { preparedIn } from "../../scripts/screens/prepared.mts";
import { portal } from "./portal.ts";

/** Milliseconds that it may take to fill a portal, beyond what is measured of whoever comes first. */
const filling = 300_000;

/** Fills the portal of the journeys and finds every visit on it; once, however often Playwright begins again. */
export async function prepareVisits(): Promise<Prepared> {
  const { stateFolder, origin } = portal();
  const kept = path.join(stateFolder, "visits.json");
  if (!fs.existsSync(kept)) {
    test.info().setTimeout(test.info().timeout + filling);
    const env = { ...process.env, STATE_DIR: stateFolder, NEXTAUTH_URL: origin };
    fs.writeFileSync(
      kept,
      JSON.stringify(preparedIn(await mustRun(["scripts/screens/prepare.mts", "--fill"], { env }))),
    );
  }
  return JSON.parse(fs.readFileSync(kept, "utf8")) as Prepared;
}
