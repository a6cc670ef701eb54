import { randomUUID } from "node:crypto";
import { addEntry, correctEntry, hideEntry } from "../../lib/outcomes/commands.ts";
import { findReport } from "../../lib/outcomes/queries.ts";
import { must } from "../scenario/must.mts";
import type { Officers, Player } from "./players.mts";

/** A report with a project that was corrected, one that is hidden, one for the institution alone, and people who were trained. */
export async function reportOutcomes({ administrators: [first] }: Officers, player: Player): Promise<void> {
  const { person, institutionId, name } = player;
  const [programme] = (await findReport(person, institutionId))?.programmes ?? [];
  const add = async (words: Record<string, string | number>) =>
    must(
      await addEntry(person, { institutionId, programmeId: programme?.id, key: randomUUID(), ...words }),
      `report of ${name}`,
    ).entryId;
  const project = { kind: "PROJECT", startsOn: "2026-06-01", publish: "yes" } as const;
  const mandi = {
    ...{ ...project, name: "منڈی کے بھاؤ", field: "agriculture", link: "https://prices.example/today" },
    sentence: "ہر گاؤں کا کسان اپنے فون پر قریب ترین منڈی کے آج کے بھاؤ دیکھ لیتا ہے۔ (مثال)",
  };
  const entryId = await add({ ...mandi, name: "بھاؤ" });
  must(await correctEntry(person, { ...mandi, entryId, version: 0 }), `correction by ${name}`);
  await add({
    ...{ ...project, name: "Ward rounds", field: "health", startsOn: "2026-02-01", endsOn: "2026-09-30" },
    sentence: "Nurses note what they see at the bed, and the night shift reads it. (Demonstration)",
  });
  const hidden = await add({
    ...{ ...project, name: "Register of graduates", field: "education" },
    sentence: "Shows every graduate with name and photograph. (Demonstration)",
  });
  must(await hideEntry(first, { entryId: hidden, version: 0, reason: "personalData" }), "an entry to be hidden");
  const { publish: _, ...internal } = project;
  await add({
    ...{ ...internal, name: "Lab bookings", field: "research" },
    sentence: "Still tried out by two laboratories. (Demonstration)",
  });
  await add({
    ...{ kind: "TRAINING", name: "First steps with the national cloud (Demonstration)", people: 64 },
    ...{ startsOn: "2026-03-02", endsOn: "2026-03-27", publish: "yes" },
  });
}
