import { getTranslations } from "next-intl/server";
import { DateTime, StatusTag } from "@/components/ui";
import { isExpiring, lastDay } from "@/lib/licences/rules";
import type { LicenceState } from "@/lib/platform/db/generated/enums";

/** The last day of a licence, and a tag where that is near. */
export async function LicenceEnd({ licence }: { licence: { state: LicenceState; validUntil: Date | null } }) {
  const t = await getTranslations("seats");
  if (!licence.validUntil) return "–";
  return (
    <>
      <DateTime at={lastDay(licence.validUntil)} />{" "}
      {isExpiring(licence, new Date()) && <StatusTag tone="warning">{t("expiring")}</StatusTag>}
    </>
  );
}
