import { getTranslations } from "next-intl/server";
import { DateTime, LinkButton, Notice } from "@/components/ui";
import type { Prospect } from "@/lib/applications/prospects";

/** What keeps an institution from applying now, each with what to do about it. */
export async function Obstacles({ prospect }: { prospect: Prospect }) {
  const t = await getTranslations("applications.eligible");
  const { institution, phase, underway, appealed, obstacles } = prospect;
  const links = {
    notVerified: { href: `/institutions/${institution.id}`, label: t("toRegistration") },
    underway: { href: `/applications/${underway?.id}`, label: t("toUnderway") },
    appealOpen: { href: `/applications/${appealed?.id}`, label: t("toUnderway") },
  };
  return (
    <Notice tone="warning" title={t("notYet")}>
      <ul className="flex flex-col gap-3">
        {obstacles.map((obstacle) => {
          const link = obstacle in links ? links[obstacle as keyof typeof links] : undefined;
          return (
            <li key={obstacle} className="flex flex-col items-start gap-2">
              <p>
                {t.rich(`obstacles.${obstacle}`, {
                  opens: () => (phase ? <DateTime at={phase.opensAt} /> : null),
                  state: institution.state,
                })}
              </p>
              {link && (
                <LinkButton tone="quiet" href={link.href}>
                  {link.label}
                </LinkButton>
              )}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
