import { getLocale, getTranslations } from "next-intl/server";
import { Notice, Section } from "@/components/ui";
import type { RegistryFigures } from "@/lib/chain/registryFigures";
import { formatDateTime, formatNumber } from "@/lib/platform/i18n/format";
import { Vouched } from "./Vouched";

/** The registry's own count beside the portal's, or that it could not be asked. `taken` is the portal's. */
export async function RegistrySays({ registry, taken }: { registry: RegistryFigures | null; taken: number }) {
  const [t, locale] = [await getTranslations("figures"), await getLocale()];
  if (!registry) {
    return (
      <Section title={t("registryTitle")}>
        <Notice tone="warning">{t("registrySilent")}</Notice>
      </Section>
    );
  }
  const there = registry.taken.total;
  const date = formatDateTime(registry.at, locale);
  return (
    <Section title={t("registryTitle")} aside={<Vouched by="subnet" />}>
      <div className="flex max-w-3xl flex-col gap-2">
        <p className="text-muted">{t("registryLead")}</p>
        <p>
          {there === taken
            ? t("registryAgrees", { taken: formatNumber(there, locale) })
            : t("registryDiffers", { taken: formatNumber(there, locale), here: formatNumber(taken, locale) })}{" "}
          {registry.block === null
            ? t("registryEmpty", { date })
            : t("registryProof", { block: formatNumber(Number(registry.block), locale), date })}
        </p>
      </div>
    </Section>
  );
}
