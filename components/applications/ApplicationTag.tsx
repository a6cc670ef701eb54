import { getTranslations } from "next-intl/server";
import { StatusTag } from "@/components/ui";
import type { ApplicationState } from "@/lib/platform/db/generated/enums";
import { applicationTone } from "./tone";

type Props = {
  state: ApplicationState;
  /** None before it was handed in: what is withdrawn then, was a draft. */
  receipt?: string | null;
  desk?: boolean;
};

/** The state of an application, in the applicant's words or, with `desk`, in the officials'. */
export async function ApplicationTag({ state, receipt, desk = false }: Props) {
  const t = await getTranslations("applications");
  const words =
    state === "WITHDRAWN" && receipt === null ? t("discard.done") : t(`${desk ? "deskStates" : "states"}.${state}`);
  return <StatusTag tone={applicationTone[state]}>{words}</StatusTag>;
}
