// Loads what the portal needs to know before the first visitor: reference data, the programme, and, in demo mode, demo people.
// Runs as the app role on every start; what is already there stays.
import { isDemonstration } from "../lib/platform/config.ts";
import { db } from "../lib/platform/db/client.ts";
import { loadDemoPeople } from "./seed/people.ts";
import { loadProgramme } from "./seed/programme.ts";
import { loadReference } from "./seed/reference.ts";

const lines = await db().$transaction(
  async (tx) => {
    const { districts, universities } = await loadReference(tx);
    const programme = await loadProgramme(tx);
    const people = isDemonstration(process.env) ? await loadDemoPeople(tx) : 0;
    return [
      (districts > 0 || universities > 0) && `${districts} districts and ${universities} universities loaded`,
      programme && "programme of 1,500 places created",
      people > 0 && `${people} demo people created`,
    ];
  },
  { timeout: 60_000 },
);
console.log(lines.filter((line) => line !== false).join("; ") || "reference data is up to date");
await db().$disconnect();
