import { getTranslations } from "next-intl/server";
import { DateTime, Notice, Section } from "@/components/ui";
import type { WaitingPlace as Place } from "@/lib/batches/queries";
import { Link } from "@/lib/platform/i18n/navigation";

/** Where an application stands on the waitlist, as its institution reads it; nothing where it does not wait. */
export async function WaitingPlace({ place }: { place: Place | null }) {
  if (!place) return null;
  const t = await getTranslations("waitlist");
  const { position, of, since } = place;
  return (
    <Section title={t("own.title")}>
      <Notice tone="progress" title={t("own.place", { position, of })}>
        <p>{t.rich("own.since", { at: () => <DateTime at={since} /> })}</p>
        <p>{t("own.text")}</p>
        <p>
          <Link href="/waitlist">{t("own.list")}</Link>
        </p>
      </Notice>
    </Section>
  );
}
