import type { Section } from "@/lib/applications/sections";
import type { Sector } from "@/lib/platform/db/generated/enums";

/** The key of a part's title under `applications`; one part is another in each sector. */
export function sectionTitle(section: Section, sector: Sector) {
  return section === "readiness" ? (`tasks.readiness.${sector}` as const) : (`tasks.${section}` as const);
}
