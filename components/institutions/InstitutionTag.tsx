import { getTranslations } from "next-intl/server";
import { StatusTag } from "@/components/ui";
import type { InstitutionState } from "@/lib/platform/db/generated/enums";
import { institutionTone } from "./tone";

/** The state of a registration, in a word. */
export async function InstitutionTag({ state }: { state: InstitutionState }) {
  const t = await getTranslations("institutions.states");
  return <StatusTag tone={institutionTone[state]}>{t(state)}</StatusTag>;
}
