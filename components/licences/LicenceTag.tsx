import { getTranslations } from "next-intl/server";
import { StatusTag, type Tone } from "@/components/ui";
import type { LicenceState } from "@/lib/platform/db/generated/enums";

/** The colour of a licence's state. */
export const licenceTone: Record<LicenceState, Tone> = {
  PENDING: "progress",
  ACTIVE: "good",
  SUSPENDED: "warning",
  REVOKED: "bad",
  EXPIRED: "neutral",
};

/** A licence's state in a word. */
export async function LicenceTag({ state }: { state: LicenceState }) {
  return <StatusTag tone={licenceTone[state]}>{(await getTranslations("licences.states"))(state)}</StatusTag>;
}
