import { getTranslations } from "next-intl/server";
import { SummaryList } from "@/components/ui";
import type { InstitutionStanding } from "@/lib/licences/standing";

/** What hangs on an institution: licences, offers, applications and people, as figures. */
export async function Standing({ standing }: { standing: InstitutionStanding }) {
  const t = await getTranslations("institutions.standing");
  const keys = ["inForce", "suspended", "coming", "offers", "applications", "members"] as const;
  return <SummaryList items={keys.map((key) => ({ term: t(key), detail: t("figure", { count: standing[key] }) }))} />;
}
