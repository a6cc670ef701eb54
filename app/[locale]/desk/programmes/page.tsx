import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { DataTable, Page } from "@/components/ui";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { formatNumber } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { programmesOfDesk } from "@/lib/programmes/queries";

export async function generateMetadata() {
  return { title: (await getTranslations("programmes"))("title") };
}

async function ProgrammesPage() {
  const actor = await requirePerson("/desk/programmes");
  if (!may(actor, "programmes.readQuotas")) notFound();
  const [t, locale, programmes] = await Promise.all([
    getTranslations("programmes"),
    getLocale(),
    programmesOfDesk(actor),
  ]);
  const now = new Date();
  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      <DataTable
        caption={t("caption")}
        columns={[
          { key: "programme", label: t("programme") },
          { key: "places", label: t("places"), align: "end" },
          { key: "taken", label: t("taken"), align: "end" },
          { key: "open", label: t("openNow") },
        ]}
        rows={programmes.map((programme) => ({
          key: programme.id,
          href: `/desk/programmes/${programme.id}`,
          cells: {
            programme: inLanguage(locale, programme.nameEn, programme.nameUr),
            places: formatNumber(programme.places, locale),
            taken: formatNumber(
              programme.quotas.reduce((sum, quota) => sum + quota.taken, 0),
              locale,
            ),
            open:
              programme.phases
                .filter((phase) => phase.opensAt <= now && now < phase.closesAt)
                .map((phase) => inLanguage(locale, phase.nameEn, phase.nameUr))
                .join(locale === "ur" ? "؛ " : "; ") || t("noneOpen"),
          },
        }))}
        empty={t("none")}
      />
    </Page>
  );
}

export default orNotFound(ProgrammesPage);
