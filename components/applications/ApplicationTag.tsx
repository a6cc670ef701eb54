import { getTranslations } from "next-intl/server";
import { StatusTag } from "@/components/ui";
import type { ApplicationState } from "@/lib/platform/db/generated/enums";
import { applicationTone } from "./tone";

/** The state of an application, in the applicant's words or, with `desk`, in the officials'. */
export async function ApplicationTag({ state, desk = false }: { state: ApplicationState; desk?: boolean }) {
  const t = await getTranslations("applications");
  return <StatusTag tone={applicationTone[state]}>{t(`${desk ? "deskStates" : "states"}.${state}`)}</StatusTag>;
}
