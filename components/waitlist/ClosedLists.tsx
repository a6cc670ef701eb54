import { getLocale, getTranslations } from "next-intl/server";
import { DateTime, Notice, Section, Stack } from "@/components/ui";
import type { ClosedWaitlist } from "@/lib/batches/queries";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { languageOf } from "@/lib/platform/i18n/languageOf";

/** Waitlists that were closed, for everybody: when and why. */
export async function ClosedLists({ closed }: { closed: readonly ClosedWaitlist[] }) {
  if (closed.length === 0) return null;
  const [t, common, locale] = [await getTranslations("waitlist"), await getTranslations("common"), await getLocale()];
  return (
    <Section title={t("closed.title")}>
      <Stack>
        {closed.map(({ programme, sector, closedAt, reason }) => (
          <Notice
            key={`${programme.id} ${sector}`}
            title={t("titleOf", {
              sector: common(`sectors.${sector}`),
              programme: inLanguage(locale, programme.nameEn, programme.nameUr),
            })}
          >
            <p>{t.rich("closed.text", { at: () => <DateTime at={closedAt} /> })}</p>
            <p dir="auto" lang={languageOf(reason)} className="whitespace-pre-line">
              {reason}
            </p>
          </Notice>
        ))}
      </Stack>
    </Section>
  );
}
